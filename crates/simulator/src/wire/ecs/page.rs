//! Pages: sizes and opaque tokens.
//!
//! A token remembers the last item given, not a position, so that what is created or deleted meanwhile neither doubles
//! nor hides an item. It is bound to the operation and its filters.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::{Request, text};
use crate::wire::error::AwsError;

/// How much of a list is wanted, and from where.
pub struct Page {
    size: usize,
    after: Option<String>,
    binding: u64,
}

/// The page sizes of an operation.
pub struct Sizes {
    /// When the request names none.
    pub default: usize,
    /// The most a request may name.
    pub most: usize,
}

impl Page {
    /// Reads `maxResults` and `nextToken`.
    ///
    /// # Errors
    /// `InvalidParameterException` for a size out of 1 to the operation's maximum, and for a token that was not given
    /// for this operation with these filters.
    pub fn of(operation: &str, request: &Request, sizes: &Sizes) -> Result<Self, AwsError> {
        let size = match request.get("maxResults").and_then(serde_json::Value::as_i64) {
            None => sizes.default,
            Some(wanted) => {
                usize::try_from(wanted).ok().filter(|size| (1..=sizes.most).contains(size)).ok_or_else(|| {
                    AwsError::invalid_parameter(format!("maxResults must be between 1 and {}.", sizes.most))
                })?
            }
        };
        let binding = binding(operation, request);
        let after = text(request, "nextToken")
            .map(|token| unseal(token, binding).ok_or_else(|| AwsError::invalid_parameter("Invalid token.")))
            .transpose()?;
        Ok(Self { size, after, binding })
    }

    /// Cuts the page out of the whole list, which must be in the order of its marks. Returns the items and the token of
    /// the next page.
    ///
    /// `mark` names an item; `given` says whether an item comes before or at a mark.
    pub fn cut<T>(
        &self,
        items: impl Iterator<Item = T>,
        mark: impl Fn(&T) -> String,
        given: impl Fn(&T, &str) -> bool,
    ) -> (Vec<T>, Option<String>) {
        let mut rest = items.skip_while(|item| self.after.as_ref().is_some_and(|after| given(item, after)));
        let page: Vec<T> = rest.by_ref().take(self.size).collect();
        let more = rest.next().is_some();
        let token = page.last().filter(|_| more).map(|last| seal(&mark(last), self.binding));
        (page, token)
    }
}

fn binding(operation: &str, request: &Request) -> u64 {
    let mut hasher = DefaultHasher::new();
    operation.hash(&mut hasher);
    for (member, value) in request.iter().filter(|(member, _)| !["nextToken", "maxResults"].contains(&member.as_str()))
    {
        (member, value.to_string()).hash(&mut hasher);
    }
    hasher.finish()
}

fn seal(mark: &str, binding: u64) -> String {
    let mut token = String::with_capacity(16 + 2 * mark.len());
    for byte in signature(mark, binding).to_be_bytes().iter().chain(mark.as_bytes()) {
        token.push_str(&format!("{byte:02x}"));
    }
    token
}

fn unseal(token: &str, binding: u64) -> Option<String> {
    let digits = token.as_bytes();
    if !digits.len().is_multiple_of(2) || !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    let bytes: Option<Vec<u8>> =
        digits.chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect();
    let bytes = bytes?;
    let (signed, mark) = bytes.split_first_chunk::<8>()?;
    let mark = String::from_utf8(mark.to_vec()).ok()?;
    (u64::from_be_bytes(*signed) == signature(&mark, binding)).then_some(mark)
}

fn signature(mark: &str, binding: u64) -> u64 {
    let mut hasher = DefaultHasher::new();
    (binding, mark).hash(&mut hasher);
    hasher.finish()
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
                let (items, next) = cut(&Page::of("ListTasks", &request, &SIZES).unwrap(), count);
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
        let (_, token) = cut(&Page::of("ListTasks", &first, &SIZES).unwrap(), 50);
        let with =
            |cluster: &str, token: &str| request(json!({"cluster": cluster, "nextToken": token, "maxResults": 3}));
        let token = token.unwrap();
        assert!(Page::of("ListTasks", &with("shop", &token), &SIZES).is_ok());
        assert!(Page::of("ListTasks", &with("bank", &token), &SIZES).is_err());
        assert!(Page::of("ListServices", &with("shop", &token), &SIZES).is_err());
        for forged in ["", "zz", "é0", "00112233445566778899", &token[1..], &format!("{token}00")] {
            let error = Page::of("ListTasks", &with("shop", forged), &SIZES).err().unwrap();
            assert_eq!(error.code, "InvalidParameterException", "{forged}");
        }
    }

    #[test]
    fn a_page_size_out_of_range_is_refused() {
        for size in [-1, 0, 101] {
            assert!(Page::of("ListTasks", &request(json!({"maxResults": size})), &SIZES).is_err(), "{size}");
        }
        assert!(Page::of("ListTasks", &request(json!({"maxResults": 100})), &SIZES).is_ok());
    }
}
