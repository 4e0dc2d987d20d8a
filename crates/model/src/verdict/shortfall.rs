//! Rules 9 and 12: fewer run than wanted – because something is wrong, or because more are wanted than before.

use super::facts::Facts;
use super::found::{Counts, Failure, Growth, OnTrial, Progress, Shortfall, Surplus, Targets};
use super::loops::{FIRST_START_GRACE, LOOP_SHARE, LOOP_WITHIN};
use super::missing::short_since;
use super::moment::Moment;
use super::targets::{are_draining, grace};
use super::trial::Trial;
use crate::name::TaskId;
use crate::service::SchedulingStrategy;
use crate::task::{Flaw, HealthStatus, Task, TaskStatus};
use crate::time::Timestamp;
use crate::why::Behind;

/// ECS's own minimum healthy percent for services that say none.
const MINIMUM_PERCENT: u32 = 100;

/// Finds out whether fewer tasks run, or are well, than have to.
///
/// While a deployment is under way, `minimumHealthyPercent` says how many have to run; before it has had five minutes,
/// only if tasks were lost. A service that grows is not short of tasks.
pub(super) fn shortfall(
    facts: &Facts<'_>,
    progress: Option<&Progress>,
    failures: &[Failure],
    trial: Option<&Trial<'_>>,
    is_beginning: bool,
    now: &Moment,
) -> Option<Shortfall> {
    let counts = facts.counts();
    let unhealthy: Vec<_> = facts
        .tasks
        .iter()
        .filter(|task| is_sick(facts, task, now) && !is_new(facts, progress, task))
        .map(|task| task.id.clone())
        .collect();
    let sidecars = facts.tasks.iter().filter_map(|task| failed_sidecar(facts, task, now)).collect::<Vec<_>>();
    let floor = match progress {
        None => None,
        Some(_) if is_beginning => None,
        Some(progress) => {
            Some(floor(facts)).filter(|floor| counts.running < *floor && has_had_time(facts, progress, now))
        }
    };
    let is_short = progress.is_none() && counts.running < counts.desired && grows(facts, failures, now).is_none();
    let on_trial = trial.filter(|_| progress.is_none()).and_then(|trial| replacements(counts, trial));
    if !is_short && floor.is_none() && on_trial.is_none() && unhealthy.is_empty() && sidecars.is_empty() {
        return None;
    }
    let lately = |failure: &&Failure| failure.at.is_some_and(|at| !now.is_past(at, LOOP_WITHIN));
    let last = failures.first().filter(lately).cloned();
    let misses = is_short || floor.is_some();
    Some(Shortfall {
        counts,
        on_trial,
        unhealthy,
        sidecars,
        floor,
        instances: None,
        hindrance: facts.hindrance().cloned(),
        taken: facts.taken(now).filter(|_| misses && last.is_none()).map(Box::new),
        last,
        since: if misses || on_trial.is_some() { short_since(facts, floor.unwrap_or(counts.desired)) } else { None },
        held: facts.held.clone(),
    })
}

/// Running tasks that stand in for ones that failed, if without them fewer run than wanted. Of many tasks some fail
/// without anything being wrong.
fn replacements(counts: Counts, trial: &Trial<'_>) -> Option<OnTrial> {
    let is_short = counts.running.saturating_sub(trial.successors) < counts.desired;
    let are_many = trial.failures as usize >= counts.desired as usize / LOOP_SHARE;
    (trial.successors > 0 && is_short && are_many).then(|| trial.found(trial.successors))
}

/// Whether a running task fails its container health check and ECS does not ignore that any more.
pub(super) fn is_sick(facts: &Facts<'_>, task: &Task, now: &Moment) -> bool {
    task.health == HealthStatus::Unhealthy && task.last_status == TaskStatus::Running && !is_ignored(facts, task, now)
}

/// Whether ECS does not mind failing checks of a task yet.
fn is_ignored(facts: &Facts<'_>, task: &Task, now: &Moment) -> bool {
    let began = task.lifecycle.started_at.or(task.lifecycle.created_at);
    began.is_some_and(|at| grace(facts).0 > 0 && !now.is_past(at, grace(facts)))
}

/// Whether a task is of the deployment in progress: rule 8 is about those.
fn is_new(facts: &Facts<'_>, progress: Option<&Progress>, task: &Task) -> bool {
    let primary = facts.primary().map(|primary| &*primary.id);
    progress.is_some() && primary.is_some() && task.started_by.as_deref() == primary
}

/// A container of a running task that has failed, although the task goes on without it.
fn failed_sidecar(facts: &Facts<'_>, task: &Task, now: &Moment) -> Option<(TaskId, String, Flaw)> {
    let (name, flaw) = task.failed_sidecar()?;
    (flaw != Flaw::Unhealthy || !is_ignored(facts, task, now)).then(|| (task.id.clone(), name.to_owned(), flaw))
}

/// More tasks than are wanted: they are said to stop unless all that run are known and none of them does.
pub(super) fn surplus(facts: &Facts<'_>, now: &Moment) -> Surplus {
    let counts = facts.counts();
    let running = || facts.tasks.iter().filter(|task| task.last_status == TaskStatus::Running);
    let stops = facts.tasks.iter().any(|task| task.desired_status.is_stopped() && !task.is_stopped());
    let all_stay = !stops && running().count() >= counts.running as usize && !are_draining(facts, now);
    Surplus { counts, is_draining: counts.desired == 0 || !all_stay }
}

/// How many tasks have to run while a deployment is under way.
pub(super) fn floor(facts: &Facts<'_>) -> u32 {
    if facts.service.scheduling == SchedulingStrategy::Daemon {
        return 0;
    }
    let percent = facts.service.deployment_configuration.minimum_healthy_percent.unwrap_or(MINIMUM_PERCENT);
    let floor = (u64::from(facts.wanted()) * u64::from(percent)).div_ceil(100);
    u32::try_from(floor).unwrap_or(u32::MAX)
}

/// Whether a deployment has had the time to reach its numbers, or tasks were lost meanwhile.
fn has_had_time(facts: &Facts<'_>, progress: &Progress, now: &Moment) -> bool {
    lost_lately(facts, now) || progress.since.is_none_or(|since| now.is_past(since, FIRST_START_GRACE))
}

/// Whether a task ended lately that nobody asked to end.
pub(super) fn lost_lately(facts: &Facts<'_>, now: &Moment) -> bool {
    facts.tasks.iter().any(|task| {
        let is_late = || task.ended_at().is_some_and(|at| !now.is_past(at, LOOP_WITHIN));
        task.is_ending() && is_late() && facts.cause_of(task).is_some_and(|cause| cause.kind.behind() != Behind::Asked)
    })
}

/// Whether all that is missing is on its way for the first time: more tasks are wanted than before, and none was lost.
pub(super) fn grows(facts: &Facts<'_>, failures: &[Failure], now: &Moment) -> Option<Growth> {
    let counts = facts.counts();
    let missing = counts.desired.saturating_sub(counts.running);
    let coming: Vec<&Task> = facts
        .tasks
        .iter()
        .copied()
        .filter(|task| task.desired_status == TaskStatus::Running && task.last_status != TaskStatus::Running)
        .collect();
    let is_young = |task: &&Task| task.lifecycle.created_at.is_some_and(|at| !now.is_past(at, FIRST_START_GRACE));
    let failed_lately = || failures.iter().any(|failure| failure.at.is_none_or(|at| !now.is_past(at, LOOP_WITHIN)));
    let are_all_made = counts.pending >= missing && coming.len() >= missing as usize;
    let raised_at = raised_lately(facts, now);
    let all_come = missing > 0
        && (are_all_made || raised_at.is_some())
        && coming.iter().all(is_young)
        && facts.hindrance().is_none()
        && facts.tasks_unseen(now).is_none()
        && !failed_lately()
        && !is_replacing(facts, now);
    let since = coming.iter().filter_map(|task| task.lifecycle.created_at).min();
    let held = facts.held.clone();
    all_come.then_some(Growth { counts, since: since.or(raised_at), targets: None::<Targets>, held })
}

/// Whether tasks that were taken away lately, or ended for a reason that is not known, have not all been replaced yet.
fn is_replacing(facts: &Facts<'_>, now: &Moment) -> bool {
    let lately = |task: &&&Task| task.is_ending() && task.ended_at().is_some_and(|at| !now.is_past(at, LOOP_WITHIN));
    let is_meant =
        |task: &Task| facts.cause_of(task).is_none_or(|it| it.kind.behind() == Behind::Asked && !it.kind.takes_away());
    let lost: Vec<_> =
        facts.tasks.iter().filter(lately).filter(|task| !is_meant(task)).map(|task| task.ended_at()).collect();
    let Some(first) = lost.iter().min() else { return false };
    let runs = |task: &&&Task| task.last_status == TaskStatus::Running && !task.is_ending();
    let replaced = facts.tasks.iter().filter(runs).filter(|task| task.lifecycle.started_at > *first).count();
    replaced < lost.len()
}

/// When more tasks were wanted than before, if ECS need not have made them all yet and none has ended since.
///
/// It was seen to happen, or ECS says when it last changed the deployment, which it does for a new desired count.
fn raised_lately(facts: &Facts<'_>, now: &Moment) -> Option<Timestamp> {
    let changed = facts.primary().and_then(|primary| primary.updated_at);
    let at = facts.raised_at.max(changed).filter(|at| !now.is_past(*at, FIRST_START_GRACE))?;
    let has_ended = |task: &&Task| task.is_ending() && task.ended_at().is_none_or(|ended| ended >= at);
    (!facts.tasks.iter().any(has_ended)).then_some(at)
}
