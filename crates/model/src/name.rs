//! Names that have been checked: nothing that holds one of these types holds an invalid name.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why a text is not the name it was given for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameError {
    /// What the text should have been, for example `cluster name`.
    pub noun: &'static str,
    /// What is wrong with it, as a sentence that can be shown.
    pub problem: &'static str,
}

impl fmt::Display for NameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a {}: {}", self.noun, self.problem)
    }
}

impl std::error::Error for NameError {}

/// Declares a parsed text type: construction checks, serde refuses what construction refuses.
macro_rules! name {
    ($(#[$meta:meta])* $name:ident, $noun:literal, $problem:literal, $check:expr) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Checks the text and keeps it.
            ///
            /// # Errors
            /// [`NameError`] when the text is not such a name.
            pub fn parse(text: impl Into<String>) -> Result<Self, NameError> {
                let text = text.into();
                let check: fn(&str) -> bool = $check;
                if check(&text) { Ok(Self(text)) } else { Err(NameError { noun: $noun, problem: $problem }) }
            }

            /// The name as text.
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
            fn from(name: $name) -> Self {
                name.0
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

pub(crate) use name;

fn word(text: &str, most: usize) -> bool {
    !text.is_empty() && text.len() <= most && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

name!(
    /// The name of a cluster: 1–255 letters, digits, hyphens and underscores.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html>
    ClusterName, "cluster name", "1–255 letters, digits, hyphens and underscores are allowed", |text| word(text, 255)
);
name!(
    /// The name of a service, unique in its cluster: 1–255 letters, digits, hyphens and underscores.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html>
    ServiceName, "service name", "1–255 letters, digits, hyphens and underscores are allowed", |text| word(text, 255)
);
name!(
    /// The family of a task definition: 1–255 letters, digits, hyphens and underscores.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html>
    Family, "task definition family", "1–255 letters, digits, hyphens and underscores are allowed", |text| word(text, 255)
);
name!(
    /// The id of a task, the last part of its ARN: 32 hexadecimal digits, or a UUID in accounts that are older.
    ///
    /// Other servers that speak the protocol use other ids, so anything up to 64 letters, digits and hyphens is taken.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-account-settings.html#ecs-resource-ids>
    TaskId, "task id", "1–64 letters, digits and hyphens are allowed", |text| word(text, 64)
);
name!(
    /// The name an administrator gave to an account and a region: 1–32 lower-case letters, digits and hyphens.
    EnvironmentName, "environment name", "1–32 lower-case letters, digits and hyphens are allowed, the first a letter",
    |text| word(text, 32)
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && text.starts_with(|c: char| c.is_ascii_lowercase())
);
name!(
    /// The name of a target group, unique in an environment: 1–32 letters, digits and hyphens.
    ///
    /// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html>
    TargetGroupName, "target group name", "1–32 letters, digits and hyphens are allowed",
    |text| (1..=32).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
);

impl TaskId {
    /// The first eight characters: enough to tell tasks of a service apart on screen.
    pub fn short(&self) -> &str {
        self.0.get(..8).unwrap_or(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_letters_digits_hyphens_and_underscores_is_taken() {
        assert_eq!(ClusterName::parse("shop_eu-1").unwrap().as_str(), "shop_eu-1");
    }

    #[test]
    fn empty_long_and_strange_names_are_refused() {
        for text in ["", "a/b", "a b", "a\nb", "ä", &"x".repeat(256)] {
            assert!(ServiceName::parse(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_target_group_has_a_shorter_name_without_underscores() {
        assert!(TargetGroupName::parse("checkout-HTTP-1").is_ok());
        for text in ["", "no_such", "a b", &"x".repeat(33)] {
            assert!(TargetGroupName::parse(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn serde_refuses_what_parse_refuses() {
        assert!(serde_json::from_str::<Family>("\"web\"").is_ok());
        assert!(serde_json::from_str::<Family>("\"we\\nb\"").is_err());
    }

    #[test]
    fn an_environment_name_begins_with_a_lower_case_letter() {
        assert!(EnvironmentName::parse("prod-1").is_ok());
        assert!(EnvironmentName::parse("1-prod").is_err());
        assert!(EnvironmentName::parse("Prod").is_err());
    }
}
