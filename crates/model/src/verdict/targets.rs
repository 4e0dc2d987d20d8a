//! Rules 4 and 6: what load balancers think of the tasks.

use super::facts::{Facts, GroupFacts, Reached};
use super::found::{FailingTarget, NewTargets, Targets, Unread};
use super::loops::{FIRST_START_GRACE, LOOP_WITHIN};
use super::moment::Moment;
use crate::deployment::DeploymentRolloutState;
use crate::event::EventKind;
use crate::freshness::STALE_AFTER;
use crate::reach::commonest;
use crate::task::{Task, TaskStatus};
use crate::task_definition::TaskDefinitionRef;
use crate::time::Span;
use crate::traffic::{Target, TargetState};

/// A task that has run for longer than this should be registered with its target groups.
const REGISTERED_AFTER: Span = Span::minutes(2);

/// What is known of the targets of a service; `None` when it is not load-balanced.
///
/// Only groups that get requests count, as long as there is one: with blue/green deployments the other group of the two
/// stands by, and gets no requests.
pub(super) fn assess(facts: &Facts<'_>, now: &Moment) -> Option<Targets> {
    if facts.groups.is_empty() {
        return None;
    }
    let serving = facts.groups.iter().any(|group| group.reached == Reached::Yes);
    let counted = || facts.groups.iter().filter(|group| !serving || group.reached == Reached::Yes);
    let mut targets = Targets { groups: counted().map(|group| group.name.to_owned()).collect(), ..Targets::default() };
    if !serving {
        let lost = counted().filter(|group| matches!(group.reached, Reached::Idle | Reached::No));
        targets.unreached = lost.map(|group| group.name.to_owned()).collect();
    }
    for group in counted() {
        match group.read_at {
            None => targets.unread = Some(Unread::Never),
            Some(at) if now.is_past(at, STALE_AFTER) => {
                targets.unread = targets.unread.or(Some(Unread::Old(now.age(at))));
            }
            Some(_) => count(facts, group, &mut targets, now),
        }
    }
    let all = counted().flat_map(|group| group.targets.iter().map(|(target, _)| *target));
    let staying: Vec<&Target> = all.filter(|target| !is_leaving(target)).collect();
    let between_failures = targets.healthy == 0 && !staying.iter().any(|it| it.state == TargetState::Unhealthy);
    let told = between_failures.then(|| told_lately(facts, now)).flatten();
    targets.code = told.or_else(|| commonest(staying));
    Some(targets)
}

/// The code in ECS's newest event about a failing target: while its successor is being checked, no target has one.
fn told_lately(facts: &Facts<'_>, now: &Moment) -> Option<String> {
    let told =
        facts.events().filter(|(event, kind)| *kind == EventKind::Unhealthy && !now.is_past(event.at, LOOP_WITHIN));
    told.max_by_key(|(event, _)| event.at)?.0.target_code()
}

/// Adds the targets of one group.
fn count(facts: &Facts<'_>, group: &GroupFacts<'_>, targets: &mut Targets, now: &Moment) {
    let (mut healthy, mut failing) = (0, Vec::new());
    for (target, task) in group.targets.iter().filter(|(target, _)| !is_leaving(target)) {
        targets.staying += 1;
        match &target.state {
            TargetState::Healthy => healthy += 1,
            TargetState::Unavailable | TargetState::Other(_) => targets.unknown += 1,
            _ if is_starting(facts, target, *task, now) => targets.starting += 1,
            _ => failing.push(failing_target(group, target, *task)),
        }
    }
    if healthy == 0 && !failing.is_empty() {
        targets.dead_groups.push(group.name.to_owned());
    }
    targets.healthy += healthy;
    targets.failing.extend(failing);
}

fn is_leaving(target: &Target) -> bool {
    matches!(target.state, TargetState::Draining | TargetState::UnhealthyDraining)
}

/// Whether a target that is not healthy may still become so: its first checks are under way, or ECS ignores them for a
/// while.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html#ECS-CreateService-request-healthCheckGracePeriodSeconds>
fn is_starting(facts: &Facts<'_>, target: &Target, task: Option<&Task>, now: &Moment) -> bool {
    let grace = grace(facts);
    let began = match task {
        Some(task) => task.lifecycle.started_at.or(task.lifecycle.created_at),
        None => facts.primary().and_then(|primary| primary.created_at),
    };
    let is_younger = |limit: Span| began.is_some_and(|began| !now.is_past(began, Span(limit.0 - 1)));
    match target.state {
        TargetState::Initial => task.is_none() || is_younger(Span(grace.0 + FIRST_START_GRACE.0)),
        TargetState::Unhealthy => is_younger(grace),
        _ => false,
    }
}

/// How long ECS ignores failing checks after a task has started.
pub(super) fn grace(facts: &Facts<'_>) -> Span {
    Span::seconds(i64::from(facts.service.health_check_grace.unwrap_or(0)))
}

fn failing_target(group: &GroupFacts<'_>, target: &Target, task: Option<&Task>) -> FailingTarget {
    let reach = target.reach(group.check);
    FailingTarget {
        group: group.name.to_owned(),
        address: target.port.map_or_else(|| target.id.clone(), |port| format!("{}:{port}", target.id)),
        reason: target.reason.clone(),
        code: target.short(),
        meaning: reach.meaning,
        next: reach.next,
        task: task.map(|task| task.id.clone()),
        revision: task.map(|task| task.task_definition.clone()),
    }
}

/// Whether the service is load-balanced and no request reaches a healthy target: known, and not because it begins.
pub(super) fn none_healthy(facts: &Facts<'_>, targets: &Targets, is_beginning: bool, now: &Moment) -> bool {
    if targets.unread.is_some() || targets.healthy > 0 || targets.unknown > 0 {
        return false;
    }
    if is_beginning && targets.failing.is_empty() {
        return false;
    }
    targets.staying > 0 || told_lately(facts, now).is_some() || should_be_registered(facts, now)
}

/// Whether some task has run for so long that it should have been registered.
fn should_be_registered(facts: &Facts<'_>, now: &Moment) -> bool {
    if facts.tasks.is_empty() {
        let completed =
            facts.primary().filter(|primary| primary.rollout_state == Some(DeploymentRolloutState::Completed));
        let since = completed.and_then(|primary| primary.updated_at.or(primary.created_at));
        return since.is_some_and(|since| now.is_past(since, FIRST_START_GRACE));
    }
    let running = facts
        .tasks
        .iter()
        .filter(|task| task.last_status == TaskStatus::Running && task.desired_status == TaskStatus::Running);
    let mut started = running.filter_map(|task| task.lifecycle.started_at);
    started.any(|started| now.is_past(started, REGISTERED_AFTER))
}

/// The revision being deployed, if all failing targets are of it and it is not the only one that runs.
pub(super) fn only_new(facts: &Facts<'_>, targets: &Targets) -> Option<TaskDefinitionRef> {
    let primary = facts.primary()?;
    let others = facts.service.deployments.iter().any(|one| one.id != primary.id && one.running > 0);
    let is_new = |target: &FailingTarget| target.revision.as_ref() == Some(&primary.task_definition);
    (others && targets.failing.iter().all(is_new)).then(|| primary.task_definition.clone())
}

/// Targets of the newest deployment that fail although ECS does not mind yet, in all groups it registers with.
pub(super) fn new_targets(facts: &Facts<'_>, now: &Moment) -> Option<NewTargets> {
    let primary = facts.primary()?;
    let is_new = |task: &Task| task.started_by.as_deref() == Some(&*primary.id);
    let fresh = facts.groups.iter().filter(|group| group.read_at.is_some_and(|at| !now.is_past(at, STALE_AFTER)));
    let failing: Vec<&Target> = fresh
        .flat_map(|group| &group.targets)
        .filter(|(target, task)| target.state == TargetState::Unhealthy && task.is_some_and(is_new))
        .map(|(target, _)| *target)
        .collect();
    let code = commonest(failing.iter().copied())?;
    Some(NewTargets { failing: u32::try_from(failing.len()).unwrap_or(u32::MAX), code })
}
