//! Explanations: what ECS says, in words that help.
//!
//! The end of a task is described in up to four places: a stop code, a stopped reason, a reason per container and an
//! exit code per container. [`Cause::of`] reads them once into one typed cause; headlines, rows and pages all speak
//! from it.

mod exit;
mod explain;
mod kind;
mod pattern;
#[cfg(test)]
mod tests;
mod text;

pub use exit::{exit_code_words, exit_words};
pub use explain::{explain, next_step};
pub use kind::{Behind, Kind};

use crate::task::{Container, HealthStatus, StopCode, Task};

/// Why a task ended or cannot start.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Cause {
    /// What it was.
    pub kind: Kind,
    /// The container it is about, if it is about one.
    pub container: Option<String>,
    /// The image that container runs.
    pub image: Option<String>,
    /// What that container's process left with.
    pub exit_code: Option<i32>,
}

impl Cause {
    /// Reads the end of a task; `None` while it neither ended nor is ending.
    pub fn of(task: &Task) -> Option<Self> {
        if !task.is_ending() && task.stop_code.is_none() && task.stopped_reason.is_none() {
            return None;
        }
        let reason = task.stopped_reason.as_deref().unwrap_or_default();
        Some(match &task.stop_code {
            Some(StopCode::UserInitiated) => {
                Self::plain(pattern::find(reason, pattern::REPLACED).unwrap_or(Kind::StoppedByUser))
            }
            Some(StopCode::ServiceSchedulerInitiated) => by_scheduler(task, reason),
            Some(StopCode::SpotInterruption) => Self::plain(Kind::SpotInterrupted),
            Some(StopCode::TerminationNotice) => Self::plain(Kind::HostTerminated),
            Some(StopCode::InfrastructureHealth) => Self::plain(Kind::HostUnhealthy),
            Some(StopCode::TaskFailedToStart) => by_itself(task, reason, Kind::FailedToStart),
            Some(StopCode::EssentialContainerExited) => by_itself(task, reason, Kind::Exited),
            Some(StopCode::Other(_)) | None => by_itself(task, reason, Kind::Other),
        })
    }

    /// The cause in a few words for a headline: `container web, exit code 137 (out of memory)`.
    pub fn short(&self) -> String {
        text::short(self)
    }

    fn plain(kind: Kind) -> Self {
        Self { kind, container: None, image: None, exit_code: None }
    }

    fn about(kind: Kind, container: Option<&Container>) -> Self {
        Self {
            kind,
            container: container.map(|container| container.name.clone()),
            image: container.and_then(|container| container.image.clone()),
            exit_code: container.and_then(|container| container.exit_code),
        }
    }
}

/// The scheduler stopped it: because it was not well, or because it was not wanted any more.
fn by_scheduler(task: &Task, reason: &str) -> Cause {
    match pattern::find(reason, pattern::SCHEDULER) {
        Some(Kind::ContainerUnhealthy) => {
            let sick = task.containers.iter().find(|container| container.health == HealthStatus::Unhealthy);
            Cause { exit_code: None, ..Cause::about(Kind::ContainerUnhealthy, sick) }
        }
        Some(kind) => Cause::plain(kind),
        None => Cause::plain(Kind::StoppedByScheduler),
    }
}

/// It did not start, or ended on its own. The containers say more than the task; `otherwise` is for when nothing says
/// why.
fn by_itself(task: &Task, reason: &str, otherwise: Kind) -> Cause {
    let told = task.containers.iter().find_map(|container| {
        let kind = pattern::find(container.reason.as_deref()?, pattern::FAILURE)?;
        Some(Cause::about(kind, Some(container)))
    });
    if let Some(cause) = told {
        return cause;
    }
    match pattern::find(reason, pattern::FAILURE).or_else(|| pattern::find(reason, pattern::SCHEDULER)) {
        Some(Kind::Exited) | None => {}
        Some(kind) if kind.names_container() => return Cause::about(kind, container_named_in(task, reason)),
        Some(kind) => return Cause::plain(kind),
    }
    match culprit(&task.containers) {
        Some(container) => Cause::about(Kind::Exited, Some(container)),
        None => Cause::plain(otherwise),
    }
}

/// The container whose exit most likely ended the task.
///
/// When one essential container ends, ECS stops the others with SIGTERM (143) and then SIGKILL (137), and well-behaved
/// ones leave with 0: so any other code comes from the one that ended first.
fn culprit(containers: &[Container]) -> Option<&Container> {
    containers.iter().filter(|container| container.exit_code.is_some()).min_by_key(|container| {
        match container.exit_code {
            Some(137) => 1,
            Some(143) => 2,
            Some(0) => 3,
            _ => 0,
        }
    })
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
