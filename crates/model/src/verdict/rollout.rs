//! Rules 8 and 11: how the deployment in progress goes.

use super::course::{course, latest};
use super::facts::Facts;
use super::found::{Counts, Failure, Progress, Stuck, StuckReason, Targets};
use super::loops::{FIRST_START_GRACE, TASKS_REMEMBERED};
use super::moment::Moment;
use super::targets::{are_draining, grace, new_targets};
use super::trial;
use crate::deployment::{Deployment, DeploymentRolloutState, DeploymentStrategy, LifecycleStage};
use crate::event::{EventKind, ServiceEvent};
use crate::task::{HealthStatus, Task, TaskStatus};
use crate::task_definition::TaskDefinitionRef;
use crate::time::{Span, Timestamp};
use crate::why::Behind;

/// A deployment in which nothing has happened for longer than this is stuck.
pub(super) const QUIET_AFTER: Span = Span::minutes(15);

/// Events after which a deployment moves again.
const MOVED: &[EventKind] = &[EventKind::Started, EventKind::Replaced, EventKind::Stopped, EventKind::SteadyState];

/// The deployment in progress, if there is one.
///
/// It is in progress while ECS says so, while tasks of an older deployment are left, and while the service begins.
pub(super) fn progress(
    facts: &Facts<'_>,
    targets: Option<&Targets>,
    is_beginning: bool,
    now: &Moment,
) -> Option<Progress> {
    let waiting = targets.map_or(0, |targets| targets.staying.saturating_sub(targets.healthy));
    let course = course(facts, now);
    let Some(primary) = facts.primary() else {
        return (is_beginning || course.is_some()).then(|| Progress {
            revision: facts.service.task_definition.clone(),
            from: None,
            counts: facts.counts(),
            old_running: 0,
            failed: 0,
            since: facts.service.created_at,
            course,
            new_targets: None,
            waiting,
        });
    };
    let others =
        || facts.service.deployments.iter().filter(|one| one.id != primary.id && one.running + one.pending > 0);
    let says_so = primary.rollout_state == Some(DeploymentRolloutState::InProgress);
    if !says_so && others().next().is_none() && !is_beginning && course.is_none() {
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
        course,
        new_targets: new_targets(facts, now),
        waiting,
    })
}

/// Finds out why a deployment in progress does not advance, if it does not.
pub(super) fn stuck(facts: &Facts<'_>, progress: &Progress, failures: &[Failure], now: &Moment) -> Option<Stuck> {
    let primary = facts.primary()?;
    let of_it = |failure: &&Failure| failure.deployment.as_deref() == Some(&*primary.id);
    let last = failures.iter().find(of_it);
    let is_over = |failure: &Failure, at: Timestamp| {
        let mut new = facts.tasks.iter().filter(|task| task.started_by.as_deref() == Some(&*primary.id));
        new.any(|task| trial::outlives(task, failure, at, trial::needed(failure), now))
    };
    let stands = last.is_some_and(|failure| failure.at.is_some_and(|at| !is_over(failure, at)));
    let seen = if stands { failures.iter().filter(of_it).count() } else { 0 };
    let failed = primary.failed.max(u32::try_from(seen).unwrap_or(u32::MAX));
    let is_of_it = |event: &ServiceEvent| primary.created_at.is_none_or(|began| began <= event.at);
    let counted = progress.course.as_ref().and_then(|course| course.breaker.as_ref());
    let counted = counted.filter(|breaker| breaker.failures > 0 && (stands || progress.new_targets.is_some()));
    let reason = if failed > 0 {
        StuckReason::FailedStarts {
            failed,
            tried: failed.saturating_add(primary.running).saturating_add(primary.pending),
        }
    } else if let Some(breaker) = counted {
        StuckReason::Counted(breaker.clone())
    } else if let Some(event) = facts.hindrance().filter(|event| is_of_it(event)) {
        StuckReason::Hindered(event.clone())
    } else if let Some(event) = facts.standing(EventKind::Blocked, MOVED).filter(|event| is_of_it(event)) {
        StuckReason::Blocked(event.clone())
    } else {
        let since = last_change(facts, primary)?;
        if !now.is_past(since, QUIET_AFTER) || waits_as_asked(facts, progress, now) {
            return None;
        }
        StuckReason::NoProgress { since, quiet: now.age(since) }
    };
    Some(Stuck { progress: progress.clone(), reason, last: last.cloned() })
}

/// Whether nothing happens because the deployment's strategy says so: blue/green, linear and canary deployments pause
/// between shifts of traffic and bake at the end, or wait for a hook, for as long as their authors like. Once all new
/// tasks run, old ones are left for as long as their targets drain or they are protected from scale-in.
fn waits_as_asked(facts: &Facts<'_>, progress: &Progress, now: &Moment) -> bool {
    let only_old_left = progress.counts.running >= progress.counts.desired && progress.counts.pending == 0;
    let is_completed =
        facts.primary().is_some_and(|primary| primary.rollout_state == Some(DeploymentRolloutState::Completed));
    if only_old_left && (is_completed || are_draining(facts) || facts.is_protected()) {
        return true;
    }
    let strategy = progress.course.as_ref().and_then(|course| course.strategy.as_ref());
    let strategy = strategy.or(facts.service.deployment_configuration.strategy.as_ref());
    if !strategy.is_some_and(DeploymentStrategy::shifts_traffic) {
        return false;
    }
    match latest(facts, now) {
        Some(rollout) => rollout.deployment.stage.as_ref().is_some_and(LifecycleStage::may_rest),
        None => progress.counts.running >= progress.counts.desired,
    }
}

/// The last thing that moved a deployment on; a task that fails does not.
fn last_change(facts: &Facts<'_>, primary: &Deployment) -> Option<Timestamp> {
    let events = facts.events().filter(|(_, kind)| !kind.is_trouble()).map(|(event, _)| event.at);
    let tasks = facts
        .tasks
        .iter()
        .filter(|task| facts.failure_of(task).is_none())
        .flat_map(|task| [task.lifecycle.created_at, task.lifecycle.started_at, task.ended_at()]);
    events.chain(tasks.flatten()).chain(primary.created_at).chain(primary.updated_at).max()
}

/// Whether the service begins: it is new, or was scaled up from zero, and nothing has gone wrong yet.
pub(super) fn is_beginning(facts: &Facts<'_>, failures: &[Failure], now: &Moment) -> bool {
    let limit = FIRST_START_GRACE.max(grace(facts));
    let young = |at: Option<Timestamp>| at.is_some_and(|at| !now.is_past(at, limit));
    let calm = failures.is_empty()
        && facts.tasks.iter().all(|task| task.health != HealthStatus::Unhealthy)
        && facts
            .service
            .deployments
            .iter()
            .all(|one| one.failed == 0 && one.rollout_state != Some(DeploymentRolloutState::Failed))
        && facts.hindrance().is_none()
        && facts.standing(EventKind::OtherTrouble, &[EventKind::Started, EventKind::SteadyState]).is_none();
    calm && (young(facts.service.created_at) || starts_from_zero(facts, limit, now))
}

/// Whether every task is new, and all that ended were asked to and did so well before the first of them began. What AWS
/// has forgotten cannot be asked, so that this is believed for less than an hour.
fn starts_from_zero(facts: &Facts<'_>, limit: Span, now: &Moment) -> bool {
    let (coming, gone): (Vec<&Task>, Vec<&Task>) =
        facts.tasks.iter().partition(|task| task.desired_status == TaskStatus::Running);
    let Some(first) = coming.iter().filter_map(|task| task.lifecycle.created_at).min() else { return false };
    let was_asked = |task: &Task| facts.cause_of(task).is_some_and(|cause| cause.kind.behind() == Behind::Asked);
    let nothing_before = gone
        .iter()
        .all(|task| was_asked(task) && task.ended_at().is_some_and(|ended| first.since(ended) > Span::minutes(1)));
    !now.is_past(first, limit.min(TASKS_REMEMBERED)) && nothing_before
}

/// What the newest deployment deploys, for sentences.
pub(super) fn newest_revision(facts: &Facts<'_>) -> TaskDefinitionRef {
    facts.primary().map_or_else(|| facts.service.task_definition.clone(), |one| one.task_definition.clone())
}
