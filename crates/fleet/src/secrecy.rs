//! What must not be kept of a task definition, taken out before it is kept anywhere.

use serde_json::Value;

/// What stands in place of a value.
pub(super) const MASK: &str = "••••••";

/// Parts of names whose values are not shown.
const SECRET_WORDS: [&str; 8] = ["token", "key", "password", "passwd", "secret", "credential", "auth", "pwd"];

/// Members that hold free options as name and value; some drivers take passwords and tokens in them.
const OPTION_MAPS: [&str; 4] = ["options", "driverOpts", "dockerLabels", "labels"];

/// Whether an option of this name is likely to hold a secret.
pub(crate) fn looks_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    SECRET_WORDS.iter().any(|word| name.contains(word))
}

/// Replaces the value of every environment variable, and of every option that looks secret, wherever it is.
pub(super) fn mask(answer: &mut Value) {
    match answer {
        Value::Array(items) => items.iter_mut().for_each(mask),
        Value::Object(members) => {
            for (name, value) in members {
                match name.as_str() {
                    "environment" => mask_environment(value),
                    name if OPTION_MAPS.contains(&name) => mask_options(value),
                    _ => mask(value),
                }
            }
        }
        _ => {}
    }
}

/// Of a list of names and values only the names stay; of any other shape nothing does.
fn mask_environment(environment: &mut Value) {
    match environment {
        Value::Array(variables) => variables.iter_mut().for_each(|variable| match variable {
            Value::Object(members) => {
                for (_, value) in members.iter_mut().filter(|(name, value)| *name != "name" || !value.is_string()) {
                    *value = MASK.into();
                }
            }
            other => *other = MASK.into(),
        }),
        Value::Object(members) => members.values_mut().for_each(|value| *value = MASK.into()),
        other => *other = MASK.into(),
    }
}

fn mask_options(options: &mut Value) {
    match options {
        Value::Object(members) => {
            for (_, value) in members.iter_mut().filter(|(name, _)| looks_secret(name)) {
                *value = MASK.into();
            }
        }
        other => mask(other),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(mut answer: Value, expect: Value) {
        mask(&mut answer);
        assert_eq!(answer, expect);
    }

    #[test]
    fn values_of_environment_variables_are_replaced_and_names_are_not() {
        check(
            json!({"taskDefinition": {"containerDefinitions": [{"environment": [{"name": "A", "value": "canary", "new": "canary"}]}]}}),
            json!({"taskDefinition": {"containerDefinitions": [{"environment": [{"name": "A", "value": MASK, "new": MASK}]}]}}),
        );
    }

    #[test]
    fn an_environment_of_an_odd_shape_keeps_no_value() {
        check(json!({"environment": {"A": "canary"}}), json!({"environment": {"A": MASK}}));
        check(json!({"environment": "A=canary"}), json!({"environment": MASK}));
        check(json!({"environment": ["A=canary", [1]]}), json!({"environment": [MASK, MASK]}));
        check(json!({"environment": [{"name": ["canary"]}]}), json!({"environment": [{"name": MASK}]}));
    }

    #[test]
    fn options_that_look_secret_are_replaced() {
        check(
            json!({"logConfiguration": {"options": {"splunk-token": "canary", "awslogs-group": "/ecs/web"}}}),
            json!({"logConfiguration": {"options": {"splunk-token": MASK, "awslogs-group": "/ecs/web"}}}),
        );
        check(
            json!({"volumes": [{"dockerVolumeConfiguration": {"driverOpts": {"PASSWORD": "canary", "type": "nfs"}}}]}),
            json!({"volumes": [{"dockerVolumeConfiguration": {"driverOpts": {"PASSWORD": MASK, "type": "nfs"}}}]}),
        );
    }
}
