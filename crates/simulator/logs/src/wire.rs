//! Amazon CloudWatch Logs: awsJson 1.1.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/Welcome.html>

pub mod live;

mod events;
mod filter;
mod groups;
mod put;
mod streams;
mod tags;

use serde_json::{Map, Value};

use simulator_engine::logs::group::LogGroup;
use simulator_engine::{Engine, Millis};
use simulator_protocol::error::AwsError;
use simulator_protocol::page::{Page, Sizes, binding};
use simulator_protocol::shape;

/// The members of a request, after the check of its shape.
type Request = Map<String, Value>;
type Answer = Result<Value, AwsError>;

/// Carries out an operation.
///
/// # Errors
/// What AWS answers to such a request; nothing has changed then. `UnknownOperationException` for an operation that the
/// simulator does not have.
pub fn answer(engine: &mut Engine, operation: &str, request: Value) -> Answer {
    let request = shape::LOGS.conform(operation, request)?;
    match operation {
        "CreateLogGroup" => groups::create(engine, request),
        "DeleteLogGroup" => groups::delete(engine, &request),
        "DescribeLogGroups" => groups::describe(engine, &request),
        "PutRetentionPolicy" => groups::retain(engine, &request, number(&request, "retentionInDays")),
        "DeleteRetentionPolicy" => groups::retain(engine, &request, None),
        "CreateLogStream" => streams::create(engine, &request),
        "DeleteLogStream" => streams::delete(engine, &request),
        "DescribeLogStreams" => streams::describe(engine, &request),
        "PutLogEvents" => put::put(engine, &request),
        "GetLogEvents" => events::get(engine, &request),
        "FilterLogEvents" => filter::filter(engine, &request),
        "TagResource" => tags::put(engine, request),
        "UntagResource" => tags::remove(engine, &request),
        "ListTagsForResource" => tags::list(engine, &request),
        _ => Err(AwsError::unknown_operation("")),
    }
}

fn text<'a>(request: &'a Request, member: &str) -> Option<&'a str> {
    request.get(member)?.as_str()
}

fn texts(request: &Request, member: &str) -> Option<Vec<String>> {
    let items = request.get(member)?.as_array()?;
    Some(items.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect())
}

fn number(request: &Request, member: &str) -> Option<i64> {
    request.get(member)?.as_i64()
}

fn is_true(request: &Request, member: &str) -> Option<bool> {
    request.get(member)?.as_bool()
}

fn moment(request: &Request, member: &str) -> Option<Millis> {
    number(request, member).and_then(|millis| u64::try_from(millis).ok()).map(Millis)
}

fn name<'a>(request: &'a Request, member: &str) -> &'a str {
    text(request, member).unwrap_or_default()
}

/// The group that a request names by name or, in another member, by name or ARN.
fn group<'a>(engine: &'a Engine, request: &Request) -> Result<&'a LogGroup, AwsError> {
    match (text(request, "logGroupName"), text(request, "logGroupIdentifier")) {
        (Some(name), None) | (None, Some(name)) => Ok(engine.logs().find(name)?),
        (Some(_), Some(_)) => {
            Err(AwsError::invalid_parameter("LogGroup name and LogGroup ARN are mutually exclusive parameters."))
        }
        (None, None) => Err(AwsError::invalid_parameter("Either LogGroup name or LogGroup ARN must be provided.")),
    }
}

/// The page of a listing that a request asks for by `limit` and `nextToken`.
fn page(operation: &str, request: &Request) -> Result<Page, AwsError> {
    /// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html>
    const SIZES: Sizes = Sizes { default: 50, most: 50 };
    let size = SIZES.of(number(request, "limit")).unwrap_or(SIZES.most);
    Page::new(size, text(request, "nextToken"), binding(operation, request, &["nextToken", "limit"]))
        .ok_or_else(bad_token)
}

fn bad_token() -> AwsError {
    AwsError::invalid_parameter("The specified nextToken is invalid.")
}
