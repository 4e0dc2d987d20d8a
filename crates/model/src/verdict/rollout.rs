//! Rules 8 and 11: how the deployment in progress goes.

use super::course::{course, latest};
use super::facts::Facts;
use super::found::{Counts, Course, Failure, Progress, Stuck, StuckReason, Targets, Watched};
use super::loops::first_of_run;
use super::moment::Moment;
use super::shortfall::is_sick;
use super::targets::{are_draining, new_targets};
use super::trial;
use crate::deployment::{Deployment, DeploymentRolloutState, DeploymentStrategy, LifecycleStage};
use crate::event::{EventKind, ServiceEvent};
use crate::task::Task;
use crate::task_definition::TaskDefinitionRef;
use crate::time::{Span, Timestamp};

/// A deployment in which nothing has happened for longer than this is stuck.
pub(super) const QUIET_AFTER: Span = Span::minutes(15);

/// Alarms that are watched for longer than this, and so much more, are no reason for a deployment to stand still.
const LONG_WATCH: Span = Span::minutes(60);

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
            watched: None,
            is_set: false,
        });
    };
    let others =
        || facts.service.deployments.iter().filter(|one| one.id != primary.id && one.running + one.pending > 0);
    let says_so = primary.rollout_state == Some(DeploymentRolloutState::InProgress);
    if !says_so && others().next().is_none() && !is_beginning && course.is_none() {
        return None;
    }
    let old = others().max_by_key(|one| one.running).map(|one| one.task_definition.clone());
    let waits = facts.waiting(|task| task.started_by.as_deref() == Some(&*primary.id));
    let counts = Counts {
        desired: primary.desired,
        running: primary.running,
        pending: primary.pending,
        waiting: waits.min(primary.pending),
    };
    let is_last = says_so && others().next().is_none() && waiting == 0;
    Some(Progress {
        revision: primary.task_definition.clone(),
        from: old.filter(|old| *old != primary.task_definition),
        watched: watched(facts, course.as_ref())
            .filter(|_| is_last && counts.running >= counts.desired && counts.pending == 0),
        counts,
        old_running: others().map(|one| one.running).sum(),
        failed: primary.failed,
        since: primary.created_at,
        course,
        new_targets: new_targets(facts, now),
        waiting,
        is_set: false,
    })
}

/// What ECS watches once all tasks of a rolling deployment run, before it calls the deployment complete.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html>
fn watched(facts: &Facts<'_>, course: Option<&Course>) -> Option<Watched> {
    let told = &facts.service.deployment_configuration;
    let strategy = course.and_then(|course| course.strategy.as_ref()).or(told.strategy.as_ref());
    let bakes = || course.and_then(|course| course.stage.as_ref()) == Some(&LifecycleStage::BakeTime);
    match () {
        () if strategy.is_some_and(DeploymentStrategy::shifts_traffic) => None,
        () if !told.alarms().is_empty() => Some(Watched::Alarms),
        () if bakes() || told.bake_minutes.is_some_and(|minutes| minutes > 0) => Some(Watched::BakeTime),
        () => None,
    }
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
    let sick = |task: &&&Task| is_sick(facts, task, now) && task.started_by.as_deref() == Some(&*primary.id);
    let unhealthy: Vec<_> = facts.tasks.iter().filter(sick).map(|task| task.id.clone()).collect();
    let first = || first_of_run(&failures.iter().filter(of_it).collect::<Vec<_>>()).filter(|_| stands);
    let (reason, since) = if failed > 0 {
        let tried = failed.saturating_add(primary.running).saturating_add(primary.pending);
        (StuckReason::FailedStarts { failed, tried }, first().or(progress.since))
    } else if let Some(breaker) = counted {
        (StuckReason::Counted(breaker.clone()), first().or(progress.since))
    } else if !unhealthy.is_empty() {
        (StuckReason::Unhealthy(unhealthy), None)
    } else if let Some(event) = facts.hindrance().filter(|event| is_of_it(event)) {
        let since = facts.hindered_since().max(primary.created_at);
        (StuckReason::Hindered(event.clone()), since)
    } else if let Some(event) = facts.standing(EventKind::Blocked, MOVED).filter(|event| is_of_it(event)) {
        (StuckReason::Blocked(event.clone()), Some(event.at))
    } else {
        let since = last_change(facts, primary)?;
        if !now.is_past(since, QUIET_AFTER) || waits_as_asked(facts, primary, progress, now) {
            return None;
        }
        (StuckReason::NoProgress { since, quiet: now.age(since) }, Some(since))
    };
    Some(Stuck { progress: progress.clone(), reason, since, last: last.cloned() })
}

/// Whether nothing happens because the deployment's strategy says so: blue/green, linear and canary deployments pause
/// between shifts of traffic and bake at the end, or wait for a hook, for as long as their authors like. Once all new
/// tasks run, old ones are left for as long as their targets drain or they are protected from scale-in.
fn waits_as_asked(facts: &Facts<'_>, primary: &Deployment, progress: &Progress, now: &Moment) -> bool {
    let only_old_left = progress.counts.running >= progress.counts.desired && progress.counts.pending == 0;
    let is_completed = primary.rollout_state == Some(DeploymentRolloutState::Completed);
    if only_old_left && (is_completed || are_draining(facts, now) || facts.is_protected()) {
        return true;
    }
    let watch = progress.watched.map(|watched| watch_of(facts, watched));
    if watch.is_some_and(|limit| last_change(facts, primary).is_some_and(|at| !now.is_past(at, limit))) {
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

/// How long ECS may watch at the end of a deployment. How long it watches alarms follows from their periods and is not
/// told.
fn watch_of(facts: &Facts<'_>, watched: Watched) -> Span {
    let minutes = facts.service.deployment_configuration.bake_minutes.filter(|_| watched == Watched::BakeTime);
    Span(minutes.map_or(LONG_WATCH, |minutes| Span::minutes(i64::from(minutes))).0.saturating_add(QUIET_AFTER.0))
}

/// The last thing that moved a deployment on, or asked for more of it; a task that fails does not.
fn last_change(facts: &Facts<'_>, primary: &Deployment) -> Option<Timestamp> {
    let events = facts.events().filter(|(_, kind)| !kind.is_trouble()).map(|(event, _)| event.at);
    let tasks = facts
        .tasks
        .iter()
        .filter(|task| facts.failure_of(task).is_none())
        .flat_map(|task| [task.lifecycle.created_at, task.lifecycle.started_at, task.ended_at()]);
    events.chain(tasks.flatten()).chain(primary.created_at).chain(primary.updated_at).chain(facts.raised_at).max()
}

/// What the newest deployment deploys, for sentences.
pub(super) fn newest_revision(facts: &Facts<'_>) -> TaskDefinitionRef {
    facts.primary().map_or_else(|| facts.service.task_definition.clone(), |one| one.task_definition.clone())
}
