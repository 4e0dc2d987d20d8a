//! How Amazon ECR asks for a page: `maxResults` and `nextToken`.

use serde_json::{Map, Value};

use super::{Request, text};
use simulator_protocol::error::AwsError;
use simulator_protocol::page::{Page, Sizes, binding};

/// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImages.html>
const SIZES: Sizes = Sizes { default: 100, most: 1_000 };

/// Cuts the page that a request asks for out of items in the order of their marks, and answers it.
///
/// # Errors
/// `InvalidParameterException`.
pub fn answer(
    operation: &str,
    request: &Request,
    member: &str,
    items: impl Iterator<Item = (String, Value)>,
) -> Result<Value, AwsError> {
    let invalid = || AwsError::invalid_parameter("Invalid parameter at 'nextToken' or 'maxResults'.");
    let size = SIZES.of(request.get("maxResults").and_then(Value::as_i64)).ok_or_else(invalid)?;
    let binding = binding(operation, request, &["nextToken", "maxResults"]);
    let page = Page::new(size, text(request, "nextToken"), binding).ok_or_else(invalid)?;
    let (items, token) = page.cut(items, |(mark, _)| mark.clone(), |(mark, _), given| mark.as_str() <= given);
    let mut answer = Map::new();
    answer.insert(member.to_owned(), items.into_iter().map(|(_, item)| item).collect());
    if let Some(token) = token {
        answer.insert("nextToken".to_owned(), token.into());
    }
    Ok(Value::Object(answer))
}
