//! How Elastic Load Balancing gives a page: `PageSize` and `Marker`.

use serde_json::{Map, Value};

use super::{Request, validation};
use simulator_protocol::error::AwsError;
use simulator_protocol::page::{Page, Sizes, binding};

/// Every Describe action with pages has these.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeLoadBalancers.html>
const SIZES: Sizes = Sizes { default: 400, most: 400 };

/// One page of items, as the member `name` of the answer, with `NextMarker` when there is more. Items come in the order
/// of their marks.
pub fn answer<T>(
    (action, name): (&str, &str),
    request: &Request,
    mut all: Vec<T>,
    mark: impl Fn(&T) -> String,
    view: impl Fn(&T) -> Value,
) -> Result<Value, AwsError> {
    let wanted = request.get("PageSize").and_then(Value::as_i64);
    let size = SIZES.of(wanted).ok_or_else(|| validation("PageSize must be between 1 and 400"))?;
    let binding = binding(action, request, &["Marker", "PageSize"]);
    let marker = request.get("Marker").and_then(Value::as_str);
    let page = Page::new(size, marker, binding).ok_or_else(|| validation("The specified marker is not valid"))?;
    all.sort_by_cached_key(&mark);
    let (items, next) = page.cut(all.into_iter(), &mark, |item, given| mark(item).as_str() <= given);
    let mut answer = Map::new();
    answer.insert(name.to_owned(), items.iter().map(view).collect());
    if let Some(next) = next {
        answer.insert("NextMarker".to_owned(), next.into());
    }
    Ok(Value::Object(answer))
}
