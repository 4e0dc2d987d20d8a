//! How CodeDeploy gives a page: a hundred names, and a token for more.

use serde_json::{Map, Value};

use super::Request;
use simulator_protocol::error::AwsError;
use simulator_protocol::page::{Page, binding};

/// How many names are in a page.
const SIZE: usize = 100;

/// Cuts the page that a request asks for out of names in their order, and answers it.
///
/// # Errors
/// `InvalidNextTokenException`.
pub fn answer(
    operation: &str,
    request: &Request,
    member: &str,
    names: impl Iterator<Item = String>,
) -> Result<Value, AwsError> {
    let token = request.get("nextToken").and_then(Value::as_str);
    let page = Page::new(SIZE, token, binding(operation, request, &["nextToken"]))
        .ok_or_else(|| AwsError::refused("InvalidNextTokenException", "The next token is invalid."))?;
    let (names, token) = page.cut(names, String::clone, |name, given| name.as_str() <= given);
    let mut answer = Map::new();
    answer.insert(member.to_owned(), names.into());
    if let Some(token) = token {
        answer.insert("nextToken".to_owned(), token.into());
    }
    Ok(Value::Object(answer))
}
