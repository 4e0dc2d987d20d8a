//! Scaling policies.

use serde_json::{Value, json};

use super::{Answer, Request, naming, narrowed, page, selects, service, text, texts};
use crate::engine::autoscaling::names::alarm_arn;
use crate::engine::autoscaling::policy::{PolicyKind, ScalingPolicy};
use crate::engine::autoscaling::target::ScalableTarget;
use crate::engine::world::World;
use crate::engine::{ApiError, Engine};

pub fn put(engine: &mut Engine, request: &Request) -> Answer {
    let (service, name) = (service(request)?, text(request, "PolicyName").unwrap_or_default());
    engine.put_scaling_policy(&service, name, request)?;
    let world = engine.world();
    let target = world.scalable_target(&service);
    let policy = target.and_then(|target| target.policies().find(|policy| policy.name == name));
    let policy = policy.ok_or_else(|| ApiError::new("InternalServiceException", ""))?;
    Ok(json!({ "PolicyARN": policy.arn, "Alarms": alarms(world, policy) }))
}

pub fn delete(engine: &mut Engine, request: &Request) -> Answer {
    engine.delete_scaling_policy(&service(request)?, text(request, "PolicyName").unwrap_or_default())?;
    Ok(json!({}))
}

pub fn describe(world: &World, request: &Request) -> Answer {
    narrowed(request, "ResourceId")?;
    let names = texts(request, "PolicyNames").filter(|names| !names.is_empty());
    let targets = world.scalable_targets().filter(|target| selects(request, target));
    let policies = targets.flat_map(|target| {
        let wanted = target.policies().filter(|policy| names.as_ref().is_none_or(|names| names.contains(&policy.name)));
        wanted.map(move |policy| (mark(target, &policy.name), view(world, target, policy)))
    });
    let mut policies: Vec<_> = policies.collect();
    policies.sort_by(|(one, _), (other, _)| one.cmp(other));
    page::answer("DescribeScalingPolicies", request, &page::TEN, "ScalingPolicies", policies.into_iter())
}

/// Where an item of a target stands in a listing.
pub fn mark(target: &ScalableTarget, name: &str) -> String {
    format!("{}\n{name}", crate::engine::autoscaling::resource_id(&target.service))
}

fn view(world: &World, target: &ScalableTarget, policy: &ScalingPolicy) -> Value {
    let mut view = naming(target);
    view["PolicyARN"] = (*policy.arn).into();
    view["PolicyName"] = (*policy.name).into();
    view["PolicyType"] = policy.kind.word().into();
    view["CreationTime"] = policy.created_at.as_seconds().into();
    view["Alarms"] = alarms(world, policy);
    let member = match policy.kind {
        PolicyKind::Step(_) => "StepScalingPolicyConfiguration",
        PolicyKind::Tracking(_) => "TargetTrackingScalingPolicyConfiguration",
    };
    view[member] = Value::Object(policy.configuration.clone());
    view
}

fn alarms(world: &World, policy: &ScalingPolicy) -> Value {
    let names = world.alarms_of_policy(policy);
    names.iter().map(|name| json!({ "AlarmName": &**name, "AlarmARN": alarm_arn(world.arns(), name) })).collect()
}
