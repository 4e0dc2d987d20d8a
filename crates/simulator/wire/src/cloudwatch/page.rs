//! Pages: `NextToken`, and `MaxRecords` where there is one.

use serde_json::{Map, Value};

use super::Request;
use super::error::validation;
use super::{count, text};
use simulator_protocol::error::AwsError;
use simulator_protocol::page::{Page, binding};

/// Cuts the page that a request asks for out of items in the order of their marks: the items, and the token of the next
/// page.
///
/// # Errors
/// `InvalidNextToken` for a token that was not given for this operation with these filters.
pub fn cut(
    operation: &str,
    request: &Request,
    size: usize,
    items: impl Iterator<Item = (String, Value)>,
) -> Result<(Vec<Value>, Option<String>), AwsError> {
    let binding = binding(operation, request, &["NextToken", "MaxRecords"]);
    let page = Page::new(size, text(request, "NextToken"), binding).ok_or_else(invalid_token)?;
    let (items, token) = page.cut(items, |(mark, _)| mark.clone(), |(mark, _), given| mark.as_str() <= given);
    Ok((items.into_iter().map(|(_, item)| item).collect(), token))
}

/// An answer with one list and the token of the next page.
pub fn listed(member: &str, (items, token): (Vec<Value>, Option<String>)) -> Value {
    let mut answer = Map::new();
    answer.insert(member.to_owned(), items.into());
    if let Some(token) = token {
        answer.insert("NextToken".to_owned(), token.into());
    }
    Value::Object(answer)
}

/// `MaxRecords`: 1 to 100, 50 when absent.
///
/// # Errors
/// `ValidationError` when it is out of that.
pub fn records(request: &Request, default: usize) -> Result<usize, AwsError> {
    if !request.contains_key("MaxRecords") {
        return Ok(default);
    }
    let size = count(request, "MaxRecords").and_then(|size| usize::try_from(size).ok());
    size.filter(|size| (1..=100).contains(size)).ok_or_else(|| validation("MaxRecords must be between 1 and 100."))
}

pub fn invalid_token() -> AwsError {
    AwsError::refused("InvalidNextToken", "The next token specified is invalid.")
}
