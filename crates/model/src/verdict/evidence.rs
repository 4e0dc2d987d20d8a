//! A finding's evidence, ready to be listed.

mod rollout;
mod targets;

use super::finding::Finding;
use super::found::{Counts, CrashLoop, Failure, NoneRunning, OnTrial, Series, Shortfall};
use crate::event::{EventKind, ServiceEvent};
use crate::freshness::STALE_AFTER;
use crate::name::TaskId;
use crate::scaling::Held;
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
    /// A target group, by name.
    TargetGroup(String),
    /// The container instances of the cluster.
    Instances,
    /// The listener rules of the environment.
    Traffic,
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
            Self::NoFreshData { as_of, last, .. } => {
                let news = if as_of.is_some() { "the last answer of AWS" } else { "none yet" };
                let mut lines = vec![
                    Evidence { at: *as_of, ..Evidence::new("Last news", news) },
                    Evidence::new("Limit", format!("news older than {STALE_AFTER} is not trusted")),
                ];
                lines.extend(last.iter().flat_map(|last| last.evidence()));
                lines
            }
            Self::Uncounted(members) => members.iter().map(|member| lacking(member)).collect(),
            Self::ScaledToZero(_) => vec![numbers(Counts::default())],
            Self::NoneRunning(none) => of_none_running(none),
            Self::CrashLoop(crash) => of_crash_loop(crash),
            Self::NoHealthyTarget(none) => targets::of_none_healthy(none),
            Self::TargetsFailing(some) => targets::of_some_failing(some),
            Self::DeploymentFailed(failed) => rollout::of_failed_deployment(failed),
            Self::Stuck(stuck) => rollout::of_stuck(stuck),
            Self::Deploying(progress) => rollout::of_progress(progress),
            Self::BelowDesired(shortfall) => of_shortfall(shortfall),
            Self::Unseen(unseen) => targets::of_unseen(unseen),
            Self::ScalingOut(growth) => targets::of_growth(growth),
            Self::AboveDesired(surplus) => vec![numbers(surplus.counts)],
            Self::Steady(steady) => targets::of_steady(steady),
        }
    }
}

fn of_none_running(none: &NoneRunning) -> Vec<Evidence> {
    let mut lines = vec![numbers(none.counts)];
    lines.extend(none.on_trial.map(on_trial));
    lines.extend(none.taken.as_deref().map(taken));
    lines.extend(none.last.as_ref().map(last_failure));
    lines.extend(none.series.map(how_often));
    lines.extend(none.hindrance.iter().flat_map(hindrance));
    lines.extend(rollout::of_course(none.course.as_ref()));
    lines.extend(none.rollout_reason.as_ref().map(|reason| Evidence::new("ECS says", reason)));
    lines.extend(began_after(none.since, none.deployed.as_ref()));
    lines.extend(none.is_older.then(older));
    lines.extend(none.taken.as_deref().or(none.last.as_ref()).map(next));
    lines
}

fn of_crash_loop(crash: &CrashLoop) -> Vec<Evidence> {
    let mut lines: Vec<Evidence> = crash.last.iter().map(last_failure).collect();
    lines.extend(crash.series.map(how_often));
    if crash.failed > 0 {
        lines.push(Evidence::new("Failed in a row", crash.failed.to_string()));
    }
    lines.extend(crash.told.as_ref().map(words));
    lines.extend(rollout::of_course(crash.course.as_ref()));
    lines.push(revision(&crash.revision));
    lines.push(numbers(crash.counts));
    lines.extend(began_after(crash.first_at, crash.deployed.as_ref()));
    lines.extend(crash.is_older.then(older));
    lines.extend(crash.last.as_ref().map(next));
    lines
}

fn of_shortfall(shortfall: &Shortfall) -> Vec<Evidence> {
    let mut lines = vec![numbers(shortfall.counts)];
    lines.extend(shortfall.on_trial.map(on_trial));
    lines.extend(shortfall.held.as_ref().map(held));
    lines.extend(shortfall.hindrance.iter().flat_map(hindrance));
    lines.extend(shortfall.unhealthy.iter().take(3).map(unhealthy));
    lines.extend(shortfall.sidecars.iter().take(3).map(|(task, name, flaw)| {
        let (what, more) = flaw.words();
        let text = format!("container {name} of task {} {what}{more}", task.short());
        Evidence { subject: Some(Subject::Task(task.clone())), ..Evidence::new("Sidecar", text) }
    }));
    if let Some(floor) = shortfall.floor {
        lines.push(Evidence::new("Minimum", format!("minimumHealthyPercent asks for {floor} running tasks")));
    }
    if let Some(instances) = shortfall.instances {
        let text = format!("{instances} could take a daemon, none does: see constraints and attributes");
        lines.push(Evidence { subject: Some(Subject::Instances), ..Evidence::new("Instances", text) });
    }
    lines.extend(shortfall.taken.as_deref().map(taken));
    lines.extend(shortfall.last.as_ref().map(last_failure));
    lines.extend(shortfall.taken.as_deref().or(shortfall.last.as_ref()).map(next));
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

/// A member that AWS's answer lacks.
fn lacking(member: &str) -> Evidence {
    Evidence::new("Answer of AWS", format!("{member} is missing, or not of the type that it should be"))
}

/// What holds the desired count, and which alarm calls for another.
fn held(held: &Held) -> Evidence {
    let text = match held.call() {
        Some(call) => format!("{}. {}", held.sentence(), call.text()),
        None => held.sentence(),
    };
    Evidence { at: held.call().and_then(|call| call.since), ..Evidence::new("Auto scaling", text) }
}

/// What running tasks still have to show.
fn on_trial(on_trial: OnTrial) -> Evidence {
    let tasks = if on_trial.tasks == 1 { "1 task has".to_owned() } else { format!("{} tasks have", on_trial.tasks) };
    let text = format!("{tasks} yet to run for {}, which those that failed did not", on_trial.needed);
    Evidence::new("Not for long", text)
}

fn revision(revision: &TaskDefinitionRef) -> Evidence {
    Evidence { subject: Some(Subject::Revision(revision.clone())), ..Evidence::new("Revision", revision.to_string()) }
}

fn last_failure(failure: &Failure) -> Evidence {
    Evidence {
        subject: Some(Subject::Task(failure.task.clone())),
        at: failure.at,
        ..Evidence::new("Last failure", failure.words())
    }
}

/// The end of a task that was taken away.
fn taken(end: &Failure) -> Evidence {
    Evidence { label: "Taken away", ..last_failure(end) }
}

fn unhealthy(task: &TaskId) -> Evidence {
    let text = format!("task {} fails its container health check", task.short());
    Evidence { subject: Some(Subject::Task(task.clone())), ..Evidence::new("Unhealthy", text) }
}

fn how_often(series: Series) -> Evidence {
    Evidence { at: Some(series.first_at), ..Evidence::new("How often", series.text()) }
}

fn words(event: &ServiceEvent) -> Evidence {
    Evidence { at: Some(event.at), ..Evidence::new("ECS says", event.text()) }
}

/// ECS's word on what keeps it from starting tasks, and what to do about it, where it says why.
fn hindrance(event: &ServiceEvent) -> Vec<Evidence> {
    let cause = event.cause().filter(|_| event.kind() != EventKind::Unplaced);
    std::iter::once(no_place(event)).chain(cause.map(|cause| Evidence::new("Next", next_step(&cause)))).collect()
}

/// ECS's word that it finds no place: what the instances have left explains it.
fn no_place(event: &ServiceEvent) -> Evidence {
    let names_instances = event.message.contains("container instance") || event.message.contains("container-instance");
    Evidence { subject: names_instances.then_some(Subject::Instances), ..words(event) }
}

fn next(failure: &Failure) -> Evidence {
    Evidence::new("Next", failure.next())
}

/// When something began that AWS remembers only in part.
fn older() -> Evidence {
    Evidence::new("Began", "over an hour ago; AWS forgets stopped tasks after an hour")
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
