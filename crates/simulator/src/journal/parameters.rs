//! The short members of a request: what tells one call from another.

use serde::Serialize;
use serde_json::{Map, Value};

/// The short members of a request, as compact JSON text.
///
/// Text, because fifty thousand trees of small maps are many times their size.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parameters(Box<str>);

/// Strings and lists are cut here: the journal tells calls apart, it does not archive them.
const LONGEST_TEXT: usize = 100;
const LONGEST_LIST: usize = 10;

/// Members of a structure that are named at most.
const MOST_MEMBERS: usize = 20;

impl Parameters {
    /// Keeps the scalars and the lists of strings of a request; of a list, the first ten and the whole length; of a
    /// structure, which members it has.
    #[must_use]
    pub fn of(request: &Map<String, Value>) -> Self {
        let mut kept = Map::new();
        for (name, value) in request {
            match value {
                Value::String(text) => {
                    kept.insert(name.clone(), short(text));
                }
                Value::Number(_) | Value::Bool(_) => {
                    kept.insert(name.clone(), value.clone());
                }
                Value::Array(items) => {
                    let texts: Vec<_> = items.iter().filter_map(Value::as_str).take(LONGEST_LIST).map(short).collect();
                    if !texts.is_empty() {
                        kept.insert(name.clone(), texts.into());
                    }
                    kept.insert(format!("{name}.length"), items.len().into());
                }
                Value::Object(inner) => {
                    let mut paths = Vec::new();
                    leaves("", inner, &mut paths);
                    kept.insert(
                        format!("{name}.members"),
                        paths.iter().take(MOST_MEMBERS).map(|path| short(path)).collect(),
                    );
                }
                Value::Null => {}
            }
        }
        Self(Value::Object(kept).to_string().into())
    }

    /// The kept members.
    #[must_use]
    pub fn members(&self) -> Map<String, Value> {
        serde_json::from_str(&self.0).unwrap_or_default()
    }
}

/// The paths of what is in a structure, down to what is none: `deploymentCircuitBreaker.enable`.
fn leaves(path: &str, structure: &Map<String, Value>, found: &mut Vec<String>) {
    for (name, value) in structure {
        match value {
            Value::Object(inner) => leaves(&format!("{path}{name}."), inner, found),
            _ => found.push(format!("{path}{name}")),
        }
    }
}

fn short(text: &str) -> Value {
    text.chars().take(LONGEST_TEXT).collect::<String>().into()
}

impl Serialize for Parameters {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.members().serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn parameters_are_short() {
        let names: Vec<_> = (0..100).map(|number| format!("task-{number}")).collect();
        let request =
            json!({"cluster": "x".repeat(500), "tasks": names, "maxResults": 100, "overrides": {"secret": 1}});
        let members = Parameters::of(request.as_object().unwrap()).members();
        assert_eq!(members["cluster"].as_str().unwrap().len(), 100);
        assert_eq!(members["tasks"].as_array().unwrap().len(), 10);
        assert_eq!(members["tasks.length"], 100);
        assert_eq!(members["maxResults"], 100);
        assert!(!members.contains_key("overrides"));
    }

    #[test]
    fn of_a_structure_the_members_are_named_and_no_values() {
        let request = json!({"overrides": {"cpu": "secret", "storage": {"size": 1, "names": ["secret"]}}});
        let members = Parameters::of(request.as_object().unwrap()).members();
        let expect = json!({"overrides.members": ["cpu", "storage.names", "storage.size"]});
        assert_eq!(Value::Object(members), expect);
    }
}
