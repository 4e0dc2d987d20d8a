//! Whether a service begins, so that it may be without running tasks for a while.

use super::facts::Facts;
use super::found::Failure;
use super::loops::{FIRST_START_GRACE, LOOP_WITHIN, TASKS_REMEMBERED};
use super::moment::Moment;
use super::shortfall::{floor, is_sick};
use super::targets::grace;
use crate::deployment::DeploymentRolloutState;
use crate::event::EventKind;
use crate::task::Task;
use crate::time::{Span, Timestamp};
use crate::why::Behind;

/// Whether the service begins: it is new, was scaled up from zero, or is deployed in a way that lets nothing run for a
/// while – and nothing has gone wrong yet.
pub(super) fn is_beginning(facts: &Facts<'_>, failures: &[Failure], now: &Moment) -> bool {
    // Checks that ECS ignores are those of tasks that run.
    let limit = if facts.service.running > 0 { FIRST_START_GRACE.max(grace(facts)) } else { FIRST_START_GRACE };
    let young = |at: Option<Timestamp>| at.is_some_and(|at| !now.is_past(at, limit));
    let calm = failures.is_empty()
        && facts.tasks.iter().all(|task| !is_sick(facts, task, now))
        && facts
            .service
            .deployments
            .iter()
            .all(|one| one.failed == 0 && one.rollout_state != Some(DeploymentRolloutState::Failed))
        && facts.hindrance().is_none()
        && facts.standing(EventKind::OtherTrouble, &[EventKind::Started, EventKind::SteadyState]).is_none();
    let short = limit.min(TASKS_REMEMBERED);
    calm && (young(facts.service.created_at) && !was_robbed(facts)
        || starts_from_zero(facts, short, now)
        || starts_over(facts, short, now))
}

/// Whether the infrastructure took a task away, or something that is not known: then it had begun before.
fn was_robbed(facts: &Facts<'_>) -> bool {
    facts.tasks.iter().filter(|task| task.is_ending()).any(|task| {
        facts
            .cause_of(task)
            .is_some_and(|cause| matches!(cause.kind.behind(), Behind::Infrastructure | Behind::Unknown))
    })
}

/// Whether every task is new, and all that ended were asked to and did so well before the first of them began, or
/// before more tasks were wanted. What AWS has forgotten cannot be asked, so that this is believed for less than an
/// hour.
fn starts_from_zero(facts: &Facts<'_>, limit: Span, now: &Moment) -> bool {
    let (coming, gone): (Vec<&Task>, Vec<&Task>) =
        facts.tasks.iter().partition(|task| !task.desired_status.is_stopped());
    let raised = facts.raised_at.filter(|at| !now.is_past(*at, FIRST_START_GRACE));
    let nothing_yet = facts.service.running + facts.service.pending == 0 && coming.is_empty();
    let made = coming.iter().filter_map(|task| task.lifecycle.created_at).min();
    let Some(first) = made.or(raised.filter(|_| nothing_yet)) else { return false };
    let is_before = |ended: Timestamp| {
        first.since(ended) > Span::minutes(1) || raised.is_some_and(|raised| ended < raised && raised <= first)
    };
    let is_long_ago = |ended: Timestamp| first.since(ended) > LOOP_WITHIN;
    let nothing_before = gone.iter().all(|task| {
        let is_over = |at: Timestamp| is_before(at) && (is_long_ago(at) || !facts.was_stopped_by_hand(task));
        was_asked(facts, task) && task.ended_at().is_some_and(is_over)
    });
    !now.is_past(first, limit) && nothing_before
}

/// Whether a deployment is under way that may stop everything before it starts anything, as a minimum healthy percent
/// of 0 says, and everything that ended was stopped by it.
fn starts_over(facts: &Facts<'_>, limit: Span, now: &Moment) -> bool {
    let Some(primary) = facts.primary() else { return false };
    let is_young = primary.created_at.is_some_and(|at| !now.is_past(at, limit));
    let in_progress = primary.rollout_state == Some(DeploymentRolloutState::InProgress);
    in_progress
        && is_young
        && floor(facts) == 0
        && facts.tasks.iter().filter(|task| task.is_ending()).all(|task| {
            let is_late = || task.ended_at().is_none_or(|at| !now.is_past(at, LOOP_WITHIN));
            was_asked(facts, task) && !(facts.was_stopped_by_hand(task) && is_late())
        })
}

fn was_asked(facts: &Facts<'_>, task: &Task) -> bool {
    facts.cause_of(task).is_some_and(|cause| cause.kind.behind() == Behind::Asked)
}
