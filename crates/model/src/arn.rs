//! Amazon Resource Names: parsed once, never shown raw.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::name::NameError;

/// An Amazon Resource Name: `arn:partition:service:region:account:resource`.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html>
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Arn(String);

impl Arn {
    /// Checks that the text has the six parts of an ARN.
    ///
    /// # Errors
    /// [`NameError`] when it has not.
    pub fn parse(text: impl Into<String>) -> Result<Self, NameError> {
        let text = text.into();
        let sane = text.starts_with("arn:") && text.splitn(6, ':').count() == 6 && !text.contains(char::is_control);
        if sane {
            Ok(Self(text))
        } else {
            Err(NameError { noun: "ARN", problem: "six parts separated by colons are expected" })
        }
    }

    /// The ARN as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The account id, twelve digits; empty for resources of AWS itself.
    pub fn account(&self) -> &str {
        self.part(4)
    }

    /// The region, for example `eu-central-1`.
    pub fn region(&self) -> &str {
        self.part(3)
    }

    /// What follows the account: `service/shop/checkout`.
    pub fn resource(&self) -> &str {
        self.part(5)
    }

    /// The last part of the resource: the name or id by which people know it.
    pub fn short(&self) -> &str {
        self.resource().rsplit('/').next().unwrap_or_default()
    }

    fn part(&self, index: usize) -> &str {
        self.0.splitn(6, ':').nth(index).unwrap_or_default()
    }
}

impl TryFrom<String> for Arn {
    type Error = NameError;
    fn try_from(text: String) -> Result<Self, NameError> {
        Self::parse(text)
    }
}

impl From<Arn> for String {
    fn from(arn: Arn) -> Self {
        arn.0
    }
}

impl fmt::Display for Arn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_an_arn_are_found() {
        let arn = Arn::parse("arn:aws:ecs:eu-central-1:123456789012:service/shop/checkout").unwrap();
        assert_eq!((arn.region(), arn.account(), arn.short()), ("eu-central-1", "123456789012", "checkout"));
        assert_eq!(arn.resource(), "service/shop/checkout");
    }

    #[test]
    fn text_that_is_no_arn_is_refused() {
        for text in ["", "checkout", "arn:aws:ecs", "arn:aws:ecs:r:a:x\ny"] {
            assert!(Arn::parse(text).is_err(), "{text:?}");
        }
    }
}
