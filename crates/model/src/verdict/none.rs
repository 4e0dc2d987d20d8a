//! Rule 3: tasks are wanted, and none runs or none that lasts.

use super::facts::Facts;
use super::found::{Course, Failure, NoneRunning};
use super::loops::{LOOP_WITHIN, TASKS_REMEMBERED, before_memory, deployed, first_of_run, may_be_later, recent};
use super::moment::Moment;
use super::trial::Trial;
use crate::deployment::DeploymentRolloutState;
use crate::task_definition::TaskDefinitionRef;
use crate::time::Timestamp;

/// The finding of rule 3.
pub(super) fn none_running(
    facts: &Facts<'_>,
    failures: &[Failure],
    trial: Option<&Trial<'_>>,
    course: Option<Course>,
    now: &Moment,
) -> NoneRunning {
    let last = failures.first();
    let of_revision: Vec<&Failure> =
        failures.iter().filter(|failure| last.is_some_and(|last| last.revision == failure.revision)).collect();
    let primary = facts.primary();
    let rollout_reason = primary
        .filter(|primary| primary.rollout_state == Some(DeploymentRolloutState::Failed))
        .and_then(|primary| primary.rollout_reason.clone());
    let first = first_of_run(&of_revision);
    let is_forgotten = first.is_some_and(|first| before_memory(facts, first, now));
    let is_unsure = is_forgotten || may_be_later(facts, &of_revision, now);
    let began = || first.or_else(|| facts.hindered_since()).or_else(|| never_ran_since(facts));
    let since = last_served(facts).or_else(|| began().filter(|_| !is_unsure));
    let taken = facts.taken(now).filter(|taken| {
        last.is_none_or(|last| last.at.zip(taken.at).is_some_and(|(last, taken)| taken.since(last) > LOOP_WITHIN))
    });
    NoneRunning {
        counts: facts.counts(),
        taken: taken.map(Box::new),
        repair: last.and_then(|last| repair(facts, last)),
        on_trial: trial.filter(|trial| trial.tasks > 0).map(|trial| trial.found(trial.tasks)),
        last: last.cloned(),
        series: recent(&of_revision, now),
        hindrance: facts.hindrance().cloned(),
        rollout_reason,
        deployed: deployed(facts).filter(|(_, at)| !now.is_past(*at, TASKS_REMEMBERED)),
        is_older: since.is_none() && is_forgotten,
        since,
        course,
    }
}

/// When the last task ended that had served, that is, had run for a while or until it was asked to stop.
fn last_served(facts: &Facts<'_>) -> Option<Timestamp> {
    let served = facts.tasks.iter().filter_map(|task| {
        let (started, ended) = (task.lifecycle.started_at?, task.ended_at()?);
        (ended.since(started) > LOOP_WITHIN || facts.failure_of(task).is_none()).then_some(ended)
    });
    served.max()
}

/// Since when none has ever run: a deployment that completed had its tasks, and when they ended AWS has forgotten.
fn never_ran_since(facts: &Facts<'_>) -> Option<Timestamp> {
    match facts.primary() {
        Some(primary) if primary.rollout_state == Some(DeploymentRolloutState::Completed) => None,
        Some(primary) => primary.created_at,
        None => facts.service.created_at,
    }
}

/// What has been deployed since a task failed, if that is something else and is on its way.
fn repair(facts: &Facts<'_>, last: &Failure) -> Option<TaskDefinitionRef> {
    let primary = facts.primary().filter(|primary| primary.pending > 0 && primary.task_definition != last.revision)?;
    let is_later = primary.created_at.zip(last.at).is_some_and(|(began, failed)| failed < began);
    is_later.then(|| primary.task_definition.clone())
}
