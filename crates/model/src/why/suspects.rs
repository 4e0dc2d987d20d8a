//! Which container of a task ended it.

use crate::task::{Container, StopCode, Task};
use crate::task_definition::{ContainerDefinition, TaskDefinition};

/// The container that GuardDuty adds to tasks by itself; it is never essential.
///
/// <https://docs.aws.amazon.com/guardduty/latest/ug/how-runtime-monitoring-works-ecs-fargate.html>
const ADDED_BY_GUARDDUTY: &str = "aws-guardduty-agent";

/// The containers of a task that are essential, as its definition tells; all of them while nothing is known about that.
pub fn essential_containers<'a>(task: &'a Task, definition: Option<&'a TaskDefinition>) -> Vec<&'a Container> {
    Suspects::of(task, definition).containers
}

/// Whether it may take the task definition to tell which of several containers ended this task. Asked of all tasks
/// again and again, so it reads no sentences.
pub fn is_ambiguous(task: &Task) -> bool {
    let by_itself = match &task.stop_code {
        Some(StopCode::EssentialContainerExited | StopCode::TaskFailedToStart | StopCode::Other(_)) => true,
        Some(_) => false,
        None => task.is_ending(),
    };
    let own = || task.containers.iter().filter(|container| !container.name.starts_with(ADDED_BY_GUARDDUTY));
    by_itself && own().nth(1).is_some()
}

/// The containers whose end may have ended the task.
pub(super) struct Suspects<'a> {
    /// The essential ones; all of them while nothing is known about that.
    pub(super) containers: Vec<&'a Container>,
    task: &'a Task,
    definition: Option<&'a TaskDefinition>,
}

impl<'a> Suspects<'a> {
    /// The suspects of a task, whose definition may be known.
    pub(super) fn of(task: &'a Task, definition: Option<&'a TaskDefinition>) -> Self {
        let of = |name: &str| definition.and_then(|it| it.containers.iter().find(|one| one.name == name));
        let is_essential = |container: &&Container| match of(&container.name) {
            Some(defined) => defined.essential,
            None => !container.name.starts_with(ADDED_BY_GUARDDUTY),
        };
        let mut containers: Vec<&Container> = task.containers.iter().filter(is_essential).collect();
        if containers.is_empty() {
            containers = task.containers.iter().collect();
        }
        Self { containers, task, definition }
    }

    /// The container whose exit most likely ended the task, and the essential one that waits for it and never started.
    ///
    /// When one essential container ends, ECS stops the others with SIGTERM (143) and then SIGKILL (137), and
    /// well-behaved ones leave with 0: so any other code comes from the one that ended first. `certain` asks for such a
    /// code.
    pub(super) fn culprit(&self, certain: bool) -> Option<(&'a Container, Option<String>)> {
        if let Some((failed, waiting)) = self.failed_dependency() {
            return Some((failed, Some(waiting)));
        }
        let ended = self.containers.iter().copied().filter(|container| container.exit_code.is_some());
        let first = ended.min_by_key(|container| rank(container))?;
        (!certain || rank(first) == 0).then_some((first, None))
    }

    /// A container that failed, and an essential one that depends on it and has no exit code because it never ran.
    fn failed_dependency(&self) -> Option<(&'a Container, String)> {
        let defined = self.definition?;
        let never_ran = |one: &&ContainerDefinition| {
            let container = self.task.containers.iter().find(|container| container.name == one.name);
            one.essential && container.is_some_and(|container| container.exit_code.is_none())
        };
        defined.containers.iter().filter(never_ran).find_map(|waiting| {
            let failed = waiting.depends_on.iter().find_map(|(name, _)| {
                self.task.containers.iter().find(|one| one.name == *name && one.exit_code.is_some_and(|code| code != 0))
            });
            Some((failed?, waiting.name.clone()))
        })
    }
}

fn rank(container: &Container) -> u8 {
    match container.exit_code {
        Some(137) => 1,
        Some(143) => 2,
        Some(0) => 3,
        _ => 0,
    }
}
