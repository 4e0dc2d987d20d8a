//! What of a task definition nobody may see: values of environment variables, and options that look secret.

use crate::json::{Json, parse};

/// What stands in place of a value. Sent back in the same place it means: keep what AWS holds.
pub const MASK: &str = "••••••";

/// Parts of names whose values are not shown.
const SECRET_WORDS: [&str; 8] = ["token", "key", "password", "passwd", "secret", "credential", "auth", "pwd"];

/// Members that hold free options as name and value; some drivers take passwords and tokens in them.
const OPTION_MAPS: [&str; 4] = ["options", "driverOpts", "dockerLabels", "labels"];

/// Whether an option of this name is likely to hold a secret.
pub fn looks_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    SECRET_WORDS.iter().any(|word| name.contains(word))
}

/// An answer of AWS as indented JSON, with [`MASK`] in place of every value of an environment variable and every option
/// that looks secret, wherever it is. Nothing when it is no JSON.
pub fn readable(answer: &[u8]) -> Option<String> {
    let (answer, _) = parse(std::str::from_utf8(answer).ok()?).ok()?;
    Some(Secrecy::Open.mask(&answer).indented())
}

/// What may be seen of a value, by what it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Secrecy {
    /// Everything, but for what is secret further in.
    Open,
    /// It is an `environment`: of a list of names and values only the names, of any other shape nothing.
    Environment,
    /// It is an entry of an environment.
    Variable,
    /// It is a map of options: those that look secret are not seen.
    Options,
    /// Nothing.
    Hidden,
}

impl Secrecy {
    /// Whether the value itself is not seen.
    pub fn hides(self, value: &Json) -> bool {
        match self {
            Self::Open | Self::Options => false,
            Self::Environment => !matches!(value, Json::List(_) | Json::Object(_)),
            Self::Variable => !matches!(value, Json::Object(_)),
            Self::Hidden => true,
        }
    }

    /// What may be seen of a member of such a value.
    pub fn member(self, name: &str, value: &Json) -> Self {
        match self {
            Self::Options if looks_secret(name) => Self::Hidden,
            Self::Open | Self::Options if name.eq_ignore_ascii_case("environment") => Self::Environment,
            Self::Open | Self::Options if OPTION_MAPS.iter().any(|map| map.eq_ignore_ascii_case(name)) => Self::Options,
            Self::Open | Self::Options => Self::Open,
            Self::Variable if name == "name" && value.as_text().is_some() => Self::Open,
            Self::Environment | Self::Variable | Self::Hidden => Self::Hidden,
        }
    }

    /// What may be seen of an item of such a value.
    pub const fn item(self) -> Self {
        match self {
            Self::Open | Self::Options => Self::Open,
            Self::Environment => Self::Variable,
            Self::Variable | Self::Hidden => Self::Hidden,
        }
    }

    /// The value, with [`MASK`] for whatever in it is not seen.
    pub fn mask(self, value: &Json) -> Json {
        match value {
            value if self.hides(value) => MASK.into(),
            Json::List(items) => Json::List(items.iter().map(|item| self.item().mask(item)).collect()),
            Json::Object(members) => {
                let mask = |(name, value): &(String, Json)| (name.clone(), self.member(name, value).mask(value));
                Json::Object(members.iter().map(mask).collect())
            }
            value => value.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(answer: &str, expect: &str) {
        let (expect, _) = parse(&expect.replace("MASK", &format!("\"{MASK}\""))).unwrap();
        assert_eq!(readable(answer.as_bytes()).unwrap(), expect.indented());
    }

    #[test]
    fn values_of_environment_variables_are_replaced_and_names_are_not() {
        check(
            r#"{"taskDefinition": {"containerDefinitions": [{"environment": [{"name": "A", "value": "canary", "new": 7}]}]}}"#,
            r#"{"taskDefinition": {"containerDefinitions": [{"environment": [{"name": "A", "value": MASK, "new": MASK}]}]}}"#,
        );
    }

    #[test]
    fn an_environment_of_an_odd_shape_keeps_no_value() {
        check(r#"{"environment": {"A": "canary"}}"#, r#"{"environment": {"A": MASK}}"#);
        check(r#"{"environment": "A=canary"}"#, r#"{"environment": MASK}"#);
        check(r#"{"environment": ["A=canary", [1]]}"#, r#"{"environment": [MASK, MASK]}"#);
        check(r#"{"environment": [{"name": ["canary"]}]}"#, r#"{"environment": [{"name": MASK}]}"#);
    }

    #[test]
    fn options_that_look_secret_are_replaced() {
        check(
            r#"{"logConfiguration": {"options": {"splunk-token": "canary", "awslogs-group": "/ecs/web"}}}"#,
            r#"{"logConfiguration": {"options": {"splunk-token": MASK, "awslogs-group": "/ecs/web"}}}"#,
        );
        check(
            r#"{"volumes": [{"dockerVolumeConfiguration": {"driverOpts": {"PASSWORD": "canary", "type": "nfs"}}}]}"#,
            r#"{"volumes": [{"dockerVolumeConfiguration": {"driverOpts": {"PASSWORD": MASK, "type": "nfs"}}}]}"#,
        );
        check(r#"{"options": {"options": {"key": "canary"}}}"#, r#"{"options": {"options": {"key": MASK}}}"#);
        check(r#"{"options": {"environment": "canary"}}"#, r#"{"options": {"environment": MASK}}"#);
        check(r#"{"options": {"a": {"environment": "canary"}}}"#, r#"{"options": {"a": {"environment": MASK}}}"#);
    }

    #[test]
    fn what_is_no_json_is_not_shown() {
        assert_eq!(readable(b"A=canary"), None);
        assert_eq!(readable(b"\xff"), None);
    }
}
