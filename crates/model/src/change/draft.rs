//! The name of a draft.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::name::{NameError, name};

name!(
    /// A task definition that is being written: 32 hexadecimal digits, which nobody can guess. What it names never
    /// changes; an edit makes another draft.
    DraftId, "draft", "32 digits from 0 to 9 and a to f are allowed",
    |text| text.len() == 32 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_is_named_by_thirty_two_digits() {
        let name = "0123456789abcdef0123456789abcdef";
        assert_eq!(DraftId::parse(name).map(String::from), Ok(name.to_owned()));
        for bad in ["", "0123", "0123456789ABCDEF0123456789abcdef", "g123456789abcdef0123456789abcdef"] {
            assert!(DraftId::parse(bad).is_err(), "{bad}");
        }
    }
}
