//! Pages: sizes and opaque tokens.
//!
//! A token remembers the last item given, not a position, so that what is created or deleted meanwhile neither doubles
//! nor hides an item. It is bound to the operation and its filters.

use std::hash::{DefaultHasher, Hash, Hasher};

use serde_json::{Map, Value};

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

impl Sizes {
    /// The size for a request that names one, or none; `None` when it is out of 1 to the most.
    #[must_use]
    pub fn of(&self, wanted: Option<i64>) -> Option<usize> {
        match wanted {
            None => Some(self.default),
            Some(wanted) => usize::try_from(wanted).ok().filter(|size| (1..=self.most).contains(size)),
        }
    }
}

impl Page {
    /// So many items after what the token names; `None` for a token that was not given for this binding.
    #[must_use]
    pub fn new(size: usize, token: Option<&str>, binding: u64) -> Option<Self> {
        let after = match token {
            Some(token) => Some(unseal(token, binding)?),
            None => None,
        };
        Some(Self { size, after, binding })
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

/// What a token is bound to: the operation and the request's members but for these.
#[must_use]
pub fn binding(operation: &str, request: &Map<String, Value>, but: &[&str]) -> u64 {
    let mut hasher = DefaultHasher::new();
    operation.hash(&mut hasher);
    for (member, value) in request.iter().filter(|(member, _)| !but.contains(&member.as_str())) {
        (member, value.to_string()).hash(&mut hasher);
    }
    hasher.finish()
}

/// A token for a mark, bound to the binding.
#[must_use]
pub fn seal(mark: &str, binding: u64) -> String {
    let mut token = String::with_capacity(16 + 2 * mark.len());
    for byte in signature(mark, binding).to_be_bytes().iter().chain(mark.as_bytes()) {
        token.push_str(&format!("{byte:02x}"));
    }
    token
}

/// The mark in a token; `None` when it was not sealed with the binding.
#[must_use]
pub fn unseal(token: &str, binding: u64) -> Option<String> {
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
