//! Application Auto Scaling: awsJson 1.1.
//!
//! <https://docs.aws.amazon.com/autoscaling/application/APIReference/Welcome.html>

mod activities;
mod page;
mod policies;
mod scheduled;
mod tags;
mod targets;

use serde_json::{Map, Value, json};

use simulator_engine::Engine;
use simulator_engine::autoscaling::target::ScalableTarget;
use simulator_engine::autoscaling::{DIMENSION, NAMESPACE, resource_id, service_of};
use simulator_engine::id::ServiceKey;
use simulator_protocol::error::AwsError;
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
    let request = shape::AUTOSCALING.conform(operation, request)?;
    match operation {
        "RegisterScalableTarget" => targets::register(engine, request),
        "DeregisterScalableTarget" => targets::deregister(engine, &request),
        "DescribeScalableTargets" => targets::describe(engine.world(), &request),
        "PutScalingPolicy" => policies::put(engine, &request),
        "DeleteScalingPolicy" => policies::delete(engine, &request),
        "DescribeScalingPolicies" => policies::describe(engine, &request),
        "PutScheduledAction" => scheduled::put(engine, &request),
        "DeleteScheduledAction" => scheduled::delete(engine, &request),
        "DescribeScheduledActions" => scheduled::describe(engine.world(), &request),
        "DescribeScalingActivities" => activities::describe(engine.world(), &request),
        "TagResource" => tags::put(engine, request),
        "UntagResource" => tags::remove(engine, &request),
        "ListTagsForResource" => tags::list(engine.world(), &request),
        _ => Err(AwsError::unknown_operation("")),
    }
}

fn invalid(message: impl Into<String>) -> AwsError {
    AwsError::refused("ValidationException", message)
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

/// The service that a request is about.
fn service(request: &Request) -> Result<ServiceKey, AwsError> {
    let (namespace, dimension) = (text(request, "ServiceNamespace"), text(request, "ScalableDimension"));
    let service = text(request, "ResourceId").and_then(service_of);
    match service {
        Some(service) if namespace == Some(NAMESPACE) && dimension == Some(DIMENSION) => Ok(service),
        _ => Err(invalid("Unsupported service namespace, resource type or scalable dimension")),
    }
}

/// Whether a listing is to tell of a target. In namespaces other than that of ECS there is nothing.
fn selects(request: &Request, target: &ScalableTarget) -> bool {
    text(request, "ServiceNamespace") == Some(NAMESPACE)
        && text(request, "ScalableDimension").is_none_or(|dimension| dimension == DIMENSION)
        && text(request, "ResourceId").is_none_or(|id| id == resource_id(&target.service))
}

/// A listing may only be narrowed to a dimension of one resource.
fn narrowed(request: &Request, resources: &str) -> Result<(), AwsError> {
    if request.contains_key("ScalableDimension") && !request.contains_key(resources) {
        return Err(invalid("If you specify a scalable dimension, you must also specify a resource ID."));
    }
    Ok(())
}

/// The members that name a target, in every answer.
fn naming(target: &ScalableTarget) -> Value {
    json!({
        "ServiceNamespace": NAMESPACE, "ResourceId": resource_id(&target.service), "ScalableDimension": DIMENSION,
    })
}
