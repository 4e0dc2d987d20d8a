//! Amazon CloudWatch: rpc-v2-cbor, awsJson and awsQuery, the same operations over each.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/Welcome.html>

mod alarm_view;
mod alarms;
mod data;
mod error;
mod history;
mod metrics;
mod page;
mod put_alarm;
mod queries;
mod statistics;
mod tags;
mod xml;

pub use error::{query_code, renamed};
pub use xml::in_xml;

use serde_json::{Map, Value, json};

use simulator_engine::metrics::MetricKey;
use simulator_engine::{Engine, Millis};
use simulator_protocol::error::AwsError;
use simulator_protocol::shape;

/// The members of a request, after the check of its shape.
type Request = Map<String, Value>;
type Answer = Result<Value, AwsError>;

/// Carries out an operation; null when it has nothing to say. `form` says that the request's simple values are all
/// text.
///
/// # Errors
/// What AWS answers to such a request, under the code of the query protocol; nothing has changed then.
/// `UnknownOperationException` for an operation that the simulator does not have.
pub fn answer(engine: &mut Engine, operation: &str, request: Value, form: bool) -> Answer {
    let shapes = &shape::CLOUDWATCH;
    let request = if form { shapes.typed(operation, request) } else { request };
    let request = shapes.conform(operation, request)?;
    match operation {
        "GetMetricData" => data::get(engine, &request),
        "GetMetricStatistics" => statistics::get(engine, &request),
        "ListMetrics" => metrics::list_metrics(engine, &request),
        "PutMetricData" => metrics::put(engine, &request),
        "PutMetricAlarm" => put_alarm::put(engine, &request),
        "DeleteAlarms" => alarms::delete(engine, &request),
        "DescribeAlarms" => alarms::describe(engine, &request),
        "DescribeAlarmsForMetric" => alarms::for_metric(engine, &request),
        "DescribeAlarmHistory" => history::describe(engine, &request),
        "SetAlarmState" => alarms::set_state(engine, &request),
        "EnableAlarmActions" => alarms::enable_actions(engine, &request, true),
        "DisableAlarmActions" => alarms::enable_actions(engine, &request, false),
        "TagResource" => tags::put(engine, &request),
        "UntagResource" => tags::remove(engine, &request),
        "ListTagsForResource" => tags::list(engine, &request),
        _ => Err(AwsError::unknown_operation("")),
    }
}

/// Whether the member of that name in an answer is a moment, or a list of moments.
#[must_use]
pub fn is_moment(member: &str) -> bool {
    member == "Timestamps" || member.ends_with("Timestamp")
}

fn text<'a>(request: &'a Request, member: &str) -> Option<&'a str> {
    request.get(member)?.as_str()
}

fn texts(request: &Request, member: &str) -> Vec<String> {
    list(request, member).iter().filter_map(|item| item.as_str().map(str::to_owned)).collect()
}

fn list<'a>(request: &'a Request, member: &str) -> &'a [Value] {
    request.get(member).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn objects<'a>(request: &'a Request, member: &str) -> impl Iterator<Item = &'a Request> {
    list(request, member).iter().filter_map(Value::as_object)
}

fn number(request: &Request, member: &str) -> Option<f64> {
    request.get(member)?.as_f64()
}

fn count(request: &Request, member: &str) -> Option<u32> {
    request.get(member)?.as_u64()?.try_into().ok()
}

/// A moment: seconds since 1970, to the millisecond.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what milliseconds can be")]
fn moment(request: &Request, member: &str) -> Option<Millis> {
    number(request, member).map(|seconds| Millis((seconds * 1_000.0).clamp(0.0, 9e15) as u64))
}

/// The metric that `Namespace`, `MetricName` and `Dimensions` name.
fn metric(request: &Request) -> MetricKey {
    let name = |member| text(request, member).unwrap_or_default();
    let dimensions = objects(request, "Dimensions").filter_map(|it| Some((text(it, "Name")?, text(it, "Value")?)));
    MetricKey::new(name("Namespace"), name("MetricName"), dimensions)
}

/// The same the other way round: the members of an answer that name a metric.
fn metric_members(key: &MetricKey) -> Value {
    json!({ "Namespace": &*key.namespace, "MetricName": &*key.name, "Dimensions": dimensions(key) })
}

fn dimensions(key: &MetricKey) -> Value {
    key.dimensions().iter().map(|(name, value)| json!({ "Name": &**name, "Value": &**value })).collect()
}

/// Whether a period of so many seconds is one: 1, 5, 10, 30 or whole minutes, at most a day.
fn is_period(seconds: u32) -> bool {
    [1, 5, 10, 20, 30].contains(&seconds) || seconds > 0 && seconds.is_multiple_of(60) && seconds <= 86_400
}

#[cfg(test)]
mod tests;
