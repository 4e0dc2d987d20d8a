//! What came of one run of a job.

use std::sync::Arc;

use crate::task::{Container, StopCode, Task};
use crate::task_definition::TaskDefinition;
use crate::time::Timestamp;
use crate::why::{Behind, Cause, Kind, essential_containers};

/// What a process leaves with that was asked to end: 128 and the number of SIGTERM.
const ASKED_TO_END: i32 = 143;

/// A task of no service that has ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// The task, as it was last seen.
    pub task: Arc<Task>,
    /// What it was made from, where that is needed to tell what came of it and could be read.
    pub definition: Option<Arc<TaskDefinition>>,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It did its work.
    Succeeded,
    /// It failed, could not start, or was taken away by the infrastructure.
    Failed,
    /// Somebody stopped it.
    Stopped,
    /// It is not known: which containers are essential, or what AWS's words mean.
    Unknown,
}

impl Run {
    /// When it ended.
    pub fn ended_at(&self) -> Option<Timestamp> {
        self.task.ended_at()
    }

    /// Why it ended as it did: `container report, exit code 137 (out of memory)`.
    pub fn why(&self) -> Option<String> {
        self.task.why_with(self.definition.as_deref())
    }

    /// Whether its exit codes say something else, depending on which of its containers are essential.
    pub fn needs_definition(&self) -> bool {
        self.definition.is_none() && mixed(&self.suspects()) && self.outcome() != Outcome::Stopped
    }

    /// What came of it.
    pub fn outcome(&self) -> Outcome {
        let Some(cause) = Cause::with_definition(&self.task, self.definition.as_deref()) else {
            return Outcome::Unknown;
        };
        let by_exit = || self.by_exit();
        match (cause.kind.behind(), &self.task.stop_code) {
            (Behind::Asked, _) => Outcome::Stopped,
            (Behind::Infrastructure, _) | (Behind::Itself, Some(StopCode::TaskFailedToStart)) => Outcome::Failed,
            // A container that is not essential may have told this cause.
            (Behind::Itself, Some(StopCode::EssentialContainerExited)) => by_exit(),
            (Behind::Itself, _) if cause.kind == Kind::Exited => by_exit(),
            (Behind::Itself, _) => Outcome::Failed,
            (Behind::Unknown, _) if by_exit() == Outcome::Succeeded => Outcome::Succeeded,
            (Behind::Unknown, _) => Outcome::Unknown,
        }
    }

    /// What the exit codes of the essential containers say. When one of them has done its work, ECS asks the others to
    /// end, and that they do so is no failure.
    fn by_exit(&self) -> Outcome {
        let suspects = self.suspects();
        if self.definition.is_none() && mixed(&suspects) {
            return Outcome::Unknown;
        }
        let codes: Vec<i32> = suspects.iter().filter_map(|container| container.exit_code).collect();
        let is_well = |code: &i32| matches!(*code, 0 | ASKED_TO_END);
        match codes.len() == suspects.len() && codes.contains(&0) && codes.iter().all(is_well) {
            true => Outcome::Succeeded,
            false if self.task.containers.iter().any(has_failed) => Outcome::Failed,
            false => Outcome::Unknown,
        }
    }

    /// The essential containers; all of them while that is not known.
    fn suspects(&self) -> Vec<&Container> {
        essential_containers(&self.task, self.definition.as_deref())
    }
}

/// Whether some ended well and others did not, or did not run.
fn mixed(containers: &[&Container]) -> bool {
    let well = containers.iter().filter(|container| container.exit_code == Some(0)).count();
    well > 0 && well < containers.len()
}

fn has_failed(container: &Container) -> bool {
    container.exit_code.is_some_and(|code| code != 0)
}
