//! A finding's evidence, ready to be listed.

use super::finding::Finding;
use super::found::{
    Counts, CrashLoop, DeploymentFailed, Failure, NoneRunning, Progress, Series, Shortfall, Steady, Stuck, StuckReason,
};
use crate::event::ServiceEvent;
use crate::freshness::STALE_AFTER;
use crate::name::TaskId;
use crate::task_definition::TaskDefinitionRef;
use crate::time::{Span, Timestamp};
use crate::why::next_step;

/// A deployment counts as "just before" within this time.
const JUST_BEFORE: Span = Span::minutes(30);

/// What a piece of evidence is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A task of the service.
    Task(TaskId),
    /// A revision.
    Revision(TaskDefinitionRef),
}

/// One piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// What it is: `Last failure`.
    pub label: &'static str,
    /// What it says.
    pub text: String,
    /// What it is about, if that has a page.
    pub subject: Option<Subject>,
    /// A moment that belongs to it.
    pub at: Option<Timestamp>,
}

impl Evidence {
    fn new(label: &'static str, text: impl Into<String>) -> Self {
        Self { label, text: text.into(), subject: None, at: None }
    }
}

impl Finding {
    /// What led to the verdict, the most telling first.
    pub fn evidence(&self) -> Vec<Evidence> {
        match self {
            Self::NoFreshData { as_of, .. } => vec![
                Evidence {
                    at: *as_of,
                    ..Evidence::new("Last news", if as_of.is_some() { "the last answer of AWS" } else { "none yet" })
                },
                Evidence::new("Limit", format!("news older than {STALE_AFTER} is not trusted")),
            ],
            Self::ScaledToZero(_) => vec![numbers(Counts::default())],
            Self::NoneRunning(none) => of_none_running(none),
            Self::CrashLoop(crash) => of_crash_loop(crash),
            Self::DeploymentFailed(failed) => of_failed_deployment(failed),
            Self::Stuck(stuck) => of_stuck(stuck),
            Self::Deploying(progress) => of_progress(progress),
            Self::BelowDesired(shortfall) => of_shortfall(shortfall),
            Self::AboveDesired(counts) => vec![numbers(*counts)],
            Self::Steady(steady) => of_steady(steady),
        }
    }
}

fn of_none_running(none: &NoneRunning) -> Vec<Evidence> {
    let mut lines = vec![numbers(none.counts)];
    lines.extend(none.last.as_ref().map(last_failure));
    lines.extend(none.series.map(how_often));
    lines.extend(none.unplaced.as_ref().map(words));
    lines.extend(none.rollout_reason.as_ref().map(|reason| Evidence::new("ECS says", reason)));
    lines.extend(began_after(none.since, none.deployed.as_ref()));
    lines.extend(none.last.as_ref().map(next));
    lines
}

fn of_crash_loop(crash: &CrashLoop) -> Vec<Evidence> {
    let mut lines: Vec<Evidence> = crash.last.iter().map(last_failure).collect();
    lines.extend(crash.series.map(how_often));
    if crash.failed > 0 {
        lines.push(Evidence::new("Failed in a row", crash.failed.to_string()));
    }
    lines.extend(crash.told.as_ref().map(words));
    lines.push(revision(&crash.revision));
    lines.push(numbers(crash.counts));
    lines.extend(began_after(crash.first_at, crash.deployed.as_ref()));
    lines.extend(crash.last.as_ref().map(next));
    lines
}

fn of_failed_deployment(failed: &DeploymentFailed) -> Vec<Evidence> {
    let mut lines = vec![numbers(failed.counts)];
    lines.extend(failed.failed.as_ref().map(|failed| Evidence { label: "Failed revision", ..revision(failed) }));
    lines.push(Evidence { label: "Serving revision", ..revision(&failed.serving) });
    lines.extend(failed.reason.as_ref().map(|reason| Evidence { at: failed.at, ..Evidence::new("ECS says", reason) }));
    lines.extend(failed.last.as_ref().map(last_failure));
    lines.extend(failed.last.as_ref().map(next));
    lines
}

fn of_stuck(stuck: &Stuck) -> Vec<Evidence> {
    let mut lines: Vec<Evidence> = stuck.last.iter().map(last_failure).collect();
    match &stuck.reason {
        StuckReason::FailedStarts { failed, tried } => {
            lines.push(Evidence::new("Failed starts", format!("{failed} of {tried}")));
        }
        StuckReason::Unplaced(event) | StuckReason::Blocked(event) => lines.push(words(event)),
        StuckReason::NoProgress { since, .. } => {
            lines.push(Evidence { at: Some(*since), ..Evidence::new("Last progress", "nothing has happened since") });
        }
    }
    lines.extend(of_progress(&stuck.progress));
    lines.extend(stuck.last.as_ref().map(next));
    lines
}

fn of_progress(progress: &Progress) -> Vec<Evidence> {
    let from = progress.from.as_ref().map(|from| format!(", replaces {}", from.revision)).unwrap_or_default();
    let deployment = Evidence { at: progress.since, ..revision(&progress.revision) };
    vec![
        Evidence { label: "Deployment", text: format!("{}{from}", progress.revision), ..deployment },
        Evidence { label: "New tasks", ..numbers(progress.counts) },
        Evidence::new("Old tasks", format!("{} running", progress.old_running)),
    ]
}

fn of_shortfall(shortfall: &Shortfall) -> Vec<Evidence> {
    let mut lines = vec![numbers(shortfall.counts)];
    lines.extend(shortfall.unplaced.as_ref().map(words));
    lines.extend(shortfall.unhealthy.iter().take(3).map(|task| Evidence {
        subject: Some(Subject::Task(task.clone())),
        ..Evidence::new("Unhealthy", format!("task {} fails its container health check", task.short()))
    }));
    lines.extend(shortfall.last.as_ref().map(last_failure));
    lines.extend(shortfall.last.as_ref().map(next));
    lines
}

fn of_steady(steady: &Steady) -> Vec<Evidence> {
    let mut lines = vec![numbers(steady.counts), Evidence { at: steady.since, ..revision(&steady.revision) }];
    lines.extend(steady.last.as_ref().map(last_failure));
    lines
}

fn numbers(counts: Counts) -> Evidence {
    let pending = if counts.pending > 0 { format!(", {} pending", counts.pending) } else { String::new() };
    let numbers = match counts.desired {
        0 => format!("{} running, none wanted", counts.running),
        _ => counts.text(),
    };
    Evidence::new("Tasks", format!("{numbers}{pending}"))
}

fn revision(revision: &TaskDefinitionRef) -> Evidence {
    Evidence { subject: Some(Subject::Revision(revision.clone())), ..Evidence::new("Revision", revision.to_string()) }
}

fn last_failure(failure: &Failure) -> Evidence {
    Evidence {
        subject: Some(Subject::Task(failure.task.clone())),
        at: failure.at,
        ..Evidence::new("Last failure", failure.cause.short())
    }
}

fn how_often(series: Series) -> Evidence {
    Evidence { at: Some(series.first_at), ..Evidence::new("How often", series.text()) }
}

fn words(event: &ServiceEvent) -> Evidence {
    Evidence { at: Some(event.at), ..Evidence::new("ECS says", event.text()) }
}

fn next(failure: &Failure) -> Evidence {
    Evidence::new("Next", next_step(&failure.cause))
}

/// "41 s after deployment of revision 43", when trouble followed a deployment closely.
fn began_after(since: Option<Timestamp>, deployed: Option<&(TaskDefinitionRef, Timestamp)>) -> Option<Evidence> {
    let (since, (what, at)) = (since?, deployed?);
    let later = since.since(*at);
    (later.0 > 0 && later <= JUST_BEFORE).then(|| Evidence {
        subject: Some(Subject::Revision(what.clone())),
        at: Some(since),
        ..Evidence::new("Began", format!("{later} after deployment of revision {}", what.revision))
    })
}
