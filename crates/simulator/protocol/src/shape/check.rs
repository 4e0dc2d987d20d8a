//! The check of a request: wrong types are serialization errors, everything else is an invalid parameter.

use serde_json::{Map, Value};

use super::{Limits, Member, Shape, Shapes};
use crate::error::AwsError;

impl Shapes {
    /// Brings a request to the shape of the operation's input: members that AWS does not know, and nulls, are left out.
    ///
    /// # Errors
    /// `SerializationException` when a value has the wrong type; the service's code for invalid parameters, naming the
    /// member, when a required member is missing, a word is not in its enumeration, or a length or number is out of its
    /// limits.
    pub fn conform(&self, operation: &str, request: Value) -> Result<Map<String, Value>, AwsError> {
        let Value::Object(members) = request else {
            return Err(AwsError::serialization("Start of structure or map not found."));
        };
        match self.named.get(&format!("{operation}Request")) {
            Some(Shape::Structure(shape)) => self.structure(shape, members, "").map_err(|wrong| self.refusal(wrong)),
            _ => Err(AwsError::unknown_operation("")),
        }
    }

    fn refusal(&self, wrong: Wrong) -> AwsError {
        match wrong {
            Wrong::Type(message) => AwsError::serialization(message),
            Wrong::Value(message) => AwsError::refused(self.invalid, message),
        }
    }

    fn structure(
        &self,
        shape: &[Member],
        mut members: Map<String, Value>,
        path: &str,
    ) -> Result<Map<String, Value>, Wrong> {
        let mut kept = Map::new();
        for Member { name, shape, required } in shape {
            let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            match members.remove(name) {
                None | Some(Value::Null) if *required => {
                    return Err(failed("null", &path, "Member must not be null"));
                }
                None | Some(Value::Null) => {}
                Some(member) => {
                    kept.insert(name.clone(), self.value(shape, member, &path)?);
                }
            }
        }
        Ok(kept)
    }

    fn value(&self, shape: &str, value: Value, path: &str) -> Result<Value, Wrong> {
        let Some(shape) = self.named.get(shape) else { return Ok(value) };
        match (shape, value) {
            (Shape::Structure(shape), Value::Object(members)) => {
                self.structure(shape, members, path).map(Value::Object)
            }
            (Shape::List { element, length }, Value::Array(items)) => self.list(element, *length, items, path),
            (Shape::Map { value: shape }, Value::Object(members)) => members
                .into_iter()
                .filter(|(_, member)| !member.is_null())
                .map(|(name, member)| Ok((name.clone(), self.value(shape, member, &format!("{path}.{name}"))?)))
                .collect::<Result<Map<_, _>, _>>()
                .map(Value::Object),
            (Shape::Enum(words), Value::String(word)) => match words.contains(&word) {
                true => Ok(Value::String(word)),
                false => {
                    let rule = format!("Member must satisfy enum value set: [{}]", words.join(", "));
                    Err(failed(&format!("'{word}'"), path, &rule))
                }
            },
            (Shape::String { length }, Value::String(text)) => {
                let characters = text.chars().count();
                within(*length, characters, "have length", path, &format!("'{}'", short(&text)))?;
                Ok(Value::String(text))
            }
            (Shape::Integer { range }, Value::Number(number)) => {
                let Some(integer) = integer(&number) else {
                    return Err(Wrong::of_type("NUMBER_VALUE can not be converted to an Integer"));
                };
                within(*range, integer, "have value", path, &format!("'{integer}'"))?;
                Ok(integer.into())
            }
            (Shape::Document, document) => Ok(document),
            (Shape::Double | Shape::Timestamp, Value::Number(number)) => Ok(Value::Number(number)),
            (Shape::Boolean, Value::Bool(answer)) => Ok(Value::Bool(answer)),
            (shape, value) => Err(wrong_type(shape, &value)),
        }
    }

    fn list(&self, element: &str, length: Limits, items: Vec<Value>, path: &str) -> Result<Value, Wrong> {
        within(length, items.len(), "have length", path, "list")?;
        items
            .into_iter()
            .enumerate()
            .filter(|(_, item)| !item.is_null())
            .map(|(index, item)| self.value(element, item, &format!("{path}.{}.member", index + 1)))
            .collect::<Result<Vec<_>, _>>()
            .map(Value::Array)
    }
}

/// What a request has that its shape has not.
enum Wrong {
    /// A value of another type.
    Type(String),
    /// A value that is missing, or that its member cannot have.
    Value(String),
}

impl Wrong {
    fn of_type(message: impl Into<String>) -> Self {
        Self::Type(message.into())
    }
}

/// Whole numbers that Java's Integer or Long would take; `3.0` is one, `3.5` is not.
fn integer(number: &serde_json::Number) -> Option<i64> {
    const WHOLE: f64 = 9_007_199_254_740_992.0;
    number.as_i64().or_else(|| {
        let float = number.as_f64().filter(|float| float.fract() == 0.0 && float.abs() < WHOLE)?;
        format!("{float:.0}").parse().ok()
    })
}

fn within(limits: Limits, number: impl TryInto<i64>, what: &str, path: &str, shown: &str) -> Result<(), Wrong> {
    let number = number.try_into().unwrap_or(i64::MAX);
    if limits.allow(number) {
        return Ok(());
    }
    let (side, limit) = match limits.least {
        Some(least) if number < least => ("greater", least),
        _ => ("less", limits.most.unwrap_or(i64::MAX)),
    };
    Err(failed(shown, path, &format!("Member must {what} {side} than or equal to {limit}")))
}

fn failed(shown: &str, path: &str, rule: &str) -> Wrong {
    Wrong::Value(format!("1 validation error detected: Value {shown} at '{path}' failed to satisfy constraint: {rule}"))
}

fn wrong_type(shape: &Shape, value: &Value) -> Wrong {
    let wanted = match shape {
        Shape::Structure(_) | Shape::Map { .. } => {
            return Wrong::of_type("Expected start of structure or map");
        }
        Shape::List { .. } => return Wrong::of_type("Expected list or null"),
        Shape::Enum(_) | Shape::String { .. } => "a String",
        Shape::Integer { .. } => "an Integer",
        Shape::Boolean => "a Boolean",
        Shape::Double => "a Double",
        Shape::Timestamp => "a Timestamp",
        Shape::Document => "a Document",
    };
    let token = match value {
        Value::String(_) => "STRING_VALUE",
        Value::Number(_) => "NUMBER_VALUE",
        Value::Bool(true) => "TRUE_VALUE",
        Value::Bool(false) => "FALSE_VALUE",
        Value::Object(_) | Value::Array(_) | Value::Null => {
            return Wrong::of_type("Start of structure or map found where not expected.");
        }
    };
    Wrong::of_type(format!("{token} can not be converted to {wanted}"))
}

fn short(text: &str) -> String {
    text.chars().take(100).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::ECS;
    use super::*;

    #[track_caller]
    fn refused(operation: &str, request: Value, code: &str, part: &str) {
        let error = ECS.conform(operation, request).unwrap_err();
        assert_eq!(error.code, code, "{error}");
        assert!(error.message.contains(part), "{error}");
    }

    #[test]
    fn a_wrong_type_is_a_serialization_error() {
        let code = "SerializationException";
        refused("ListTasks", json!({"maxResults": "10"}), code, "STRING_VALUE can not be converted to an Integer");
        refused("ListTasks", json!({"maxResults": 1.5}), code, "an Integer");
        refused("ListTasks", json!({"cluster": 7}), code, "NUMBER_VALUE can not be converted to a String");
        refused("ListTasks", json!({"cluster": {}}), code, "where not expected");
        refused("DescribeTasks", json!({"tasks": "one"}), code, "list");
        refused("DescribeTasks", json!([]), code, "structure");
        refused("UpdateService", json!({"service": "a", "forceNewDeployment": 1}), code, "a Boolean");
    }

    #[test]
    fn a_missing_member_an_unknown_word_and_a_length_name_the_member() {
        let code = "InvalidParameterException";
        refused("DescribeTasks", json!({}), code, "Value null at 'tasks'");
        refused("ListTasks", json!({"desiredStatus": "GONE"}), code, "[RUNNING, PENDING, STOPPED]");
        refused(
            "CreateService",
            json!({"serviceName": "a", "deploymentConfiguration": {"deploymentCircuitBreaker": {"enable": true}}}),
            code,
            "'deploymentConfiguration.deploymentCircuitBreaker.rollback'",
        );
        refused("CreateCluster", json!({"tags": [{"key": ""}]}), code, "'tags.1.member.key'");
        refused("CreateCluster", json!({"tags": [{"key": "k".repeat(129)}]}), code, "less than or equal to 128");
        let strategy = json!([{"capacityProvider": "FARGATE", "weight": -1}]);
        refused("RunTask", json!({"taskDefinition": "a", "capacityProviderStrategy": strategy}), code, "to 0");
    }

    #[test]
    fn unknown_members_and_nulls_are_left_out_and_the_rest_is_kept() {
        let request = json!({
            "family": "web", "colour": "red", "cpu": null,
            "containerDefinitions": [{"name": "app", "image": "nginx", "dockerLabels": {"a": "b"}, "new": 1}],
        });
        let expect = json!({
            "family": "web",
            "containerDefinitions": [{"name": "app", "image": "nginx", "dockerLabels": {"a": "b"}}],
        });
        assert_eq!(Value::Object(ECS.conform("RegisterTaskDefinition", request).unwrap()), expect);
    }

    #[test]
    fn an_operation_without_a_shape_is_unknown() {
        refused("LaunchRocket", json!({}), "UnknownOperationException", "");
    }
}
