//! Rule 7: the last deployment failed, was stopped, or was rolled back.

use super::course::{back_to, latest};
use super::facts::{Facts, RolloutFacts};
use super::found::{DeploymentFailed, EndedBy, Failure, Rollback};
use super::moment::Moment;
use crate::deployment::{
    CircuitBreaker, Deployment, DeploymentRolloutState, RollbackMonitorStatus, ServiceDeployment,
    ServiceDeploymentStatus,
};
use crate::event::{EventKind, ServiceEvent};
use crate::task_definition::TaskDefinitionRef;

/// Finds the last deployment failed: its service deployment says so, or it says so itself, or ECS's events do, and
/// nothing was deployed since.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html>
pub(super) fn failed_deployment(facts: &Facts<'_>, failures: &[Failure], now: &Moment) -> Option<DeploymentFailed> {
    let latest = latest(facts, now);
    if let Some((rollout, rollback)) = latest.and_then(|rollout| Some((rollout, rollback(rollout.deployment)?))) {
        return Some(told_by_rollout(facts, failures, rollout, rollback));
    }
    told_by_service(facts, failures, latest)
}

/// How far the rollback of a service deployment is; `None` when nothing failed.
fn rollback(one: &ServiceDeployment) -> Option<Rollback> {
    match one.status {
        ServiceDeploymentStatus::RollbackRequested | ServiceDeploymentStatus::RollbackInProgress => {
            Some(Rollback::Underway)
        }
        ServiceDeploymentStatus::RollbackSuccessful => Some(Rollback::Done),
        ServiceDeploymentStatus::RollbackFailed => Some(Rollback::Failed),
        ServiceDeploymentStatus::Stopped => Some(Rollback::No),
        ServiceDeploymentStatus::Pending
        | ServiceDeploymentStatus::InProgress
        | ServiceDeploymentStatus::Successful
        | ServiceDeploymentStatus::StopRequested
        | ServiceDeploymentStatus::Other(_) => None,
    }
}

fn told_by_rollout(
    facts: &Facts<'_>,
    failures: &[Failure],
    rollout: &RolloutFacts<'_>,
    rollback: Rollback,
) -> DeploymentFailed {
    let one = rollout.deployment;
    let went_back = matches!(rollback, Rollback::Underway | Rollback::Done);
    let older = if went_back { back_to(facts, rollout) } else { None };
    let serving = older.unwrap_or_else(|| revision_of(facts, most_running(facts)));
    let failed = rollout.target.clone().or_else(|| other_than(facts, failures, &serving));
    let reason = one.rollback.as_ref().and_then(|(reason, _)| reason.clone()).or_else(|| one.reason.clone());
    DeploymentFailed {
        counts: facts.counts(),
        by: ended_by(one, reason.as_deref()),
        rollback,
        breaker: one.breaker.clone().filter(CircuitBreaker::is_on),
        reason,
        at: one.finished_at.or(one.stopped_at).or(one.updated_at),
        last: failures.iter().find(|failure| Some(&failure.revision) == failed.as_ref()).cloned(),
        failed,
        serving,
        is_seen: true,
    }
}

/// What ended a service deployment: the monitor that went off, else what its words say.
fn ended_by(one: &ServiceDeployment, reason: Option<&str>) -> EndedBy {
    let triggered = RollbackMonitorStatus::Triggered;
    if let Some(alarms) =
        one.alarms.as_ref().filter(|alarms| alarms.status == triggered || !alarms.triggered.is_empty())
    {
        return EndedBy::Alarms(alarms.triggered.clone());
    }
    if one.breaker.as_ref().is_some_and(|breaker| breaker.status == triggered) {
        return EndedBy::CircuitBreaker;
    }
    match reason.map_or(EndedBy::Unknown, by_words) {
        EndedBy::Unknown if one.status == ServiceDeploymentStatus::Stopped => EndedBy::Request,
        by => by,
    }
}

/// What ECS's own words say has ended a deployment.
fn by_words(reason: &str) -> EndedBy {
    let words = reason.to_ascii_lowercase();
    let says = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
    match () {
        () if says(&["alarm"]) => EndedBy::Alarms(Vec::new()),
        () if says(&[
            "circuit breaker",
            "tasks failed to start",
            "failed container health",
            "failed elb health",
            "failed health checks",
        ]) =>
        {
            EndedBy::CircuitBreaker
        }
        () if says(&["lifecycle hook", "lifecyclehook"]) => EndedBy::Hook,
        () if says(&[
            "stopservicedeployment",
            "user request",
            "requested by",
            "stop requested",
            "by user",
            "by the user",
            "user initiated",
            "user-initiated",
            "manual",
        ]) =>
        {
            EndedBy::Request
        }
        () => EndedBy::Unknown,
    }
}

/// What DescribeServices alone shows: the state of its deployments and its events.
fn told_by_service(
    facts: &Facts<'_>,
    failures: &[Failure],
    latest: Option<&RolloutFacts<'_>>,
) -> Option<DeploymentFailed> {
    let primary = facts.primary();
    let is_history = |failed: &Deployment| primary.is_some_and(|primary| follows(facts, primary, failed));
    let given_up = facts
        .service
        .deployments
        .iter()
        .find(|one| one.rollout_state == Some(DeploymentRolloutState::Failed) && !is_history(one));
    let succeeded = latest
        .filter(|rollout| rollout.deployment.status == ServiceDeploymentStatus::Successful)
        .and_then(|rollout| rollout.deployment.finished_at);
    let event = failure_event(facts).filter(|event| succeeded.is_none_or(|succeeded| succeeded < event.at));
    let goes_back =
        succeeded.is_none() && primary.and_then(|one| one.rollout_reason.as_deref()).is_some_and(says_rollback);
    if given_up.is_none() && event.is_none() && !goes_back {
        return None;
    }
    let primary_failed = primary.is_some_and(|one| one.rollout_state == Some(DeploymentRolloutState::Failed));
    let rollback = match primary {
        _ if primary_failed => Rollback::No,
        Some(one) if one.rollout_state == Some(DeploymentRolloutState::InProgress) => Rollback::Underway,
        Some(_) if given_up.is_none_or(|one| one.running == 0) => Rollback::Done,
        Some(_) => Rollback::Underway,
        None => Rollback::No,
    };
    let serving = revision_of(facts, if primary_failed { most_running(facts) } else { primary });
    let failed_id = given_up.map(|one| one.id.as_str()).or_else(|| failed_id(facts, event));
    let of_failed = |failure: &&Failure| failed_id.is_some() && failure.deployment.as_deref() == failed_id;
    let last = failures.iter().find(of_failed).cloned();
    let failed = given_up
        .map(|one| one.task_definition.clone())
        .or_else(|| last.as_ref().map(|failure| failure.revision.clone()))
        .or_else(|| other_than(facts, failures, &serving));
    let own_words = primary.and_then(|one| one.rollout_reason.clone()).filter(|reason| says_rollback(reason));
    let failed_event = event.and_then(|event| failed_before(facts, event)).map(|event| event.message.clone());
    let told = given_up.and_then(|one| one.rollout_reason.clone()).or(failed_event).or_else(|| own_words.clone());
    let reason =
        given_up.and_then(|one| one.rollout_reason.clone()).or_else(|| event.map(ServiceEvent::text)).or(own_words);
    Some(DeploymentFailed {
        counts: facts.counts(),
        failed,
        serving,
        by: told.map_or(EndedBy::Unknown, |words| by_words(&words)),
        rollback,
        breaker: None,
        at: event.map(|event| event.at).or_else(|| given_up.and_then(|one| one.updated_at)),
        reason,
        last,
        is_seen: true,
    })
}

/// Whether a deployment is under way that began after another one had failed, and that ECS did not go back to.
fn follows(facts: &Facts<'_>, primary: &Deployment, failed: &Deployment) -> bool {
    let in_progress = primary.rollout_state == Some(DeploymentRolloutState::InProgress);
    let goes_back = primary.rollout_reason.as_deref().is_some_and(says_rollback)
        || facts
            .events()
            .any(|(event, kind)| kind == EventKind::RollingBack && event.deployment() == Some(&*primary.id));
    let began_later = primary.created_at.zip(failed.updated_at).is_some_and(|(began, failed)| began > failed);
    in_progress && began_later && !goes_back
}

/// The newest event that says a deployment failed, if it is still about the last one.
///
/// A deployment that began later makes it history, except the one to which the service goes back.
fn failure_event<'a>(facts: &Facts<'a>) -> Option<&'a ServiceEvent> {
    let told =
        || facts.events().filter(|(_, kind)| matches!(kind, EventKind::DeploymentFailed | EventKind::RollingBack));
    let (event, _) = told().max_by_key(|(event, _)| event.at)?;
    let Some(primary) = facts.primary() else { return Some(event) };
    let goes_back_to_primary =
        told().any(|(event, kind)| kind == EventKind::RollingBack && event.deployment() == Some(&*primary.id));
    let began_later = primary.created_at.is_some_and(|began| began > event.at);
    (goes_back_to_primary || !began_later).then_some(event)
}

/// The id of the deployment that an event says failed.
fn failed_id<'a>(facts: &Facts<'a>, event: Option<&ServiceEvent>) -> Option<&'a str> {
    failed_before(facts, event?)?.deployment()
}

/// The newest event, up to this one, that says that a deployment failed.
fn failed_before<'a>(facts: &Facts<'a>, event: &ServiceEvent) -> Option<&'a ServiceEvent> {
    let failed = facts.events().filter(|(other, kind)| *kind == EventKind::DeploymentFailed && other.at <= event.at);
    failed.map(|(other, _)| other).max_by_key(|other| other.at)
}

fn says_rollback(reason: &str) -> bool {
    let words = reason.to_ascii_lowercase();
    words.contains("rolling back") || words.contains("rolled back") || words.contains("rollback")
}

/// A revision that failed and is not the one that serves.
fn other_than(facts: &Facts<'_>, failures: &[Failure], serving: &TaskDefinitionRef) -> Option<TaskDefinitionRef> {
    let deployed = facts.service.deployments.iter().map(|one| &one.task_definition);
    let failed = failures.iter().map(|failure| &failure.revision);
    failed.chain(deployed).find(|revision| *revision != serving).cloned()
}

fn revision_of(facts: &Facts<'_>, deployment: Option<&Deployment>) -> TaskDefinitionRef {
    deployment.map_or_else(|| facts.service.task_definition.clone(), |one| one.task_definition.clone())
}

fn most_running<'a>(facts: &Facts<'a>) -> Option<&'a Deployment> {
    facts.service.deployments.iter().max_by_key(|one| one.running).filter(|one| one.running > 0).or(facts.primary())
}
