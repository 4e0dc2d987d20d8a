//! Jobs: tasks that belong to no service, run again and again by a schedule, a pipeline or a person.
//!
//! AWS tells of a stopped task for about an hour, so what a job did last night is known only to whoever saw it. A job
//! is judged by the runs that were seen to end.

mod outcome;
mod source;
#[cfg(test)]
mod tests;

pub use outcome::{Outcome, Run};
pub use source::Source;

use std::collections::BTreeMap;

use crate::name::Family;
use crate::task::Task;
use crate::time::Span;
use crate::verdict::Level;

/// The most runs of one job that are worth keeping.
pub const RUNS_KEPT: usize = 10;

/// A run that nothing scheduled matters for this long: a little longer than a day, so that the run of last night is
/// still there when the next one is due.
const MATTERS_FOR: Span = Span::minutes(25 * 60);

/// The same for a run of a schedule: a little longer than a week, for jobs that run once a week.
const MATTERS_WHEN_SCHEDULED: Span = Span::minutes(8 * 24 * 60);

/// What makes runs the runs of one job.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct JobKey {
    /// What they run.
    pub family: Family,
    /// The group that RunTask was given, unless it is the one that ECS gives by itself: `family:FAMILY`.
    pub group: Option<String>,
    /// Who or what starts them.
    pub source: Source,
}

impl JobKey {
    /// The job that a task is a run of; `None` for tasks of services.
    pub fn of(task: &Task) -> Option<Self> {
        if task.is_of_service() {
            return None;
        }
        let family = task.task_definition.family.clone();
        let is_its_own = |group: &str| group.strip_prefix("family:") == Some(family.as_str());
        let group = task.group.clone().filter(|group| !is_its_own(group));
        Some(Self { group, source: Source::of(task.started_by.as_deref()), family })
    }

    /// How long a run of it matters after its end.
    pub const fn matters_for(&self) -> Span {
        match self.source {
            Source::Schedule(_) => MATTERS_WHEN_SCHEDULED,
            Source::Other(_) | Source::Nobody => MATTERS_FOR,
        }
    }
}

/// A job with the runs of it that were seen to end.
#[derive(Clone, Debug, PartialEq)]
pub struct Job<'a> {
    /// What they have in common.
    pub key: JobKey,
    /// The runs that came to an end of their own, the one that ended last first: those that a person stopped are left
    /// out. There is at least one.
    runs: Vec<(&'a Run, Outcome)>,
}

impl<'a> Job<'a> {
    /// Sorts runs by their jobs. A job of which all runs were stopped by a person is none.
    pub fn all(runs: impl Iterator<Item = &'a Run>) -> Vec<Self> {
        let mut jobs: BTreeMap<JobKey, Vec<(&Run, Outcome)>> = BTreeMap::new();
        for run in runs {
            let outcome = run.outcome();
            if let Some(key) = JobKey::of(&run.task).filter(|_| outcome != Outcome::Stopped) {
                jobs.entry(key).or_default().push((run, outcome));
            }
        }
        let sorted = jobs.into_iter().map(|(key, mut runs)| {
            runs.sort_by(|(a, _), (b, _)| (b.ended_at(), &b.task.id).cmp(&(a.ended_at(), &a.task.id)));
            Self { key, runs }
        });
        sorted.collect()
    }

    /// How it is judged: Idle when its last run did its work, Degraded while a run that failed stands unanswered,
    /// Unknown when the end of such a run means nothing that is known.
    pub fn level(&self) -> Level {
        match self.unanswered() {
            Some((_, Outcome::Failed)) => Level::Degraded,
            Some(_) => Level::Unknown,
            None => Level::Idle,
        }
    }

    /// The run it is judged by: the last one that failed and that no later run made good, or else the last one.
    pub fn run(&self) -> Option<&'a Run> {
        self.unanswered().or(self.runs.first().copied()).map(|(run, _)| run)
    }

    /// How it is, without the cause: `Failed 3 of the last 3 runs that are known`.
    pub fn headline(&self) -> String {
        let known = self.runs.len();
        let failed = self.runs.iter().filter(|(_, outcome)| *outcome == Outcome::Failed).count();
        match (self.level(), failed, known) {
            (Level::Idle, 0, _) => "Did its work".to_owned(),
            (Level::Idle, ..) => "Did its work again after a failure".to_owned(),
            (Level::Unknown, ..) => "Ended, and whether it did its work is not known".to_owned(),
            (_, _, 1) => "Failed in the only run that is known".to_owned(),
            (_, failed, known) => format!("Failed {failed} of the last {known} runs that are known"),
        }
    }

    /// The last run that failed, or else whose end is not understood, and that no run which began after it made good.
    ///
    /// A run that was under way already when another failed says nothing about that: they may be two halves of one job.
    fn unanswered(&self) -> Option<(&'a Run, Outcome)> {
        let is_answered = |failed: &Run| {
            let began_later = |run: &Run| run.task.lifecycle.created_at >= failed.ended_at();
            self.runs.iter().any(|(run, outcome)| *outcome == Outcome::Succeeded && began_later(run))
        };
        let stands =
            |sought: Outcome| self.runs.iter().copied().find(|(run, outcome)| *outcome == sought && !is_answered(run));
        stands(Outcome::Failed).or_else(|| stands(Outcome::Unknown))
    }
}
