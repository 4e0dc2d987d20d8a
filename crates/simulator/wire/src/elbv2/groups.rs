//! Target groups and their targets.

use serde_json::{Value, json};

use super::{Answer, Request, balancers, input, items, page, text, texts, validation, view};
use simulator_engine::balancing::input::TargetInput;
use simulator_engine::balancing::target::{Target, TargetKey};
use simulator_engine::balancing::target_group::TargetGroup;
use simulator_engine::{Engine, World};
use simulator_protocol::error::AwsError;

pub fn create(engine: &mut Engine, request: Request) -> Answer {
    let arn = engine.create_target_group(input(request)?)?;
    Ok(one(engine.world(), &arn))
}

pub fn modify(engine: &mut Engine, request: Request) -> Answer {
    let arn = engine.modify_target_group(&input(request)?)?;
    Ok(one(engine.world(), &arn))
}

fn one(world: &World, arn: &str) -> Value {
    let group: Vec<_> = world.target_group(arn).map(|it| view::group(world, it)).into_iter().collect();
    json!({ "TargetGroups": group })
}

pub fn describe(world: &World, request: &Request) -> Answer {
    let (arns, names) = (texts(request, "TargetGroupArns"), texts(request, "Names"));
    let of_balancer = request.contains_key("LoadBalancerArn");
    if usize::from(of_balancer) + usize::from(!arns.is_empty()) + usize::from(!names.is_empty()) > 1 {
        return Err(validation(
            "Target group names, target group ARNs, and a load balancer ARN cannot be specified at the same time",
        ));
    }
    let by_name = |name: &String| world.target_groups().find(|it| *it.name == **name).ok_or_else(not_found);
    let all: Vec<&TargetGroup> = if of_balancer {
        let balancer = balancers::named(world, request)?;
        world.target_groups().filter(|it| world.balancers_of(it).contains(&balancer.arn)).collect()
    } else if !arns.is_empty() {
        arns.iter().map(|arn| found(world, arn)).collect::<Result<_, _>>()?
    } else if !names.is_empty() {
        names.iter().map(by_name).collect::<Result<_, _>>()?
    } else {
        world.target_groups().collect()
    };
    let what = ("DescribeTargetGroups", "TargetGroups");
    page::answer(what, request, all, |it| it.arn.to_string(), |it| view::group(world, it))
}

pub fn register(engine: &mut Engine, request: &Request) -> Answer {
    let targets: Vec<TargetInput> = items(request, "Targets")?;
    engine.register_targets(text(request, "TargetGroupArn"), &targets)?;
    Ok(json!({}))
}

pub fn deregister(engine: &mut Engine, request: &Request) -> Answer {
    let targets: Vec<TargetInput> = items(request, "Targets")?;
    engine.deregister_targets(text(request, "TargetGroupArn"), &targets)?;
    Ok(json!({}))
}

pub fn health(world: &World, request: &Request) -> Answer {
    let group = found(world, text(request, "TargetGroupArn"))?;
    let asked: Vec<TargetInput> = items(request, "Targets")?;
    let descriptions: Vec<Value> = if asked.is_empty() {
        group.targets().map(|target| view::target(group, target)).collect()
    } else {
        asked.iter().map(|input| asked_for(group, input)).collect()
    };
    Ok(json!({ "TargetHealthDescriptions": descriptions }))
}

/// A target that the request names, registered or not.
fn asked_for(group: &TargetGroup, input: &TargetInput) -> Value {
    let key = TargetKey { id: input.id.as_str().into(), port: input.port.unwrap_or(group.port) };
    let registered: Option<&Target> = group.target(&key);
    registered.map_or_else(|| view::not_registered(group, &key), |target| view::target(group, target))
}

/// The target group with that ARN.
pub fn found<'a>(world: &'a World, arn: &str) -> Result<&'a TargetGroup, AwsError> {
    world.target_group(arn).ok_or_else(not_found)
}

fn not_found() -> AwsError {
    AwsError::refused("TargetGroupNotFound", "One or more target groups not found")
}
