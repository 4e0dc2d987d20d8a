//! Whether the tasks that run have outlived what ended others of their revision: until one has, nothing is better.

use super::facts::Facts;
use super::found::{Failure, OnTrial};
use super::loops::{FIRST_START_GRACE, LOOP_TIMES, LOOP_WITHIN};
use super::moment::Moment;
use crate::task::{HealthStatus, Task, TaskStatus};
use crate::task_definition::TaskDefinitionRef;
use crate::time::{Span, Timestamp};
use crate::why::Kind;

/// The least that a task has to run to show that it does not end like the one before it.
const LEAST: Span = Span::minutes(1);

/// Failures of one revision that are looked at, the newest first.
const LOOKED_AT: usize = 16;

/// The running tasks of a service that may still end like others of their revision did.
pub(super) struct Trial<'f> {
    /// Running tasks that have not run for long enough.
    pub tasks: u32,
    /// Those of them that came after a failure that nothing has outlived.
    pub successors: u32,
    /// Whether these are all that run, and what ended others ended as many as the service has, or left none. Of several
    /// tasks that last a minute or more some serve while others fail.
    pub is_all_that_runs: bool,
    /// Failures that nothing has outlived.
    pub failures: u32,
    /// How long a task has to run.
    pub needed: Span,
    standing: Vec<(&'f Failure, Span)>,
}

impl<'f> Trial<'f> {
    /// `None` when everything that failed was outlived, or when not all running tasks are known.
    pub(super) fn of(facts: &Facts<'_>, failures: &'f [Failure], now: &Moment) -> Option<Self> {
        let counts = facts.counts();
        let running: Vec<&Task> = facts.tasks.iter().copied().filter(|task| runs(task)).collect();
        if failures.is_empty() || running.len() < counts.running as usize {
            return None;
        }
        let mut standing: Vec<(&Failure, Span)> = Vec::new();
        for failure in failures.iter().filter(|failure| !is_for_balancer(facts, failure)) {
            let Some(at) = failure.at else { continue };
            let needed = needed(failure);
            let of_revision = standing.iter().filter(|(other, _)| other.revision == failure.revision).count();
            let is_over = || facts.tasks.iter().any(|task| outlives(task, failure, at, needed, now));
            if of_revision < LOOKED_AT && !is_over() {
                standing.push((failure, needed));
            }
        }
        let on_trial: Vec<&Task> =
            running.iter().copied().filter(|task| standing.iter().any(|it| tries(task, it, now))).collect();
        let successors = on_trial.iter().filter(|task| standing.iter().any(|(failure, _)| began_after(task, failure)));
        let successors = count(successors.count());
        let left_none = standing.iter().any(|(failure, _)| running.iter().all(|task| began_after(task, failure)));
        let enough = LOOP_TIMES.min(counts.desired as usize);
        let are_enough = standing.iter().filter(|(failure, _)| !had_served(failure)).count() >= enough;
        let none_lasts = standing.iter().all(|(failure, _)| failure.lived.is_none_or(|lived| lived < LEAST));
        let is_all = !running.is_empty() && on_trial.len() == running.len();
        (!standing.is_empty()).then(|| Self {
            tasks: count(on_trial.len()),
            successors,
            is_all_that_runs: is_all && (left_none || are_enough) && (counts.desired == 1 || none_lasts),
            failures: count(standing.len()),
            needed: standing.iter().map(|(_, needed)| *needed).max().unwrap_or(LEAST),
            standing,
        })
    }

    /// So many of them, for a finding.
    pub(super) const fn found(&self, tasks: u32) -> OnTrial {
        OnTrial { tasks, needed: self.needed }
    }

    /// Whether nothing of this revision has outlived its last failures.
    pub(super) fn is_of(&self, revision: &TaskDefinitionRef) -> bool {
        self.standing.iter().any(|(failure, _)| failure.revision == *revision)
    }
}

/// Whether a task shows that what ended another one is over: it came later and ran, or runs, for long enough.
pub(super) fn outlives(task: &Task, failure: &Failure, at: Timestamp, needed: Span, now: &Moment) -> bool {
    let Some(started) = task.lifecycle.started_at.filter(|started| *started > at) else { return false };
    if task.task_definition != failure.revision {
        return false;
    }
    match task.ended_at().filter(|_| task.is_ending()) {
        Some(ended) => ended.since(started) >= needed,
        None if is_well(task, failure) => true,
        None => task.health != HealthStatus::Unhealthy && now.is_past(started, before(needed)),
    }
}

/// How long a task has to run after a failure.
///
/// Twice as long as the one that failed. One that was stopped for its container health has to be given the time to
/// become unhealthy, and the successor of one that had served for long only has to start well.
pub(super) fn needed(failure: &Failure) -> Span {
    let lived = failure.lived.unwrap_or(Span(0));
    let twice = Span(lived.0.saturating_mul(2)).max(LEAST).min(LOOP_WITHIN);
    match failure.cause.kind {
        Kind::ContainerUnhealthy | Kind::TargetUnhealthy => twice.max(FIRST_START_GRACE),
        _ if failure.lived.is_none() => Span(0),
        _ if had_served(failure) => LEAST,
        _ => twice,
    }
}

/// Whether a task had run for so long before it failed that its successor is not expected to end at once.
fn had_served(failure: &Failure) -> bool {
    failure.lived.is_some_and(|lived| lived >= FIRST_START_GRACE)
}

/// Whether a running task may still end like this. One that had served says nothing about those that ran beside it.
fn tries(task: &Task, (failure, needed): &(&Failure, Span), now: &Moment) -> bool {
    let is_expected = task.task_definition == failure.revision && (!had_served(failure) || began_after(task, failure));
    let Some(started) = task.lifecycle.started_at.filter(|_| is_expected && needed.0 > 0) else { return false };
    !is_well(task, failure) && !now.is_past(started, before(*needed))
}

/// Whether its own health check already shows that a task does not end for it like the one before.
fn is_well(task: &Task, failure: &Failure) -> bool {
    failure.cause.kind == Kind::ContainerUnhealthy && task.health == HealthStatus::Healthy
}

fn began_after(task: &Task, failure: &Failure) -> bool {
    task.lifecycle.started_at.zip(failure.at).is_some_and(|(started, at)| started > at)
}

fn runs(task: &Task) -> bool {
    task.last_status == TaskStatus::Running && !task.is_ending()
}

/// Whether it ended for its target, and targets are known: they say better than time whether that is over.
fn is_for_balancer(facts: &Facts<'_>, failure: &Failure) -> bool {
    failure.cause.kind == Kind::TargetUnhealthy && !facts.groups.is_empty()
}

/// A span that is past once another one is reached.
fn before(span: Span) -> Span {
    Span(span.0 - 1)
}

fn count(tasks: usize) -> u32 {
    u32::try_from(tasks).unwrap_or(u32::MAX)
}
