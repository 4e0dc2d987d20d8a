//! What the query protocol writes otherwise: moments as text, maps as entries.

use serde_json::{Value, json};

use super::is_moment;
use simulator_engine::Millis;

/// The members that are maps.
const MAPS: [&str; 1] = ["ExtendedStatistics"];

/// An answer as its XML is to be.
#[must_use]
pub fn in_xml(answer: Value) -> Value {
    match answer {
        Value::Object(members) => {
            members.into_iter().map(|(name, value)| (name.clone(), member(&name, value))).collect()
        }
        Value::Array(items) => items.into_iter().map(in_xml).collect(),
        simple => simple,
    }
}

fn member(name: &str, value: Value) -> Value {
    match value {
        Value::Number(number) if is_moment(name) => written(number.as_f64().unwrap_or_default()),
        Value::Array(items) if is_moment(name) => items.into_iter().map(|item| member(name, item)).collect(),
        Value::Object(members) if MAPS.contains(&name) => {
            let entries: Vec<_> =
                members.into_iter().map(|(key, value)| json!({ "key": key, "value": value })).collect();
            json!({ "entry": entries })
        }
        other => in_xml(other),
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "moments of the engine")]
fn written(seconds: f64) -> Value {
    Millis((seconds * 1_000.0) as u64).iso().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_become_text_wherever_they_are() {
        let answer = json!({ "A": [{ "Timestamps": [0.0, 1.5], "StateUpdatedTimestamp": 60, "Values": [1.0] }] });
        let expect = json!({ "A": [{
            "Timestamps": ["1970-01-01T00:00:00.000Z", "1970-01-01T00:00:01.500Z"],
            "StateUpdatedTimestamp": "1970-01-01T00:01:00.000Z", "Values": [1.0],
        }] });
        assert_eq!(in_xml(answer), expect);
    }
}
