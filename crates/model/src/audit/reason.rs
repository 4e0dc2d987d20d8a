//! Why somebody changed something.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::field::{FieldError, Problem};

/// The longest reason, in characters.
pub const REASON_MAX: usize = 500;

/// Why somebody changed something, in their words: 1–500 characters, on as many lines as they like.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Reason(String);

impl Reason {
    /// Takes what was typed into the field `field`, without the blanks around it. Browsers end lines with CR and LF;
    /// LF alone is kept.
    ///
    /// # Errors
    /// [`FieldError`] with the name of the field when there is nothing, too much, or something that no keyboard types.
    pub fn parse(field: &'static str, text: &str) -> Result<Self, FieldError> {
        let text = text.replace("\r\n", "\n");
        let text = text.trim();
        let problem = match text.chars().count() {
            0 => Some(Problem::Missing),
            length if length > REASON_MAX => Some(Problem::TooLong(REASON_MAX as u32)),
            _ if text.contains(|letter: char| letter.is_control() && letter != '\n') => Some(Problem::NotPlain),
            _ => None,
        };
        problem.map_or_else(|| Ok(Self(text.to_owned())), |problem| Err(FieldError::new(field, problem)))
    }

    /// The reason as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Reason {
    type Error = FieldError;
    fn try_from(text: String) -> Result<Self, FieldError> {
        Self::parse("reason", &text)
    }
}

impl From<Reason> for String {
    fn from(reason: Reason) -> Self {
        reason.0
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: Result<&str, Problem>) {
        let expect = expect.map(str::to_owned).map_err(|problem| FieldError::new("why", problem));
        assert_eq!(Reason::parse("why", text).map(String::from), expect, "{text:?}");
    }

    #[test]
    fn a_reason_is_kept_as_it_was_typed_but_for_the_blanks_around_it() {
        check("  More visitors.\r\nSee #42.\n", Ok("More visitors.\nSee #42."));
        check(&"ä".repeat(500), Ok(&"ä".repeat(500)));
    }

    #[test]
    fn what_is_no_reason_is_refused_by_the_name_of_its_field() {
        for text in ["", " \r\n\t "] {
            check(text, Err(Problem::Missing));
        }
        check(&"x".repeat(501), Err(Problem::TooLong(500)));
        for text in ["a\u{0}b", "a\tb", "a\rb", "a\u{1b}[31mb", "a\u{85}b"] {
            check(text, Err(Problem::NotPlain));
        }
    }

    #[test]
    fn serde_refuses_what_parse_refuses() {
        assert!(serde_json::from_str::<Reason>("\"because\"").is_ok());
        assert!(serde_json::from_str::<Reason>("\" \"").is_err());
    }
}
