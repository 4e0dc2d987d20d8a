//! How ECS asks for a page: `maxResults` and `nextToken`.

use super::{Request, text};
use simulator_protocol::error::AwsError;
use simulator_protocol::page::binding;
pub use simulator_protocol::page::{Page, Sizes};

/// Reads `maxResults` and `nextToken`.
///
/// # Errors
/// `InvalidParameterException` for a size out of 1 to the operation's maximum, and for a token that was not given
/// for this operation with these filters.
pub fn asked(operation: &str, request: &Request, sizes: &Sizes) -> Result<Page, AwsError> {
    let wanted = request.get("maxResults").and_then(serde_json::Value::as_i64);
    let size = sizes
        .of(wanted)
        .ok_or_else(|| AwsError::invalid_parameter(format!("maxResults must be between 1 and {}.", sizes.most)))?;
    let binding = binding(operation, request, &["nextToken", "maxResults"]);
    Page::new(size, text(request, "nextToken"), binding).ok_or_else(|| AwsError::invalid_parameter("Invalid token."))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const SIZES: Sizes = Sizes { default: 10, most: 100 };

    fn request(value: Value) -> Request {
        value.as_object().unwrap().clone()
    }

    fn cut(page: &Page, count: u32) -> (Vec<u32>, Option<String>) {
        page.cut(0..count, |item| format!("{item:05}"), |item, mark| format!("{item:05}").as_str() <= mark)
    }

    #[test]
    fn following_the_tokens_gives_every_item_once() {
        for count in [0, 1, 9, 10, 11, 99, 100, 101, 2_000] {
            let (mut seen, mut pages, mut token) = (Vec::new(), 0, None);
            loop {
                let request = request(json!({"nextToken": token, "cluster": "shop"}));
                let request = request.into_iter().filter(|(_, value)| !value.is_null()).collect();
                let (items, next) = cut(&asked("ListTasks", &request, &SIZES).unwrap(), count);
                seen.extend(items);
                pages += 1;
                match next {
                    Some(next) => token = Some(next),
                    None => break,
                }
            }
            assert_eq!(seen, (0..count).collect::<Vec<_>>());
            assert_eq!(pages, count.div_ceil(10).max(1));
        }
    }

    #[test]
    fn a_token_is_good_only_for_its_operation_and_filters() {
        let first = request(json!({"cluster": "shop"}));
        let (_, token) = cut(&asked("ListTasks", &first, &SIZES).unwrap(), 50);
        let with =
            |cluster: &str, token: &str| request(json!({"cluster": cluster, "nextToken": token, "maxResults": 3}));
        let token = token.unwrap();
        assert!(asked("ListTasks", &with("shop", &token), &SIZES).is_ok());
        assert!(asked("ListTasks", &with("bank", &token), &SIZES).is_err());
        assert!(asked("ListServices", &with("shop", &token), &SIZES).is_err());
        for forged in ["", "zz", "é0", "00112233445566778899", &token[1..], &format!("{token}00")] {
            let error = asked("ListTasks", &with("shop", forged), &SIZES).err().unwrap();
            assert_eq!(error.code, "InvalidParameterException", "{forged}");
        }
    }

    #[test]
    fn a_page_size_out_of_range_is_refused() {
        for size in [-1, 0, 101] {
            assert!(asked("ListTasks", &request(json!({"maxResults": size})), &SIZES).is_err(), "{size}");
        }
        assert!(asked("ListTasks", &request(json!({"maxResults": 100})), &SIZES).is_ok());
    }
}
