//! Listeners.

use serde_json::json;

use super::{Answer, Request, balancers, input, page, texts, validation, view};
use simulator_engine::balancing::listener::Listener;
use simulator_engine::{Engine, World};
use simulator_protocol::error::AwsError;

pub fn create(engine: &mut Engine, request: Request) -> Answer {
    let arn = engine.create_listener(input(request)?)?;
    Ok(one(engine.world(), &arn))
}

pub fn modify(engine: &mut Engine, request: Request) -> Answer {
    let arn = engine.modify_listener(input(request)?)?;
    Ok(one(engine.world(), &arn))
}

fn one(world: &World, arn: &str) -> serde_json::Value {
    let listener: Vec<_> = world.listener(arn).map(|it| view::listener(world, it)).into_iter().collect();
    json!({ "Listeners": listener })
}

pub fn describe(world: &World, request: &Request) -> Answer {
    let arns = texts(request, "ListenerArns");
    let all: Vec<&Listener> = match (request.contains_key("LoadBalancerArn"), arns.is_empty()) {
        (true, true) => {
            let balancer = balancers::named(world, request)?;
            world.listeners().filter(|it| it.balancer == balancer.arn).collect()
        }
        (false, false) => arns.iter().map(|arn| found(world, arn)).collect::<Result<_, _>>()?,
        (true, false) => {
            return Err(validation("A load balancer ARN and listener ARNs cannot be specified at the same time"));
        }
        (false, true) => return Err(validation("You must specify either listener ARNs or a load balancer ARN")),
    };
    let what = ("DescribeListeners", "Listeners");
    page::answer(what, request, all, |it| it.arn.to_string(), |it| view::listener(world, it))
}

/// The listener with that ARN.
pub fn found<'a>(world: &'a World, arn: &str) -> Result<&'a Listener, AwsError> {
    world.listener(arn).ok_or_else(|| AwsError::refused("ListenerNotFound", "One or more listeners not found"))
}
