//! Forms hold nothing but text: what it stands for, the shapes tell.

use serde_json::{Map, Number, Value};

use super::{Member, Shape, Shapes};
use crate::query::moment;

impl Shapes {
    /// Turns the text of a form into numbers, truths, moments and empty lists where the operation's input has such.
    /// Text that cannot be turned stays, for the check to refuse.
    #[must_use]
    pub fn typed(&self, operation: &str, request: Value) -> Value {
        match (self.named.get(&format!("{operation}Request")), request) {
            (Some(Shape::Structure(shape)), Value::Object(members)) => {
                Value::Object(self.typed_members(shape, members))
            }
            (_, request) => request,
        }
    }

    fn typed_members(&self, shape: &[Member], members: Map<String, Value>) -> Map<String, Value> {
        let typed = members.into_iter().map(|(name, value)| {
            let member = shape.iter().find(|member| member.name == name);
            let value = match member {
                Some(member) => self.typed_value(&member.shape, value),
                None => value,
            };
            (name, value)
        });
        typed.collect()
    }

    fn typed_value(&self, shape: &str, value: Value) -> Value {
        match (self.named.get(shape), value) {
            (Some(Shape::Structure(shape)), Value::Object(members)) => {
                Value::Object(self.typed_members(shape, members))
            }
            (Some(Shape::List { element, .. }), Value::Array(items)) => {
                items.into_iter().map(|item| self.typed_value(element, item)).collect()
            }
            (Some(Shape::List { .. }), Value::String(text)) if text.is_empty() => Value::Array(Vec::new()),
            (Some(shape), Value::String(text)) => simple(shape, &text).unwrap_or(Value::String(text)),
            (_, value) => value,
        }
    }
}

fn simple(shape: &Shape, text: &str) -> Option<Value> {
    match shape {
        Shape::Integer { .. } => text.parse::<i64>().ok().map(Value::from),
        Shape::Double => text.parse().ok().and_then(Number::from_f64).map(Value::Number),
        Shape::Timestamp => moment::read(text).and_then(Number::from_f64).map(Value::Number),
        Shape::Boolean => text.parse::<bool>().ok().map(Value::Bool),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::shape::CLOUDWATCH;

    #[test]
    fn text_becomes_what_the_shapes_say() {
        let form = json!({
            "StartTime": "2026-01-01T00:00:00Z", "MaxDatapoints": "100", "Colour": "7", "MetricDataQueries": [
                { "Id": "1", "ReturnData": "false", "MetricStat": { "Period": "60", "Stat": "p99" } },
            ],
        });
        let expect = json!({
            "StartTime": 1_767_225_600.0, "MaxDatapoints": 100, "Colour": "7", "MetricDataQueries": [
                { "Id": "1", "ReturnData": false, "MetricStat": { "Period": 60, "Stat": "p99" } },
            ],
        });
        assert_eq!(CLOUDWATCH.typed("GetMetricData", form), expect);
    }

    #[test]
    fn an_empty_list_is_one_and_nonsense_stays_to_be_refused() {
        let form = json!({ "AlarmNames": "", "MaxRecords": "many" });
        assert_eq!(CLOUDWATCH.typed("DescribeAlarms", form), json!({ "AlarmNames": [], "MaxRecords": "many" }));
    }
}
