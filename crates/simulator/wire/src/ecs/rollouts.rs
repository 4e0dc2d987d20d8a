//! Service deployments and service revisions.

use serde_json::{Value, json};

use super::page::{self, Sizes};
use super::reference::{self, Part};
use super::view;
use super::{Answer, Request, text, texts};
use simulator_engine::id::ServiceKey;
use simulator_engine::rollout::hook::HookAction;
use simulator_engine::rollout::state::ServiceDeployment;
use simulator_engine::world::World;
use simulator_engine::{ApiError, Engine, Millis};
use simulator_protocol::error::AwsError;

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListServiceDeployments.html>
const LIST_SIZES: Sizes = Sizes { default: 20, most: 100 };

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServiceDeployments.html>
const DESCRIBE_MOST: usize = 20;

pub fn list(world: &World, request: &Request) -> Answer {
    let page = page::asked("ListServiceDeployments", request, &LIST_SIZES)?;
    let cluster = reference::cluster(world.arns(), text(request, "cluster"))?;
    let service = reference::within(world.arns(), "service", cluster, text(request, "service").unwrap_or_default())?;
    let service = world.find_service(Some(cluster), service)?;
    let statuses = texts(request, "status");
    let wanted = |rollout: &&ServiceDeployment| {
        (statuses.is_empty() || statuses.iter().any(|word| word == rollout.status.word()))
            && bound(request, "before").is_none_or(|before| rollout.created_at.as_seconds() < before)
            && bound(request, "after").is_none_or(|after| rollout.created_at.as_seconds() > after)
    };
    let (rollouts, token) = page.cut(
        service.rollouts(world.now()).filter(wanted),
        |rollout| mark(rollout),
        |rollout, given| *mark(rollout) >= *given,
    );
    let briefs: Vec<_> = rollouts.into_iter().map(|rollout| view::rollout_brief(world, service, rollout)).collect();
    Ok(view::listed_values("serviceDeployments", briefs, token))
}

/// Names a service deployment in a page token; later ones are greater.
fn mark(rollout: &ServiceDeployment) -> String {
    let Millis(created_at) = rollout.created_at;
    format!("{created_at:016}{}", rollout.id)
}

fn bound(request: &Request, side: &str) -> Option<f64> {
    request.get("createdAt")?.get(side)?.as_f64()
}

pub fn describe(world: &World, request: &Request) -> Answer {
    let (found, failures) = each(world, request, "serviceDeploymentArns", Part::Deployment, |key, id| {
        let service = world.service(key)?;
        let rollout = service.rollouts(world.now()).find(|rollout| rollout.id.to_string() == id)?;
        Some(view::rollout(world, service, rollout))
    })?;
    Ok(json!({ "serviceDeployments": found, "failures": failures }))
}

pub fn describe_revisions(world: &World, request: &Request) -> Answer {
    let (found, failures) = each(world, request, "serviceRevisionArns", Part::Revision, |key, id| {
        let service = world.service(key)?;
        let revision = service.revision(id.parse().ok()?)?;
        Some(view::revision(world, service, revision))
    })?;
    Ok(json!({ "serviceRevisions": found, "failures": failures }))
}

/// Looks for each of the ARNs under that member; what is not there is a failure.
fn each(
    world: &World,
    request: &Request,
    member: &str,
    part: Part,
    find: impl Fn(&ServiceKey, &str) -> Option<Value>,
) -> Result<(Vec<Value>, Vec<Value>), AwsError> {
    let arns = texts(request, member);
    if arns.is_empty() {
        return Err(AwsError::invalid_parameter(format!("{member} cannot be empty.")));
    }
    if arns.len() > DESCRIBE_MOST {
        return Err(AwsError::invalid_parameter(format!("{member} cannot have more than {DESCRIBE_MOST} elements.")));
    }
    let (mut found, mut failures): (Vec<Value>, Vec<Value>) = Default::default();
    for arn in arns {
        let (key, id) = reference::part_of_service(world.arns(), part, &arn)?;
        match find(&key, id) {
            Some(value) => found.push(value),
            None => failures.push(view::missing(arn)),
        }
    }
    Ok((found, failures))
}

pub fn stop(engine: &mut Engine, request: &Request) -> Answer {
    let (key, arn) = named(engine.world(), request)?;
    match text(request, "stopType") {
        Some("ABORT") => engine.abort_service_deployment(&key, id_of(&arn))?,
        _ => engine.roll_back_service_deployment(&key, id_of(&arn))?,
    }
    Ok(json!({ "serviceDeploymentArn": arn }))
}

pub fn go_on(engine: &mut Engine, request: &Request) -> Answer {
    let (key, arn) = named(engine.world(), request)?;
    let action = match text(request, "action") {
        Some("ROLLBACK") => HookAction::Rollback,
        _ => HookAction::Continue,
    };
    engine.continue_service_deployment(&key, id_of(&arn), text(request, "hookId").unwrap_or_default(), action)?;
    Ok(json!({ "serviceDeploymentArn": arn }))
}

fn named(world: &World, request: &Request) -> Result<(ServiceKey, String), AwsError> {
    let arn = text(request, "serviceDeploymentArn").unwrap_or_default();
    let (key, _) = reference::part_of_service(world.arns(), Part::Deployment, arn)?;
    if world.service(&key).is_none() {
        return Err(ApiError::service_deployment_not_found().into());
    }
    Ok((key, arn.to_owned()))
}

fn id_of(arn: &str) -> &str {
    arn.rsplit('/').next().unwrap_or_default()
}
