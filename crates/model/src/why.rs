//! Explanations: what ECS says, in words that help.
//!
//! The end of a task is described in up to four places: a stop code, a stopped reason, a reason per container and an
//! exit code per container. [`Cause::of`] reads them once into one typed cause; headlines, rows and pages all speak
//! from it. Events quote the same sentences: [`Cause::told`] reads one of them.

mod advice;
mod exit;
mod explain;
mod kind;
mod memo;
mod names;
mod pattern;
mod suspects;
#[cfg(test)]
mod tests;
mod text;

pub use exit::{exit_code_words, exit_words};
pub use explain::{explain, next_step};
pub use kind::{Behind, Kind};
pub use names::Names;
pub use suspects::{essential_containers, is_ambiguous};

use crate::task::{Container, HealthStatus, StopCode, Task};
use crate::task_definition::TaskDefinition;
use suspects::Suspects;

/// Why a task ended or cannot start.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Cause {
    /// What it was.
    pub kind: Kind,
    /// The container it is about, if it is about one.
    pub container: Option<String>,
    /// The image that container runs, or that the sentence names.
    pub image: Option<String>,
    /// What that container's process left with.
    pub exit_code: Option<i32>,
    /// The container that never started because it waits for that one.
    pub blocked: Option<String>,
    /// AWS's own word in front of its sentence: `CannotPullContainerError`.
    pub prefix: Option<String>,
    /// What the sentence names.
    pub names: Names,
}

impl Cause {
    /// Reads the end of a task; `None` while it neither ended nor is ending.
    pub fn of(task: &Task) -> Option<Self> {
        Self::with_definition(task, None)
    }

    /// Reads the end of a task whose definition is known: it tells which containers are essential, and which wait for
    /// which.
    pub fn with_definition(task: &Task, definition: Option<&TaskDefinition>) -> Option<Self> {
        if !task.is_ending() && task.stop_code.is_none() && task.stopped_reason.is_none() {
            return None;
        }
        let reason = task.stopped_reason.as_deref().unwrap_or_default();
        let by_itself = |otherwise| by_itself(task, definition, reason, otherwise);
        Some(match &task.stop_code {
            Some(StopCode::UserInitiated) => {
                Self::plain(pattern::find(reason, pattern::REPLACED).unwrap_or(Kind::StoppedByUser), reason)
            }
            Some(StopCode::ServiceSchedulerInitiated) => by_scheduler(task, reason),
            Some(StopCode::SpotInterruption) => Self::plain(Kind::SpotInterrupted, reason),
            Some(StopCode::TerminationNotice) => Self::by_infrastructure(reason, Kind::HostTerminated),
            Some(StopCode::InfrastructureHealth) => Self::by_infrastructure(reason, Kind::HostUnhealthy),
            Some(StopCode::TaskFailedToStart) => by_itself(Kind::FailedToStart),
            Some(StopCode::EssentialContainerExited) => by_itself(Kind::Exited),
            Some(StopCode::Other(_)) | None => by_itself(Kind::Other),
        })
    }

    /// Reads a sentence about a task that failed to start, as events quote it; `None` when no pattern knows it.
    pub fn told(sentence: &str) -> Option<Self> {
        let kind = pattern::find(sentence, pattern::FAILURE).filter(|kind| *kind != Kind::Exited)?;
        Some(Self::plain(kind, sentence))
    }

    /// The cause in a few words for a headline: `container web, exit code 137 (out of memory)`.
    pub fn short(&self) -> String {
        text::short(self)
    }

    /// AWS took away what the task ran on.
    fn by_infrastructure(reason: &str, otherwise: Kind) -> Self {
        let told = pattern::find(reason, pattern::SCHEDULER).filter(|kind| kind.behind() == Behind::Infrastructure);
        Self::plain(told.unwrap_or(otherwise), reason)
    }

    fn plain(kind: Kind, sentence: &str) -> Self {
        let names = Names::of(sentence);
        let image = names.image.clone().filter(|_| kind.names_container());
        Self { kind, container: None, image, exit_code: None, blocked: None, prefix: prefix(sentence), names }
    }

    fn about(kind: Kind, container: Option<&Container>, sentence: &str) -> Self {
        let plain = Self::plain(kind, sentence);
        let Some(container) = container else { return plain };
        Self {
            container: Some(container.name.clone()),
            image: container.image.clone().or(plain.image),
            exit_code: container.exit_code,
            ..plain
        }
    }
}

/// AWS's word in front of a sentence: `CannotPullContainerError` of `CannotPullContainerError: …`.
fn prefix(sentence: &str) -> Option<String> {
    let (word, _) = sentence.trim_start().split_once(':')?;
    let is_word = word.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let is_error = word.ends_with("Error") || word.ends_with("Exception");
    (is_word && is_error).then(|| word.to_owned())
}

/// The scheduler stopped it: because it was not well, or because it was not wanted any more.
fn by_scheduler(task: &Task, reason: &str) -> Cause {
    match pattern::find(reason, pattern::SCHEDULER) {
        Some(Kind::ContainerUnhealthy) => {
            let sick = task.containers.iter().find(|container| container.health == HealthStatus::Unhealthy);
            Cause { exit_code: None, ..Cause::about(Kind::ContainerUnhealthy, sick, reason) }
        }
        Some(kind) => Cause::plain(kind, reason),
        None => Cause::plain(Kind::StoppedByScheduler, reason),
    }
}

/// It did not start, or ended on its own. The containers say more than the task; `otherwise` is for when nothing says
/// why.
fn by_itself(task: &Task, definition: Option<&TaskDefinition>, reason: &str, otherwise: Kind) -> Cause {
    let suspects = Suspects::of(task, definition);
    let told = suspects.containers.iter().find_map(|container| {
        let words = container.reason.as_deref()?;
        Some(Cause::about(pattern::find(words, pattern::FAILURE)?, Some(container), words))
    });
    if let Some(cause) = told {
        return cause;
    }
    match pattern::find(reason, pattern::FAILURE).or_else(|| pattern::find(reason, pattern::SCHEDULER)) {
        Some(Kind::Exited) | None => {}
        Some(kind) if kind.names_container() => return Cause::about(kind, container_named_in(task, reason), reason),
        Some(kind) => return Cause::plain(kind, reason),
    }
    match suspects.culprit(otherwise == Kind::Other) {
        Some((container, blocked)) => Cause { blocked, ..Cause::about(Kind::Exited, Some(container), "") },
        None => Cause::plain(otherwise, reason),
    }
}

/// The container that a sentence about the whole task means: the one whose image it names, or the only one.
fn container_named_in<'a>(task: &'a Task, reason: &str) -> Option<&'a Container> {
    let named =
        task.containers.iter().find(|container| container.image.as_deref().is_some_and(|image| reason.contains(image)));
    named.or(match &task.containers[..] {
        [only] => Some(only),
        _ => None,
    })
}
