//! Elastic Load Balancing, version 2: awsQuery.
//!
//! <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/Welcome.html>

mod attributes;
mod balancers;
mod groups;
mod listeners;
mod page;
mod rules;
mod tags;
mod view;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use simulator_engine::Engine;
use simulator_protocol::error::AwsError;
use simulator_protocol::query::unknown_action;
use simulator_protocol::shape;

const VERSION: &str = "2015-12-01";

type Request = Map<String, Value>;
type Answer = Result<Value, AwsError>;

/// Carries out an action. `members` are those of the form, all text. Returns the members of the answer.
///
/// # Errors
/// What AWS answers to such a request; nothing has changed then. `InvalidAction` for an action that the simulator does
/// not have.
pub fn answer(engine: &mut Engine, action: &str, members: Value) -> Answer {
    let typed = shape::ELBV2.typed(action, members);
    let request = shape::ELBV2.conform(action, typed).map_err(|error| match &*error.code {
        "UnknownOperationException" => unknown_action(action, VERSION),
        "SerializationException" => AwsError::refused("ValidationError", error.message),
        _ => error,
    })?;
    match action {
        "CreateLoadBalancer" => balancers::create(engine, request),
        "DescribeLoadBalancers" => balancers::describe(engine.world(), &request),
        "DeleteLoadBalancer" => done(engine.delete_load_balancer(text(&request, "LoadBalancerArn"))),
        "CreateListener" => listeners::create(engine, request),
        "DescribeListeners" => listeners::describe(engine.world(), &request),
        "ModifyListener" => listeners::modify(engine, request),
        "DeleteListener" => done(engine.delete_listener(text(&request, "ListenerArn"))),
        "CreateRule" => rules::create(engine, request),
        "DescribeRules" => rules::describe(engine.world(), &request),
        "ModifyRule" => rules::modify(engine, request),
        "DeleteRule" => done(engine.delete_rule(text(&request, "RuleArn"))),
        "SetRulePriorities" => rules::set_priorities(engine, &request),
        "CreateTargetGroup" => groups::create(engine, request),
        "DescribeTargetGroups" => groups::describe(engine.world(), &request),
        "ModifyTargetGroup" => groups::modify(engine, request),
        "DeleteTargetGroup" => done(engine.delete_target_group(text(&request, "TargetGroupArn"))),
        "RegisterTargets" => groups::register(engine, &request),
        "DeregisterTargets" => groups::deregister(engine, &request),
        "DescribeTargetHealth" => groups::health(engine.world(), &request),
        "DescribeLoadBalancerAttributes" => attributes::of_balancer(engine.world(), &request),
        "ModifyLoadBalancerAttributes" => attributes::modify_balancer(engine, &request),
        "DescribeTargetGroupAttributes" => attributes::of_group(engine.world(), &request),
        "ModifyTargetGroupAttributes" => attributes::modify_group(engine, &request),
        "DescribeListenerAttributes" => attributes::of_listener(engine.world(), &request),
        "ModifyListenerAttributes" => attributes::modify_listener(engine, &request),
        "AddTags" => tags::add(engine, &request),
        "RemoveTags" => tags::remove(engine, &request),
        "DescribeTags" => tags::describe(engine.world(), &request),
        _ => Err(unknown_action(action, VERSION)),
    }
}

fn done(result: Result<(), simulator_engine::ApiError>) -> Answer {
    result?;
    Ok(json!({}))
}

fn input<T: DeserializeOwned>(request: Request) -> Result<T, AwsError> {
    member_input(Value::Object(request))
}

fn member_input<T: DeserializeOwned>(value: Value) -> Result<T, AwsError> {
    serde_json::from_value(value).map_err(|error| AwsError::refused("ValidationError", error.to_string()))
}

/// A list of structures of the request.
fn items<T: DeserializeOwned>(request: &Request, member: &str) -> Result<Vec<T>, AwsError> {
    request.get(member).cloned().map_or_else(|| Ok(Vec::new()), member_input)
}

/// A text of the request; empty when it has none.
fn text<'a>(request: &'a Request, member: &str) -> &'a str {
    request.get(member).and_then(Value::as_str).unwrap_or_default()
}

fn texts(request: &Request, member: &str) -> Vec<String> {
    let items = request.get(member).and_then(Value::as_array);
    items.into_iter().flatten().filter_map(|item| item.as_str().map(str::to_owned)).collect()
}

fn validation(message: impl Into<String>) -> AwsError {
    AwsError::refused("ValidationError", message)
}

#[cfg(test)]
mod tests;
