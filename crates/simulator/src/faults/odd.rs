//! Odd answers: values and gaps that the documentation does not promise, to see whether a reader survives them.

use serde::Serialize;
use serde_json::Value;

/// One change to one item of an answer.
///
/// The items of an answer are the elements of its first list of objects (`services`, `tasks`, …) or else of its first
/// object (`taskDefinition`, `cluster`, …).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Odd {
    /// Which item, from 0. An answer with fewer items stays as it is.
    pub item: usize,
    /// Where in the item, as a path: `lastStatus`, `deployments/0/rolloutState`.
    pub member: String,
    /// What is there now; `None` when the member is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
}

impl Odd {
    /// Changes the answer, if it has such an item and the path leads into it.
    pub fn apply(&self, answer: &mut Value) {
        let Some(item) = item_of(answer, self.item) else { return };
        let (parent, name) = match self.member.rsplit_once('/') {
            Some((path, name)) => (item.pointer_mut(&format!("/{path}")), name),
            None => (Some(item), self.member.as_str()),
        };
        match (parent, &self.value) {
            (Some(Value::Object(members)), Some(value)) => {
                members.insert(name.to_owned(), value.clone());
            }
            (Some(Value::Object(members)), None) => {
                members.remove(name);
            }
            (Some(Value::Array(elements)), Some(value)) => {
                if let Some(element) = name.parse().ok().and_then(|index: usize| elements.get_mut(index)) {
                    *element = value.clone();
                }
            }
            _ => {}
        }
    }
}

fn item_of(answer: &mut Value, index: usize) -> Option<&mut Value> {
    let members = answer.as_object_mut()?;
    let list_of_objects =
        |value: &Value| value.as_array().is_some_and(|items| items.first().is_some_and(Value::is_object));
    let items = members.iter().find(|(name, value)| *name != "failures" && list_of_objects(value));
    if let Some(name) = items.map(|(name, _)| name.clone()) {
        return members.get_mut(&name)?.get_mut(index);
    }
    members.values_mut().find(|value| value.is_object()).filter(|_| index == 0)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check((item, member, value): (usize, &str, Option<Value>), mut answer: Value, expect: Value) {
        Odd { item, member: member.to_owned(), value }.apply(&mut answer);
        assert_eq!(answer, expect);
    }

    #[test]
    fn a_member_of_the_chosen_item_gets_an_unknown_value() {
        check(
            (1, "lastStatus", Some(json!("HIBERNATING"))),
            json!({"failures": [{"arn": "a"}], "tasks": [{"lastStatus": "RUNNING"}, {"lastStatus": "RUNNING"}]}),
            json!({"failures": [{"arn": "a"}], "tasks": [{"lastStatus": "RUNNING"}, {"lastStatus": "HIBERNATING"}]}),
        );
    }

    #[test]
    fn a_member_deep_in_an_item_goes_missing() {
        check(
            (0, "deployments/0/rolloutState", None),
            json!({"services": [{"deployments": [{"id": "1", "rolloutState": "COMPLETED"}]}]}),
            json!({"services": [{"deployments": [{"id": "1"}]}]}),
        );
    }

    #[test]
    fn a_single_object_is_item_zero() {
        check((0, "status", None), json!({"cluster": {"status": "ACTIVE"}}), json!({"cluster": {}}));
        check((1, "status", None), json!({"cluster": {"status": "ACTIVE"}}), json!({"cluster": {"status": "ACTIVE"}}));
    }

    #[test]
    fn an_answer_without_such_an_item_stays_as_it_is() {
        check((0, "status", None), json!({"serviceArns": ["a"]}), json!({"serviceArns": ["a"]}));
        check((3, "status", None), json!({"services": [{"status": "x"}]}), json!({"services": [{"status": "x"}]}));
    }
}
