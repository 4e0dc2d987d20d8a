//! Rules.

use serde_json::{Value, json};

use super::{Answer, Request, input, items, listeners, page, text, texts, validation, view};
use simulator_engine::balancing::input::PriorityInput;
use simulator_engine::balancing::listener::Rule;
use simulator_engine::{Engine, World};
use simulator_protocol::error::AwsError;

pub fn create(engine: &mut Engine, request: Request) -> Answer {
    let arn = engine.create_rule(input(request)?)?;
    Ok(shown(engine.world(), [&*arn]))
}

pub fn modify(engine: &mut Engine, request: Request) -> Answer {
    let arn = engine.modify_rule(input(request)?)?;
    Ok(shown(engine.world(), [&*arn]))
}

pub fn set_priorities(engine: &mut Engine, request: &Request) -> Answer {
    let changes: Vec<PriorityInput> = items(request, "RulePriorities")?;
    engine.set_rule_priorities(&changes)?;
    Ok(shown(engine.world(), changes.iter().map(|change| change.rule_arn.as_str())))
}

fn shown<'a>(world: &World, arns: impl IntoIterator<Item = &'a str>) -> Value {
    let rules: Vec<_> = arns.into_iter().filter_map(|arn| world.rule(arn)).map(view::rule).collect();
    json!({ "Rules": rules })
}

pub fn describe(world: &World, request: &Request) -> Answer {
    let arns = texts(request, "RuleArns");
    let rules: Vec<&Rule> = match (request.contains_key("ListenerArn"), arns.is_empty()) {
        (true, true) => world.rules_of(listeners::found(world, text(request, "ListenerArn"))?),
        (false, false) => arns.iter().map(|arn| found(world, arn)).collect::<Result<_, _>>()?,
        (true, false) => return Err(validation("A listener ARN and rule ARNs cannot be specified at the same time")),
        (false, true) => return Err(validation("You must specify either listener or rule ARNs")),
    };
    let mark = |rule: &&Rule| format!("{:010} {}", rule.priority.unwrap_or(u32::MAX), rule.arn);
    page::answer(("DescribeRules", "Rules"), request, rules, mark, |rule| view::rule(rule))
}

fn found<'a>(world: &'a World, arn: &str) -> Result<&'a Rule, AwsError> {
    world.rule(arn).ok_or_else(|| AwsError::refused("RuleNotFound", "One or more rules not found"))
}
