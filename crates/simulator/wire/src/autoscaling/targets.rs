//! Scalable targets.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Answer, Request, naming, narrowed, number, page, selects, service, text, texts};
use simulator_engine::Engine;
use simulator_engine::autoscaling::register::Registration;
use simulator_engine::autoscaling::resource_id;
use simulator_engine::autoscaling::target::ScalableTarget;
use simulator_engine::world::World;

pub fn register(engine: &mut Engine, mut request: Request) -> Answer {
    let service = service(&request)?;
    let registration = Registration {
        min: number(&request, "MinCapacity"),
        max: number(&request, "MaxCapacity"),
        role: text(&request, "RoleARN").map(str::to_owned),
        tags: tags(request.remove("Tags")),
        suspended: request.get("SuspendedState").and_then(Value::as_object).cloned().unwrap_or_default(),
    };
    let arn = engine.register_scalable_target(&service, registration)?;
    Ok(json!({ "ScalableTargetARN": arn }))
}

pub fn deregister(engine: &mut Engine, request: &Request) -> Answer {
    engine.deregister_scalable_target(&service(request)?)?;
    Ok(json!({}))
}

pub fn describe(world: &World, request: &Request) -> Answer {
    narrowed(request, "ResourceIds")?;
    let wanted = texts(request, "ResourceIds").filter(|ids| !ids.is_empty());
    let targets = world.scalable_targets().filter(|target| selects(request, target)).filter_map(|target| {
        let id = resource_id(&target.service);
        wanted.as_ref().is_none_or(|ids| ids.contains(&id)).then(|| (id, view(target)))
    });
    let mut targets: Vec<_> = targets.collect();
    targets.sort_by(|(one, _), (other, _)| one.cmp(other));
    page::answer("DescribeScalableTargets", request, &page::FIFTY, "ScalableTargets", targets.into_iter())
}

fn view(target: &ScalableTarget) -> Value {
    let mut view = naming(target);
    view["MinCapacity"] = target.min.into();
    view["MaxCapacity"] = target.max.into();
    view["RoleARN"] = (*target.role).into();
    view["CreationTime"] = target.created_at.as_seconds().into();
    view["ScalableTargetARN"] = (*target.arn).into();
    view["SuspendedState"] = json!({
        "DynamicScalingInSuspended": target.suspended.scale_in,
        "DynamicScalingOutSuspended": target.suspended.scale_out,
        "ScheduledScalingSuspended": target.suspended.scheduled,
    });
    view
}

/// A map of tags.
pub fn tags(map: Option<Value>) -> BTreeMap<String, String> {
    map.and_then(|map| serde_json::from_value(map).ok()).unwrap_or_default()
}
