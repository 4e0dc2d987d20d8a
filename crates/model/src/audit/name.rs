//! Names in the record of changes.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::name::{NameError, name};

name!(
    /// Who did something, as sign-in knows them: 1–200 characters on one line.
    Person, "person", "1–200 characters on one line are allowed, without blanks at either end",
    |text| (1..=200).contains(&text.chars().count()) && text.trim() == text && !text.contains(char::is_control)
);
name!(
    /// The name of a plan: 26–64 letters, digits, hyphens and underscores, so that it needs no encoding in an address.
    PlanId, "plan", "26–64 letters, digits, hyphens and underscores are allowed",
    |text| (26..=64).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_has_a_name_on_one_line() {
        for text in ["ada@example.com", "Ада Лавлейс", &"ä".repeat(200)] {
            assert_eq!(Person::parse(text).map(String::from), Ok(text.to_owned()));
        }
        for text in ["", " ", " ada", "ada\nroot", "ada\u{7f}", &"a".repeat(201)] {
            assert!(Person::parse(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_plan_is_long_enough_not_to_be_guessed_and_safe_in_an_address() {
        for text in [&"a".repeat(26), &"Z".repeat(64), "0123456789_0123456789-abcdef"] {
            assert!(PlanId::parse(text).is_ok(), "{text:?}");
        }
        for text in [&"a".repeat(25), &"a".repeat(65), "0123456789/0123456789/abcdef", "0123456789.0123456789.abcdef"] {
            assert!(PlanId::parse(text).is_err(), "{text:?}");
        }
        assert!(serde_json::from_str::<PlanId>("\"short\"").is_err());
    }
}
