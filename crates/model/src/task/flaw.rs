//! What is wrong with a running task that goes on all the same.

use super::{ContainerStatus, HealthStatus, Task, TaskStatus};

/// How a container that its task does without has failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// It left with this code.
    Exited(i32),
    /// It never ran.
    NotStarted,
    /// It fails its health check, which counts for nothing unless it is essential.
    Unhealthy,
}

impl Flaw {
    /// The words after its name, and those after the number of tasks: `has stopped`, ` with exit code 1`.
    pub fn words(self) -> (&'static str, String) {
        match self {
            Self::Exited(code) => ("has stopped", format!(" with exit code {code}")),
            Self::NotStarted => ("could not be started", String::new()),
            Self::Unhealthy => ("fails its health check", String::new()),
        }
    }
}

impl Task {
    /// The container of a running task that has failed, and how: the task goes on without it.
    pub fn failed_sidecar(&self) -> Option<(&str, Flaw)> {
        if self.last_status != TaskStatus::Running || self.is_ending() {
            return None;
        }
        self.containers.iter().find_map(|container| {
            let is_sick = container.health == HealthStatus::Unhealthy && self.health != HealthStatus::Unhealthy;
            let flaw = match (&container.last_status, container.exit_code) {
                (ContainerStatus::Stopped, Some(0)) => None,
                (ContainerStatus::Stopped, Some(code)) => Some(Flaw::Exited(code)),
                (ContainerStatus::Stopped, None) => container.reason.is_some().then_some(Flaw::NotStarted),
                _ => is_sick.then_some(Flaw::Unhealthy),
            };
            Some((&*container.name, flaw?))
        })
    }
}
