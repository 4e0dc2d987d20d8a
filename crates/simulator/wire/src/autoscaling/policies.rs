//! Scaling policies.

use serde_json::{Value, json};

use super::{Answer, Request, naming, narrowed, page, selects, service, text, texts};
use simulator_engine::autoscaling::names::alarm_arn;
use simulator_engine::autoscaling::policy::{PolicyKind, ScalingPolicy};
use simulator_engine::autoscaling::target::ScalableTarget;
use simulator_engine::{ApiError, Engine};

pub fn put(engine: &mut Engine, request: &Request) -> Answer {
    let (service, name) = (service(request)?, text(request, "PolicyName").unwrap_or_default());
    engine.put_scaling_policy(&service, name, request)?;
    let target = engine.world().scalable_target(&service);
    let policy = target.and_then(|target| target.policies().find(|policy| policy.name == name));
    let policy = policy.ok_or_else(|| ApiError::new("InternalServiceException", ""))?;
    Ok(json!({ "PolicyARN": policy.arn, "Alarms": alarms(engine, policy) }))
}

pub fn delete(engine: &mut Engine, request: &Request) -> Answer {
    engine.delete_scaling_policy(&service(request)?, text(request, "PolicyName").unwrap_or_default())?;
    Ok(json!({}))
}

pub fn describe(engine: &Engine, request: &Request) -> Answer {
    narrowed(request, "ResourceId")?;
    let names = texts(request, "PolicyNames").filter(|names| !names.is_empty());
    let targets = engine.world().scalable_targets().filter(|target| selects(request, target));
    let policies = targets.flat_map(|target| {
        let wanted = target.policies().filter(|policy| names.as_ref().is_none_or(|names| names.contains(&policy.name)));
        wanted.map(move |policy| (mark(target, &policy.name), view(engine, target, policy)))
    });
    let mut policies: Vec<_> = policies.collect();
    policies.sort_by(|(one, _), (other, _)| one.cmp(other));
    page::answer("DescribeScalingPolicies", request, &page::TEN, "ScalingPolicies", policies.into_iter())
}

/// Where an item of a target stands in a listing.
pub fn mark(target: &ScalableTarget, name: &str) -> String {
    format!("{}\n{name}", simulator_engine::autoscaling::resource_id(&target.service))
}

fn view(engine: &Engine, target: &ScalableTarget, policy: &ScalingPolicy) -> Value {
    let mut view = naming(target);
    view["PolicyARN"] = (*policy.arn).into();
    view["PolicyName"] = (*policy.name).into();
    view["PolicyType"] = policy.kind.word().into();
    view["CreationTime"] = policy.created_at.as_seconds().into();
    view["Alarms"] = alarms(engine, policy);
    let member = match policy.kind {
        PolicyKind::Step(_) => "StepScalingPolicyConfiguration",
        PolicyKind::Tracking(_) => "TargetTrackingScalingPolicyConfiguration",
    };
    view[member] = Value::Object(policy.configuration.clone());
    view
}

fn alarms(engine: &Engine, policy: &ScalingPolicy) -> Value {
    let names = engine.metrics().alarms_of_policy(policy);
    names
        .iter()
        .map(|name| json!({ "AlarmName": &**name, "AlarmARN": alarm_arn(engine.world().arns(), name) }))
        .collect()
}
