//! Attributes.

use serde_json::{Value, json};

use super::{Answer, Request, balancers, groups, items, listeners, text};
use simulator_engine::balancing::attributes::Attributes;
use simulator_engine::balancing::input::AttributeInput;
use simulator_engine::{Engine, World};

pub fn of_balancer(world: &World, request: &Request) -> Answer {
    Ok(shown(&balancers::named(world, request)?.attributes))
}

pub fn of_group(world: &World, request: &Request) -> Answer {
    Ok(shown(&groups::found(world, text(request, "TargetGroupArn"))?.attributes))
}

pub fn of_listener(world: &World, request: &Request) -> Answer {
    Ok(shown(&listeners::found(world, text(request, "ListenerArn"))?.attributes))
}

pub fn modify_balancer(engine: &mut Engine, request: &Request) -> Answer {
    let changes: Vec<AttributeInput> = items(request, "Attributes")?;
    engine.modify_load_balancer_attributes(text(request, "LoadBalancerArn"), &changes)?;
    of_balancer(engine.world(), request)
}

pub fn modify_group(engine: &mut Engine, request: &Request) -> Answer {
    let changes: Vec<AttributeInput> = items(request, "Attributes")?;
    engine.modify_target_group_attributes(text(request, "TargetGroupArn"), &changes)?;
    of_group(engine.world(), request)
}

pub fn modify_listener(engine: &mut Engine, request: &Request) -> Answer {
    let changes: Vec<AttributeInput> = items(request, "Attributes")?;
    engine.modify_listener_attributes(text(request, "ListenerArn"), &changes)?;
    of_listener(engine.world(), request)
}

fn shown(attributes: &Attributes) -> Value {
    let all: Vec<_> = attributes.iter().map(|(key, value)| json!({ "Key": key, "Value": value })).collect();
    json!({ "Attributes": all })
}
