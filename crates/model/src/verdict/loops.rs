//! Rule 5: do tasks of one revision keep stopping by themselves?

use super::facts::Facts;
use super::found::{Course, CrashLoop, Failure, Series};
pub(super) use super::moment::LOOP_WITHIN;
use super::moment::Moment;
use crate::deployment::{Deployment, DeploymentRolloutState, DeploymentStatus};
use crate::event::EventKind;
use crate::service::TaskSetStatus;
use crate::task_definition::TaskDefinitionRef;
use crate::time::{Span, Timestamp};

/// So many failures make a loop.
pub(super) const LOOP_TIMES: usize = 3;

/// But in a service of many tasks at least one in so many of them.
pub(super) const LOOP_SHARE: usize = 20;

/// A service that is younger than this and has seen no trouble is starting, not down.
pub(super) const FIRST_START_GRACE: Span = Span::minutes(5);

/// AWS lists a stopped task for about an hour: whether there were failures before that is not known.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-errors.html>
pub(super) const TASKS_REMEMBERED: Span = Span::minutes(55);

/// The longest that ECS waits between two attempts, and some more: failures that are further apart are two stories.
pub(super) const RUN_GAP: Span = Span::minutes(30);

/// Finds the loop of a revision that is still being tried.
///
/// Three failures within ten minutes are a loop. So are failures that are further apart, because ECS waits longer and
/// longer before it tries again (up to about 27 minutes): three failures lately that have not been followed by a quiet
/// time twice as long as the gaps between them, ECS's own count of failures in a row, or ECS's sentence that it cannot
/// start tasks consistently, as long as no steady state followed it. `is_unbroken` says of a revision that nothing has
/// outlived its last failures.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-throttle-logic.html>
pub(super) fn crash_loop(
    facts: &Facts<'_>,
    failures: &[Failure],
    is_unbroken: impl Fn(&TaskDefinitionRef) -> bool,
    course: Option<&Course>,
    now: &Moment,
) -> Option<CrashLoop> {
    let primary = facts.primary();
    let told = facts
        .standing(EventKind::CannotStart, &[EventKind::SteadyState])
        .filter(|event| primary.is_none_or(|primary| primary.created_at.is_none_or(|began| began <= event.at)))
        .filter(|_| primary.is_none_or(|primary| primary.rollout_state != Some(DeploymentRolloutState::Failed)));
    let found = |revision: &TaskDefinitionRef, deployment: Option<&Deployment>| {
        let of_revision: Vec<&Failure> = failures.iter().filter(|failure| failure.revision == *revision).collect();
        let is_primary = primary.is_none_or(|primary| primary.task_definition == *revision);
        let series = series(facts, &of_revision, deployment, is_primary && is_unbroken(revision), now);
        let told = told.filter(|_| is_primary);
        let failed = deployment.map_or(0, |deployment| deployment.failed);
        let counted = failed as usize >= LOOP_TIMES
            && deployment
                .is_some_and(|deployment| deployment.rollout_state != Some(DeploymentRolloutState::InProgress));
        let first = first_of_run(&of_revision);
        let is_older = first.is_some_and(|first| before_memory(facts, first, now));
        (series.is_some() || told.is_some() || counted).then(|| CrashLoop {
            counts: facts.counts(),
            revision: revision.clone(),
            last: of_revision.first().copied().cloned(),
            series: series.or_else(|| recent(&of_revision, now)),
            failed,
            told: told.cloned(),
            first_at: first
                .filter(|_| !is_older && !may_be_later(facts, &of_revision, now))
                .or(told.map(|event| event.at)),
            is_older,
            deployed: deployed(facts).filter(|(_, at)| !now.is_past(*at, TASKS_REMEMBERED)),
            course: course.cloned(),
        })
    };
    let mut in_sets = facts.service.task_sets.iter().filter(|set| set.status != TaskSetStatus::Draining);
    if let Some(crash) = in_sets.find_map(|set| found(&set.task_definition, None)) {
        return Some(crash);
    }
    if facts.service.deployments.is_empty() {
        return found(&facts.service.task_definition, None);
    }
    // One that was replaced and has no tasks left is not tried any more.
    let is_over = |one: &&Deployment| one.status != DeploymentStatus::Primary && one.running + one.pending == 0;
    facts
        .tried()
        .filter(|one| !is_over(one))
        .find_map(|deployment| found(&deployment.task_definition, Some(deployment)))
}

/// Whether the first failure that is known need not be the first: what AWS has forgotten may have been before it, and
/// so long ago nothing was deployed.
pub(super) fn before_memory(facts: &Facts<'_>, first: Timestamp, now: &Moment) -> bool {
    is_out_of_memory(facts, first, TASKS_REMEMBERED, now)
}

fn is_out_of_memory(facts: &Facts<'_>, first: Timestamp, remembered: Span, now: &Moment) -> bool {
    let deployed = facts.primary().and_then(|primary| primary.created_at).or(facts.service.created_at);
    now.is_past(first, remembered) && deployed.is_none_or(|at| now.is_past(at, Span(TASKS_REMEMBERED.0 + RUN_GAP.0)))
}

/// Whether there may have been a failure before the first that is known: they come so far apart that one before it
/// would be forgotten.
pub(super) fn may_be_later(facts: &Facts<'_>, failures: &[&Failure], now: &Moment) -> bool {
    let times: Vec<Timestamp> = failures.iter().filter_map(|failure| failure.at).collect();
    let Some(first) = first_of_run(failures).filter(|_| times.len() >= LOOP_TIMES) else { return false };
    let gaps = times.windows(2).map(|pair| pair[0].since(pair[1])).filter(|gap| *gap <= RUN_GAP);
    gaps.max().is_some_and(|gap| is_out_of_memory(facts, first, Span(TASKS_REMEMBERED.0 - gap.0), now))
}

/// What was deployed last, and when.
pub(super) fn deployed(facts: &Facts<'_>) -> Option<(TaskDefinitionRef, Timestamp)> {
    let primary = facts.primary()?;
    Some((primary.task_definition.clone(), primary.created_at?))
}

/// The failures that make a loop, if they do; newest first in `failures`, all of one revision.
///
/// A large service loses some tasks in ten minutes without being in a loop. Failures that are further apart count only
/// while something else says that it goes on: fewer run than wanted, ECS counts failures, or so many failed as there
/// are tasks; and only until a steady state follows the last of them. What nothing
/// has outlived yet is not over, however quiet it is.
fn series(
    facts: &Facts<'_>,
    failures: &[&Failure],
    deployment: Option<&Deployment>,
    is_unbroken: bool,
    now: &Moment,
) -> Option<Series> {
    let times: Vec<Timestamp> = failures.iter().filter_map(|failure| failure.at).collect();
    let counts = facts.counts();
    let lately = times.iter().filter(|at| !now.is_past(**at, LOOP_WITHIN)).count();
    if lately >= LOOP_TIMES.max(counts.desired as usize / LOOP_SHARE) {
        return counted(&times[..lately], LOOP_WITHIN);
    }
    let goes_on = counts.running < counts.desired
        || deployment.is_some_and(|deployment| deployment.failed > 0)
        || times.len() >= counts.desired as usize;
    // Where each task has died twice, the next death of one is that far away and not as near as those of the others.
    let round = if times.len() >= 2 * counts.desired as usize { counts.desired as usize + 1 } else { 0 };
    let looked_at = LOOP_TIMES.max(round);
    let longest_gap = times.get(..looked_at)?.windows(2).map(|pair| pair[0].since(pair[1])).max()?;
    if is_unbroken && (goes_on || times.len() >= LOOP_TIMES.max(counts.desired as usize / LOOP_SHARE)) {
        return counted(&times, now.age(*times.last()?));
    }
    let outlived = now.is_past(times[0], Span(longest_gap.0.saturating_mul(2)).max(LOOP_WITHIN));
    if outlived || !goes_on || is_over(facts, &failures[..looked_at]) {
        None
    } else {
        counted(&times, now.age(*times.last()?))
    }
}

/// Whether a steady state has followed the last of these failures – and none of those before it, which did not last.
fn is_over(facts: &Facts<'_>, failures: &[&Failure]) -> bool {
    let (Some(last), Some(first)) = (failures.first(), failures.last()) else { return false };
    let steady = || facts.events().filter(|(_, kind)| *kind == EventKind::SteadyState).map(|(event, _)| Some(event.at));
    let ends_alike = |one: &&Failure| (one.cause.kind, one.cause.exit_code) == (last.cause.kind, last.cause.exit_code);
    let came_back = failures.iter().all(ends_alike) && steady().any(|at| first.at < at && at < last.at);
    !came_back && steady().any(|at| at > last.at)
}

/// The failures of the last ten minutes or, if there was only one, all that are known; `None` when there was only one.
pub(super) fn recent(failures: &[&Failure], now: &Moment) -> Option<Series> {
    let times: Vec<Timestamp> = failures.iter().filter_map(|failure| failure.at).collect();
    let lately = times.iter().filter(|at| !now.is_past(**at, LOOP_WITHIN)).count();
    match (lately, times.len()) {
        (2.., _) => counted(&times[..lately], LOOP_WITHIN),
        (_, 2..) => counted(&times, now.age(*times.last()?)),
        _ => None,
    }
}

/// The first of the failures that led to the last one without a long break; newest first in `failures`.
pub(super) fn first_of_run(failures: &[&Failure]) -> Option<Timestamp> {
    let mut times = failures.iter().filter_map(|failure| failure.at);
    let last = times.next()?;
    Some(
        times
            .try_fold(last, |first, at| if first.since(at) <= RUN_GAP { Ok(at) } else { Err(first) })
            .unwrap_or_else(|at| at),
    )
}

fn counted(times: &[Timestamp], within: Span) -> Option<Series> {
    Some(Series { times: u32::try_from(times.len()).unwrap_or(u32::MAX), within, first_at: *times.last()? })
}
