//! Rules 4 and 6: what load balancers think of the tasks.

mod deployed;
mod reading;
mod registered;

use super::facts::{Exists, Facts, GroupFacts, Reached};
use super::found::{FailingTarget, Targets, Unread};
use super::loops::{FIRST_START_GRACE, LOOP_WITHIN};
use super::moment::Moment;
use crate::event::{EventKind, ServiceEvent};
use crate::freshness::STALE_AFTER;
use crate::reach::commonest;
use crate::task::{Task, TaskStatus};
use crate::time::{Span, Timestamp};
use crate::traffic::{Target, TargetState};
pub(super) use deployed::{are_draining, new_targets, only_new, replaced_for_target};
use reading::Reading;
use registered::Registration;

/// A task that has run for longer than this should be registered with its target groups.
const REGISTERED_AFTER: Span = Span::minutes(2);

/// What is known of the targets of a service; `None` when it is not load-balanced.
///
/// A group that takes turns with one that gets requests stands by and does not count; every other one does.
pub(super) fn assess(facts: &Facts<'_>, now: &Moment) -> Option<Targets> {
    if facts.groups.is_empty() {
        return None;
    }
    let serves = |group: &GroupFacts<'_>| group.reached == Reached::Yes;
    let stands_by = |group: &GroupFacts<'_>| {
        let partner = |other: &GroupFacts<'_>| other.binding == group.binding && serves(other);
        group.takes_turns && !serves(group) && facts.groups.iter().any(partner)
    };
    let counted: Vec<&GroupFacts<'_>> = facts.groups.iter().filter(|group| !stands_by(group)).collect();
    let is_reached = counted.iter().any(|group| serves(group));
    let is_lost = |group: &&GroupFacts<'_>| match group.reached {
        Reached::No => true,
        Reached::Idle | Reached::Shadowed => !is_reached,
        Reached::Yes | Reached::Unknown => false,
    };
    let name = |group: &&GroupFacts<'_>| group.name.to_owned();
    let mut targets = Targets {
        groups: counted.iter().copied().map(|group| name(&group)).collect(),
        unreached: counted.iter().copied().filter(is_lost).map(|group| name(&group)).collect(),
        shadow: shadow(&counted),
        ..Targets::default()
    };
    let mut own = Vec::new();
    if facts.is_deploying() {
        for group in facts.groups.iter().filter(|group| stands_by(group)) {
            own.extend(count_failing(facts, group, &mut targets, now));
        }
    }
    for group in counted {
        if is_gone(facts, group) {
            targets.gone.push(group.name.to_owned());
            continue;
        }
        let at = match Reading::of(group, now) {
            Reading::Never => {
                targets.unread = Some(Unread { age: None, trouble: group.trouble.cloned() });
                targets.never_read = Some(group.name.to_owned());
                continue;
            }
            Reading::Old(at) => {
                let age = Some(now.age(at));
                if targets.unread.as_ref().is_none_or(|unread| unread.age.is_some() && unread.age < age) {
                    targets.unread = Some(Unread { age, trouble: group.trouble.cloned() });
                }
                Some(Timestamp(at.0.saturating_add(STALE_AFTER.0)))
            }
            Reading::Trusted(at) => {
                if now.is_past(at, STALE_AFTER) {
                    targets.age = targets.age.max(Some(now.age(at)));
                }
                None
            }
        };
        own.extend(count(facts, group, &mut targets, now, at));
    }
    targets.unregistered = registered::missing(facts, &targets, now);
    let told = facts.standing(EventKind::NotRegistered, &[EventKind::SteadyState, EventKind::Targets]);
    targets.not_registered =
        told.filter(|_| targets.staying == 0 || targets.unregistered.is_some()).map(ServiceEvent::text);
    let between_failures = targets.healthy == 0 && !own.iter().any(|it| it.state == TargetState::Unhealthy);
    let told = between_failures.then(|| told_lately(facts, now)).flatten();
    targets.code = told.or_else(|| commonest(own));
    Some(targets)
}

/// The rule that answers all that would get to the groups of a service, if there is one and nothing else gets to them.
fn shadow(counted: &[&GroupFacts<'_>]) -> Option<String> {
    let may_be_reached = |group: &&GroupFacts<'_>| matches!(group.reached, Reached::Yes | Reached::Unknown);
    let shadow = counted.iter().find_map(|group| group.shadow)?;
    (!counted.iter().any(may_be_reached)).then(|| shadow.to_owned())
}

/// Whether a target group does not exist any more: it is not among those that were read, or ECS says so.
fn is_gone(facts: &Facts<'_>, group: &GroupFacts<'_>) -> bool {
    let told = || facts.standing(EventKind::GroupMissing, &[EventKind::SteadyState, EventKind::Targets]);
    match group.exists {
        Exists::Yes => false,
        Exists::No => true,
        Exists::Unknown => told().is_some_and(|event| event.text().contains(&format!("(target-group {})", group.name))),
    }
}

/// The code in ECS's newest event about a failing target: while its successor is being checked, no target has one.
fn told_lately(facts: &Facts<'_>, now: &Moment) -> Option<String> {
    let told =
        facts.events().filter(|(event, kind)| *kind == EventKind::Unhealthy && !now.is_past(event.at, LOOP_WITHIN));
    told.max_by_key(|(event, _)| event.at)?.0.target_code()
}

/// Adds the targets of one group, and gives those that are of the service and stay. `at` is the moment up to which an
/// old reading is believed; it does not grow worse by growing older.
fn count<'a>(
    facts: &Facts<'a>,
    group: &GroupFacts<'a>,
    targets: &mut Targets,
    now: &Moment,
    at: Option<Timestamp>,
) -> Vec<&'a Target> {
    let (mut healthy, mut failing, mut own) = (0, Vec::new(), Vec::new());
    let registration = Registration::of(facts, group.binding, now);
    let are_all_known = registration.is_some_and(|it| it.is_complete());
    let running = facts.tasks.iter().filter(|task| task.last_status == TaskStatus::Running).count();
    let are_all_listed = are_all_known && running >= facts.service.running as usize;
    targets.foreign += group.foreign;
    for (target, task) in group.targets.iter().filter(|(target, _)| !is_leaving(target)) {
        if are_all_listed && task.is_none() && target.state == TargetState::Healthy {
            targets.strays += 1;
            continue;
        }
        own.push(*target);
        targets.staying += 1;
        match &target.state {
            TargetState::Healthy => healthy += 1,
            TargetState::Unavailable => targets.unknown += 1,
            TargetState::Other(word) => {
                targets.unknown += 1;
                targets.odd.get_or_insert_with(|| word.clone());
            }
            _ if is_starting(facts, group, target, *task, now, at) => targets.starting += 1,
            _ => failing.push(failing_target(group, target, *task, task.is_none() && are_all_known)),
        }
    }
    if healthy == 0 && !failing.is_empty() {
        targets.dead_groups.push(group.name.to_owned());
    }
    targets.healthy += healthy;
    targets.failing.extend(failing);
    own
}

/// Adds the targets of a group that stands by which what is being deployed fails in: there it has to become healthy.
fn count_failing<'a>(
    facts: &Facts<'a>,
    group: &GroupFacts<'a>,
    targets: &mut Targets,
    now: &Moment,
) -> Vec<&'a Target> {
    let at = match Reading::of(group, now) {
        Reading::Never => return Vec::new(),
        Reading::Old(at) => Some(Timestamp(at.0.saturating_add(STALE_AFTER.0))),
        Reading::Trusted(_) => None,
    };
    let Some(deployed) = facts.deployed() else { return Vec::new() };
    let is_new = |(target, task): &&(&Target, Option<&Task>)| {
        target.state == TargetState::Unhealthy && task.is_some_and(|task| deployed.has(task))
    };
    let mut own = Vec::new();
    for (target, task) in group.targets.iter().filter(is_new) {
        if !is_starting(facts, group, target, *task, now, at) {
            targets.staying += 1;
            targets.failing.push(failing_target(group, target, *task, false));
            own.push(*target);
        }
    }
    own
}

fn is_leaving(target: &Target) -> bool {
    matches!(target.state, TargetState::Draining | TargetState::UnhealthyDraining)
}

/// Whether a target that is not healthy may still become so: its first checks are under way, or ECS ignores them for a
/// while.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html#ECS-CreateService-request-healthCheckGracePeriodSeconds>
fn is_starting(
    facts: &Facts<'_>,
    group: &GroupFacts<'_>,
    target: &Target,
    task: Option<&Task>,
    now: &Moment,
    at: Option<Timestamp>,
) -> bool {
    let grace = grace(facts);
    let began = match task {
        Some(task) => task.lifecycle.started_at.or(task.lifecycle.created_at),
        None => facts.primary().and_then(|primary| primary.created_at),
    };
    let is_past = |began: Timestamp, limit: Span| match at {
        Some(at) => at.since(began) > limit,
        None => now.is_past(began, limit),
    };
    let is_younger = |limit: Span| began.is_some_and(|began| !is_past(began, Span(limit.0 - 1)));
    match target.state {
        TargetState::Initial => task.is_none() || is_younger(Span(grace.0 + first_checks(group).0)),
        TargetState::Unhealthy => is_younger(grace),
        _ => false,
    }
}

/// How long a target may be checked for the first time: at least five minutes, and twice as long as the checks take
/// that make it healthy.
fn first_checks(group: &GroupFacts<'_>) -> Span {
    let seconds = group.check.map_or(0, |check| i64::from(check.interval) * i64::from(check.healthy_threshold));
    FIRST_START_GRACE.max(Span::seconds(seconds * 2))
}

/// How long ECS ignores failing checks after a task has started.
pub(super) fn grace(facts: &Facts<'_>) -> Span {
    Span::seconds(i64::from(facts.service.health_check_grace.unwrap_or(0)))
}

fn failing_target(group: &GroupFacts<'_>, target: &Target, task: Option<&Task>, is_stray: bool) -> FailingTarget {
    let reach = target.reach(group.check);
    FailingTarget {
        group: group.name.to_owned(),
        address: target.port.map_or_else(|| target.id.clone(), |port| format!("{}:{port}", target.id)),
        reason: target.reason.clone(),
        code: target.short(),
        meaning: reach.meaning,
        next: reach.next,
        is_stray,
        task: task.map(|task| task.id.clone()),
        revision: task.map(|task| task.task_definition.clone()),
    }
}

/// Whether the service is load-balanced and no request reaches a healthy target: known, or last known, and not because
/// it begins.
pub(super) fn none_healthy(facts: &Facts<'_>, targets: &Targets, is_beginning: bool, now: &Moment) -> bool {
    if targets.shadow.is_some() {
        return true;
    }
    if targets.healthy > 0 || targets.unknown > 0 {
        return false;
    }
    if !targets.gone.is_empty() && targets.staying == 0 && targets.unread.is_none() {
        return true;
    }
    if targets.unread.as_ref().is_some_and(|unread| unread.age.is_none()) {
        return false;
    }
    if is_beginning && targets.failing.is_empty() {
        return false;
    }
    targets.staying > 0 || told_lately(facts, now).is_some() || !has_time_to_register(facts, now)
}

/// Whether a target group without targets may wait for the first: a deployment has just begun that may have added it,
/// and none of its tasks has run for long.
fn has_time_to_register(facts: &Facts<'_>, now: &Moment) -> bool {
    let Some(primary) = facts.primary() else { return false };
    let since = match (facts.is_deploying(), facts.tasks.is_empty()) {
        (true, _) => primary.created_at,
        (false, true) => primary.updated_at.or(primary.created_at),
        (false, false) => return false,
    };
    let is_young = since.is_some_and(|since| !now.is_past(since, FIRST_START_GRACE));
    is_young && !registered::settled(facts, now).any(|task| task.started_by.as_deref() == Some(&*primary.id))
}

/// Whether something is wrong with the targets although some are healthy.
pub(super) fn some_failing(targets: &Targets) -> bool {
    !targets.failing.is_empty() || !targets.gone.is_empty() || targets.unregistered.is_some()
}
