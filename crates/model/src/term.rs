//! Short terms of AWS and of addresses that Podium repeats to people.
//!
//! Each is checked, so that an error can carry one without carrying anybody's sentence: whatever is in an error can be
//! put into a link by a stranger.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::name::NameError;

/// Declares a term: text is checked, serde refuses what the check refuses, and terms spelled in the code cost nothing.
macro_rules! term {
    ($(#[$meta:meta])* $name:ident, $noun:literal, $problem:literal, $check:expr) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Cow<'static, str>);

        impl $name {
            /// Checks the text and keeps it.
            ///
            /// # Errors
            /// [`NameError`] when the text is not such a term.
            pub fn parse(text: impl Into<String>) -> Result<Self, NameError> {
                let text = text.into();
                if $check(text.as_bytes()) {
                    Ok(Self(Cow::Owned(text)))
                } else {
                    Err(NameError { noun: $noun, problem: $problem })
                }
            }

            /// A term that is spelled in the code.
            ///
            /// # Panics
            /// When it is none, which a test of the caller's list finds.
            pub const fn literal(text: &'static str) -> Self {
                assert!($check(text.as_bytes()), $problem);
                Self(Cow::Borrowed(text))
            }

            /// The term as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = NameError;
            fn try_from(text: String) -> Result<Self, NameError> {
                Self::parse(text)
            }
        }

        impl From<$name> for String {
            fn from(term: $name) -> Self {
                term.0.into_owned()
            }
        }

        impl std::str::FromStr for $name {
            type Err = NameError;
            fn from_str(text: &str) -> Result<Self, NameError> {
                Self::parse(text)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

/// Whether it is 1 to `most` letters, digits and characters of `also`.
const fn is_made_of(text: &[u8], also: &[u8], most: usize) -> bool {
    let mut at = 0;
    while at < text.len() {
        if !text[at].is_ascii_alphanumeric() && !holds(also, text[at]) {
            return false;
        }
        at += 1;
    }
    !text.is_empty() && text.len() <= most
}

const fn holds(bytes: &[u8], byte: u8) -> bool {
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == byte {
            return true;
        }
        at += 1;
    }
    false
}

const fn is_operation(text: &[u8]) -> bool {
    is_made_of(text, b"", 64)
}

const fn is_action(text: &[u8]) -> bool {
    let mut colon = 0;
    while colon < text.len() && text[colon] != b':' {
        colon += 1;
    }
    if colon == text.len() {
        return false;
    }
    let (service, verb) = text.split_at(colon);
    is_made_of(service, b"-", 64) && is_made_of(verb.split_at(1).1, b"-", 64)
}

const fn is_code(text: &[u8]) -> bool {
    is_made_of(text, b".-_", 100)
}

const fn is_request_id(text: &[u8]) -> bool {
    is_made_of(text, b"-_=", 128)
}

const fn is_field(text: &[u8]) -> bool {
    is_made_of(text, b"-_", 40)
}

term!(
    /// The name of an operation of an AWS API, for example `DescribeServices`.
    OperationName, "name of an operation", "1–64 letters and digits are allowed", is_operation
);
term!(
    /// An IAM action, for example `ecs:DescribeServices`.
    ///
    /// <https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html>
    Action, "IAM action", "a service, a colon and a verb are expected", is_action
);
term!(
    /// AWS's code for an error, for example `ServerException`.
    ErrorCode, "error code", "1–100 letters, digits, dots, hyphens and underscores are allowed", is_code
);
term!(
    /// AWS's name for one request, which AWS Support asks for.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/CommonErrors.html>
    AwsRequestId, "request id of AWS", "1–128 letters, digits, hyphens and underscores are allowed", is_request_id
);
term!(
    /// The name of a field of a form, of the query of an address or of an answer of AWS, or a value offered by one, for
    /// example `page`.
    FieldName, "name of a field", "1–40 letters, digits, hyphens and underscores are allowed", is_field
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_action_is_a_service_and_a_verb() {
        for good in ["ecs:ListTasks", "application-autoscaling:DescribeScalableTargets", "sts:AssumeRole"] {
            assert_eq!(Action::parse(good).unwrap().as_str(), good);
        }
        for bad in ["", "ecs", ":", "ecs:", ":ListTasks", "ecs:List Tasks", "ecs:a:b", "<b>:x", "ecs:\n"] {
            assert!(Action::parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn no_term_holds_a_sentence() {
        let sentence = "Call 555 0100 now";
        assert!(OperationName::parse(sentence).is_err());
        assert!(ErrorCode::parse(sentence).is_err());
        assert!(AwsRequestId::parse(sentence).is_err());
        assert!(FieldName::parse(sentence).is_err());
        assert!(serde_json::from_str::<ErrorCode>("\"Server.Internal\"").is_ok());
        assert!(serde_json::from_str::<ErrorCode>("\"<script>\"").is_err());
    }

    #[test]
    fn a_term_has_an_end() {
        assert!(FieldName::parse("x".repeat(40)).is_ok());
        assert!(FieldName::parse("x".repeat(41)).is_err());
    }
}
