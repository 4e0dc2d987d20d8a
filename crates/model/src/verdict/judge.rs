//! The order of the rules.

use super::course::course;
use super::facts::Facts;
use super::finding::Finding;
use super::found::{
    Course, DeploymentFailed, Failure, NoHealthyTarget, NoneRunning, Nothing, Rollback, Shortfall, Steady,
    TargetsFailing,
};
use super::loops::{LOOP_WITHIN, crash_loop, deployed, first_of_run, recent};
use super::moment::Moment;
use super::rollback::failed_deployment;
use super::rollout::{is_beginning, newest_revision, progress, stuck};
use super::targets::{assess, none_healthy, only_new};
use crate::deployment::DeploymentRolloutState;
use crate::freshness::STALE_AFTER;
use crate::service::{SchedulingStrategy, ServiceStatus};
use crate::task::{HealthStatus, TaskStatus};
use crate::time::{Span, Timestamp};

/// Judges a service: the first rule that matches decides.
///
/// Rules 4 to 10 are about tasks that are wanted, so they skip a service that wants none.
pub fn judge(facts: &Facts<'_>, now: Timestamp) -> Finding {
    judge_until(facts, now).0
}

/// Judges a service, and says until when that stays so while nothing new is read and the news about it is not yet
/// [stale](STALE_AFTER).
pub fn judge_until(facts: &Facts<'_>, now: Timestamp) -> (Finding, Timestamp) {
    let moment = Moment::new(now);
    let is_fresh = facts.as_of.is_some_and(|at| now.since(at) <= STALE_AFTER);
    let finding = if is_fresh {
        first_match(facts, &moment)
    } else {
        Finding::NoFreshData { as_of: facts.as_of, age: facts.as_of.map(|at| moment.age(at)) }
    };
    (finding, moment.holds_until())
}

fn first_match(facts: &Facts<'_>, now: &Moment) -> Finding {
    let counts = facts.counts();
    if counts.desired == 0 {
        let empty = counts.running == 0 && counts.pending == 0;
        return if empty { Finding::ScaledToZero(nothing(facts)) } else { Finding::AboveDesired(counts) };
    }
    let failures = facts.failures();
    let is_young = is_beginning(facts, &failures, now);
    let failed = failed_deployment(facts, &failures, now);
    let course = under_way(facts, failed.as_ref(), now);
    if counts.running == 0 && !is_young {
        return Finding::NoneRunning(none_running(facts, &failures, course, now));
    }
    let targets = assess(facts, now);
    if let Some(targets) = targets.as_ref().filter(|targets| none_healthy(facts, targets, is_young, now)) {
        let (targets, deployed) = (targets.clone(), deployed(facts));
        return Finding::NoHealthyTarget(NoHealthyTarget { counts, targets, course, deployed });
    }
    if let Some(crash) = crash_loop(facts, &failures, course.as_ref(), now) {
        return Finding::CrashLoop(crash);
    }
    if let Some(targets) = targets.as_ref().filter(|targets| !targets.failing.is_empty()) {
        let (targets, only) = (targets.clone(), only_new(facts, targets));
        return Finding::TargetsFailing(TargetsFailing { counts, targets, only, course });
    }
    if let Some(failed) = failed {
        return Finding::DeploymentFailed(failed);
    }
    let is_waiting = targets.as_ref().is_some_and(|targets| targets.starting > 0 && targets.healthy < targets.staying);
    let is_beginning = is_young && (counts.running < counts.desired || is_waiting);
    if let Some(progress) = progress(facts, targets.as_ref(), is_beginning, now) {
        return match stuck(facts, &progress, &failures, now) {
            Some(stuck) => Finding::Stuck(stuck),
            None => Finding::Deploying(progress),
        };
    }
    let unhealthy: Vec<_> = facts
        .tasks
        .iter()
        .filter(|task| task.health == HealthStatus::Unhealthy && task.last_status == TaskStatus::Running)
        .map(|task| task.id.clone())
        .collect();
    let lately = |failure: &&Failure, within: Span| failure.at.is_some_and(|at| !now.is_past(at, within));
    if counts.running < counts.desired || !unhealthy.is_empty() {
        return Finding::BelowDesired(Shortfall {
            counts,
            unhealthy,
            unplaced: facts.unplaced().cloned(),
            last: failures.first().filter(|failure| lately(failure, LOOP_WITHIN)).cloned(),
        });
    }
    if counts.running > counts.desired {
        return Finding::AboveDesired(counts);
    }
    Finding::Steady(Steady {
        counts,
        revision: newest_revision(facts),
        since: facts.primary().and_then(|primary| primary.updated_at.or(primary.created_at)),
        last: failures.into_iter().next(),
        targets,
    })
}

/// What is under way, including a rollback that only DescribeServices shows.
fn under_way(facts: &Facts<'_>, failed: Option<&DeploymentFailed>, now: &Moment) -> Option<Course> {
    let told = course(facts, now);
    let back = failed.filter(|failed| failed.rollback == Rollback::Underway);
    match (told, back) {
        (Some(told), _) if told.back_to.is_some() => Some(told),
        (told, None) => told,
        (told, Some(back)) => {
            let known = told.unwrap_or_default();
            let revision = known.revision.clone().or_else(|| back.failed.clone());
            Some(Course { revision, back_to: Some(back.serving.clone()), ..known })
        }
    }
}

fn nothing(facts: &Facts<'_>) -> Nothing {
    match (&facts.service.status, &facts.service.scheduling) {
        (ServiceStatus::Inactive | ServiceStatus::Draining, _) => Nothing::Deleted,
        (_, SchedulingStrategy::Daemon) => Nothing::NoInstances,
        (_, SchedulingStrategy::Replica | SchedulingStrategy::Other(_)) => Nothing::ScaledToZero,
    }
}

fn none_running(facts: &Facts<'_>, failures: &[Failure], course: Option<Course>, now: &Moment) -> NoneRunning {
    let last = failures.first();
    let of_revision: Vec<&Failure> =
        failures.iter().filter(|failure| last.is_some_and(|last| last.revision == failure.revision)).collect();
    let primary = facts.primary();
    let rollout_reason = primary
        .filter(|primary| primary.rollout_state == Some(DeploymentRolloutState::Failed))
        .and_then(|primary| primary.rollout_reason.clone());
    NoneRunning {
        counts: facts.counts(),
        last: last.cloned(),
        series: recent(&of_revision, now),
        unplaced: facts.unplaced().cloned(),
        rollout_reason,
        deployed: deployed(facts),
        since: last_served(facts)
            .or_else(|| first_of_run(&of_revision))
            .or_else(|| primary.and_then(|primary| primary.created_at))
            .or(facts.service.created_at),
        course,
    }
}

/// When the last task ended that had served, that is, had run for a while or until it was asked to stop.
fn last_served(facts: &Facts<'_>) -> Option<Timestamp> {
    let served = facts.tasks.iter().filter_map(|task| {
        let (started, ended) = (task.lifecycle.started_at?, task.ended_at()?);
        (ended.since(started) > LOOP_WITHIN || Failure::of(task).is_none()).then_some(ended)
    });
    served.max()
}
