//! Containers that wait for others: `dependsOn`.
//!
//! A task whose containers wait is PENDING until the last of them has started. One that can never start ends, and with
//! it the task, when the task cannot do without it.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html>

use super::Step;
use crate::container::{Container, ContainerStatus, HealthStatus};
use crate::id::TaskKey;
use crate::task::{StopCode, Task, TaskStatus};
use crate::task_definition::Condition;
use crate::{Engine, Name};

/// Whether a container may start.
enum Turn {
    Now,
    Later,
    Never { waits_for: Name },
}

impl Task {
    /// Whether its containers start one after another.
    pub(super) fn is_staged(&self) -> bool {
        self.definition.containers.iter().any(|container| !container.depends_on.is_empty())
    }

    fn waits(&self, index: usize) -> bool {
        self.containers[index].status == ContainerStatus::Pending
    }

    fn turn(&self, index: usize) -> Turn {
        let definition = &self.definition.containers[index];
        let mut turn = Turn::Now;
        for dependency in &definition.depends_on {
            let Some(other) = self.containers.iter().find(|other| other.name == dependency.container) else { continue };
            match dependency.condition.of(other) {
                Some(true) => {}
                Some(false) => return Turn::Never { waits_for: other.name.clone() },
                None => turn = Turn::Later,
            }
        }
        turn
    }
}

impl Condition {
    /// Whether it holds; `None` while it still may.
    fn of(self, other: &Container) -> Option<bool> {
        let (started, ended) = (other.status != ContainerStatus::Pending, other.status == ContainerStatus::Stopped);
        // What never ran has no exit code.
        let failed = ended && other.exit_code.is_none();
        match self {
            _ if failed => Some(false),
            Self::Start => started.then_some(true),
            Self::Complete => ended.then_some(true),
            Self::Success => ended.then_some(other.exit_code == Some(0)),
            Self::Healthy if ended => Some(false),
            Self::Healthy => (other.health == HealthStatus::Healthy).then_some(true),
        }
    }
}

impl Engine {
    /// Starts the containers whose turn it is, until it is nobody's; the task comes to ACTIVATING with the last.
    pub(super) fn start_in_order(&mut self, key: &TaskKey) {
        loop {
            let Some(task) = self.world.task(key).filter(|task| task.last_status == TaskStatus::Pending) else {
                return;
            };
            let waiting: Vec<usize> = (0..task.containers.len()).filter(|index| task.waits(*index)).collect();
            if waiting.is_empty() {
                self.activate(key);
                return;
            }
            let next = waiting.into_iter().find_map(|index| match task.turn(index) {
                Turn::Now => Some((index, None)),
                Turn::Never { waits_for } => Some((index, Some(waits_for))),
                Turn::Later => None,
            });
            match next {
                Some((index, None)) => self.start_one(key, index),
                Some((index, Some(waits_for))) => self.give_up_one(key, index, &waits_for),
                None => return,
            }
        }
    }

    fn start_one(&mut self, key: &TaskKey, index: usize) {
        let Some(task) = self.world.task(key) else { return };
        let (id, compute, timeout) = (task.id, task.compute, task.definition.containers[index].start_timeout);
        let runtime_id = self.runtime_id(id, compute);
        let now = self.now();
        self.change(key, |task| {
            task.times.containers_at.get_or_insert(now);
            let container = &mut task.containers[index];
            container.runtime_id = Some(runtime_id);
            container.status = ContainerStatus::Running;
            container.started_at = Some(now);
        });
        self.plan_life(key, index);
        if let Some(timeout) = timeout {
            self.plan_step(key, Step::StartTimeout { container: index }, timeout);
        }
    }

    /// A container has had its time to become what others wait for: those that still wait give up.
    pub(super) fn start_timed_out(&mut self, key: &TaskKey, index: usize) {
        let Some(task) = self.world.task(key) else { return };
        let name = task.containers[index].name.clone();
        let waits = |other: &usize| {
            let definition = &task.definition.containers[*other];
            let on_it = |condition: Condition| condition.of(&task.containers[index]) != Some(true);
            task.waits(*other) && definition.depends_on.iter().any(|it| it.container == name && on_it(it.condition))
        };
        let waiting: Vec<usize> = (0..task.containers.len()).filter(waits).collect();
        for other in waiting {
            self.give_up_one(key, other, &name);
        }
        self.start_in_order(key);
    }

    /// A container never starts, because of another.
    fn give_up_one(&mut self, key: &TaskKey, index: usize, waits_for: &Name) {
        let Some(task) = self.world.task(key) else { return };
        let definition = &task.definition.containers[index];
        let (essential, name) = (definition.essential, definition.name.clone());
        let condition = definition.depends_on.iter().find(|it| it.container == *waits_for).map(|it| it.condition);
        let lack = match condition {
            Some(Condition::Success) => "did not exit successfully",
            Some(Condition::Healthy) => "did not become healthy",
            _ => "could not be resolved",
        };
        self.change(key, |task| {
            let container = &mut task.containers[index];
            container.status = ContainerStatus::Stopped;
            container.reason = Some(
                format!("dependency graph: container ordering dependency [{waits_for}] for target [{name}] {lack}")
                    .into(),
            );
        });
        if essential {
            self.fail(key, StopCode::EssentialContainerExited, "Essential container in task exited".into());
        }
    }
}
