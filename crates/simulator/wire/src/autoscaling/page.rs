//! How Application Auto Scaling asks for a page: `MaxResults` and `NextToken`.

use serde_json::{Map, Value};

use super::{Request, invalid, number, text};
use simulator_protocol::error::AwsError;
use simulator_protocol::page::{Page, Sizes, binding};

/// <https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalableTargets.html>
pub const FIFTY: Sizes = Sizes { default: 50, most: 50 };

/// <https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalingPolicies.html>
pub const TEN: Sizes = Sizes { default: 10, most: 10 };

/// Cuts the page that a request asks for out of items in the order of their marks, and answers it.
///
/// # Errors
/// `ValidationException` for a size that is not allowed, `InvalidNextTokenException`.
pub fn answer(
    operation: &str,
    request: &Request,
    sizes: &Sizes,
    member: &str,
    items: impl Iterator<Item = (String, Value)>,
) -> Result<Value, AwsError> {
    let size = sizes
        .of(number(request, "MaxResults"))
        .ok_or_else(|| invalid(format!("MaxResults must be between 1 and {}", sizes.most)))?;
    let binding = binding(operation, request, &["NextToken", "MaxResults"]);
    let page = Page::new(size, text(request, "NextToken"), binding)
        .ok_or_else(|| AwsError::refused("InvalidNextTokenException", "The next token is invalid."))?;
    let (items, token) = page.cut(items, |(mark, _)| mark.clone(), |(mark, _), given| mark.as_str() <= given);
    let mut answer = Map::new();
    answer.insert(member.to_owned(), items.into_iter().map(|(_, item)| item).collect());
    if let Some(token) = token {
        answer.insert("NextToken".to_owned(), token.into());
    }
    Ok(Value::Object(answer))
}
