//! Rules 7, 8 and 9: what became of the last deployment.

use super::facts::Facts;
use super::found::{Counts, DeploymentFailed, Failure, Progress, Rollback, Stuck, StuckReason};
use crate::deployment::{Deployment, RolloutState};
use crate::event::{EventKind, ServiceEvent};
use crate::task::{Health, Task};
use crate::task_definition::TaskDefinitionRef;
use crate::time::{Span, Timestamp};

/// A service that is younger than this and has seen no trouble is starting, not down.
pub(super) const FIRST_START_GRACE: Span = Span::minutes(5);

/// A deployment in which nothing has happened for longer than this is stuck.
pub(super) const QUIET_AFTER: Span = Span::minutes(15);

/// Events after which a deployment moves again.
const MOVED: &[EventKind] = &[EventKind::Started, EventKind::Stopped, EventKind::SteadyState];

/// Finds the last deployment failed: it says so itself, or ECS's events do, and nothing was deployed since.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html>
pub(super) fn failed_deployment(facts: &Facts<'_>, failures: &[Failure]) -> Option<DeploymentFailed> {
    let primary = facts.primary();
    let given_up = facts.service.deployments.iter().find(|one| one.rollout_state == Some(RolloutState::Failed));
    let event = failure_event(facts);
    let goes_back = primary.and_then(|one| one.rollout_reason.as_deref()).is_some_and(says_rollback);
    if given_up.is_none() && event.is_none() && !goes_back {
        return None;
    }
    let primary_failed = primary.is_some_and(|one| one.rollout_state == Some(RolloutState::Failed));
    let rollback = match primary {
        _ if primary_failed => Rollback::No,
        Some(one) if one.rollout_state == Some(RolloutState::InProgress) => Rollback::Underway,
        Some(_) if given_up.is_none_or(|one| one.running == 0) => Rollback::Done,
        Some(_) => Rollback::Underway,
        None => Rollback::No,
    };
    let serving = if primary_failed { most_running(facts) } else { primary };
    let serving = serving.map_or_else(|| facts.service.task_definition.clone(), |one| one.task_definition.clone());
    let failed_id = given_up.map(|one| one.id.as_str()).or_else(|| failed_id(facts, event));
    let of_failed = |failure: &&Failure| failed_id.is_some() && failure.deployment.as_deref() == failed_id;
    let last = failures.iter().find(of_failed).cloned();
    let failed = given_up
        .map(|one| one.task_definition.clone())
        .or_else(|| last.as_ref().map(|failure| failure.revision.clone()))
        .or_else(|| failures.iter().map(|failure| &failure.revision).find(|revision| **revision != serving).cloned());
    Some(DeploymentFailed {
        counts: facts.counts(),
        failed,
        serving,
        rollback,
        reason: given_up.and_then(|one| one.rollout_reason.clone()).or_else(|| event.map(ServiceEvent::text)),
        at: event.map(|event| event.at).or_else(|| given_up.and_then(|one| one.updated_at)),
        last,
    })
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
    let event = event?;
    let failed = facts.events().filter(|(other, kind)| *kind == EventKind::DeploymentFailed && other.at <= event.at);
    failed.max_by_key(|(other, _)| other.at)?.0.deployment()
}

fn says_rollback(reason: &str) -> bool {
    let words = reason.to_ascii_lowercase();
    words.contains("rolling back") || words.contains("rolled back") || words.contains("rollback")
}

fn most_running<'a>(facts: &Facts<'a>) -> Option<&'a Deployment> {
    facts.service.deployments.iter().max_by_key(|one| one.running).filter(|one| one.running > 0).or(facts.primary())
}

/// The deployment in progress, if there is one.
///
/// It is in progress while ECS says so, while tasks of an older deployment are left, and during a first start.
pub(super) fn progress(facts: &Facts<'_>, is_first_start: bool) -> Option<Progress> {
    let Some(primary) = facts.primary() else {
        return is_first_start.then(|| Progress {
            revision: facts.service.task_definition.clone(),
            from: None,
            counts: facts.counts(),
            old_running: 0,
            failed: 0,
            since: facts.service.created_at,
        });
    };
    let others =
        || facts.service.deployments.iter().filter(|one| one.id != primary.id && one.running + one.pending > 0);
    let says_so = primary.rollout_state == Some(RolloutState::InProgress);
    if !says_so && others().next().is_none() && !is_first_start {
        return None;
    }
    let old = others().max_by_key(|one| one.running).map(|one| one.task_definition.clone());
    Some(Progress {
        revision: primary.task_definition.clone(),
        from: old.filter(|old| *old != primary.task_definition),
        counts: Counts { desired: primary.desired, running: primary.running, pending: primary.pending },
        old_running: others().map(|one| one.running).sum(),
        failed: primary.failed,
        since: primary.created_at,
    })
}

/// Finds out why a deployment in progress does not advance, if it does not.
pub(super) fn stuck(facts: &Facts<'_>, progress: &Progress, failures: &[Failure], now: Timestamp) -> Option<Stuck> {
    let primary = facts.primary()?;
    let of_it = |failure: &&Failure| failure.deployment.as_deref() == Some(&*primary.id);
    let last = failures.iter().find(of_it);
    let started_since = |at: Timestamp| {
        let runs = |started: Timestamp| started > at;
        facts.tasks.iter().any(|task| {
            task.started_by.as_deref() == Some(&*primary.id)
                && task.desired_status == "RUNNING"
                && task.lifecycle.started_at.is_some_and(runs)
        })
    };
    let stands = last.and_then(|failure| failure.at).is_some_and(|at| !started_since(at));
    let seen = if stands { failures.iter().filter(of_it).count() } else { 0 };
    let failed = primary.failed.max(u32::try_from(seen).unwrap_or(u32::MAX));
    let is_of_it = |event: &ServiceEvent| primary.created_at.is_none_or(|began| began <= event.at);
    let reason = if failed > 0 {
        StuckReason::FailedStarts {
            failed,
            tried: failed.saturating_add(primary.running).saturating_add(primary.pending),
        }
    } else if let Some(event) = facts.unplaced().filter(|event| is_of_it(event)) {
        StuckReason::Unplaced(event.clone())
    } else if let Some(event) = facts.standing(EventKind::Blocked, MOVED).filter(|event| is_of_it(event)) {
        StuckReason::Blocked(event.clone())
    } else {
        let since = last_change(facts, primary)?;
        let quiet = now.since(since);
        if quiet <= QUIET_AFTER {
            return None;
        }
        StuckReason::NoProgress { since, quiet }
    };
    Some(Stuck { progress: progress.clone(), reason, last: last.cloned() })
}

/// The last thing that moved a deployment on; a task that fails does not.
fn last_change(facts: &Facts<'_>, primary: &Deployment) -> Option<Timestamp> {
    let events = facts.events().filter(|(_, kind)| !kind.is_trouble()).map(|(event, _)| event.at);
    let tasks = facts
        .tasks
        .iter()
        .filter(|task| Failure::of(task).is_none())
        .flat_map(|task| [task.lifecycle.created_at, task.lifecycle.started_at, task.ended_at()]);
    events.chain(tasks.flatten()).chain(primary.created_at).chain(primary.updated_at).max()
}

/// Whether the service starts from nothing: it is new, or was scaled up from zero, and nothing has gone wrong yet.
pub(super) fn is_first_start(facts: &Facts<'_>, failures: &[Failure], now: Timestamp) -> bool {
    let young = |at: Option<Timestamp>| at.is_some_and(|at| now.since(at) <= FIRST_START_GRACE);
    let counts = facts.counts();
    let calm = failures.is_empty()
        && facts.tasks.iter().all(|task| task.health != Health::Unhealthy)
        && facts
            .service
            .deployments
            .iter()
            .all(|one| one.failed == 0 && one.rollout_state != Some(RolloutState::Failed))
        && facts.unplaced().is_none()
        && facts.standing(EventKind::OtherTrouble, &[EventKind::Started, EventKind::SteadyState]).is_none();
    calm && counts.running < counts.desired && (young(facts.service.created_at) || starts_from_zero(facts, now))
}

/// Whether every task is new and none ended shortly before the first of them began.
fn starts_from_zero(facts: &Facts<'_>, now: Timestamp) -> bool {
    let (coming, gone): (Vec<&Task>, Vec<&Task>) =
        facts.tasks.iter().partition(|task| task.desired_status == "RUNNING");
    let Some(first) = coming.iter().filter_map(|task| task.lifecycle.created_at).min() else { return false };
    let nothing_before =
        gone.iter().all(|task| task.ended_at().is_some_and(|ended| first.since(ended) > Span::minutes(1)));
    now.since(first) <= FIRST_START_GRACE && nothing_before
}

/// What the newest deployment deploys, for sentences.
pub(super) fn newest_revision(facts: &Facts<'_>) -> TaskDefinitionRef {
    facts.primary().map_or_else(|| facts.service.task_definition.clone(), |one| one.task_definition.clone())
}
