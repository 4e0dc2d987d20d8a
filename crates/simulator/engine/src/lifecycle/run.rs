//! What happens to a running task: health checks speak, processes end.

use super::Step;
use crate::container::{Container, ContainerStatus, HealthStatus};
use crate::fault::{Fault, of_image};
use crate::id::TaskKey;
use crate::task::{StopCode, Task, TaskStatus};
use crate::task_definition::{ContainerDefinition, HealthCheck};
use crate::time::seconds;
use crate::{Engine, Millis, Name};

/// How long after its start an `exit-N` process ends: before a health check with AWS's default interval can speak.
const EXIT_AFTER: std::ops::RangeInclusive<u64> = seconds(4)..=seconds(18);

/// How long after its start an `exit-137` process has used up its memory.
const OUT_OF_MEMORY_AFTER: std::ops::RangeInclusive<u64> = seconds(70)..=seconds(200);

/// How long the work of a `job` takes.
const JOB_TAKES: std::ops::RangeInclusive<u64> = seconds(45)..=seconds(80);

/// The exit code of a process that was killed (128 + SIGKILL).
const KILLED: i32 = 137;

impl Engine {
    pub(super) fn run(&mut self, key: &TaskKey) {
        let now = self.now();
        self.change(key, |task| {
            task.last_status = TaskStatus::Running;
            task.times.started_at = Some(now);
        });
        let Some(task) = self.world.task(key) else { return };
        let (count, staged) = (task.containers.len(), task.is_staged());
        self.came_to_run(key);
        // Containers that wait for each other have begun to live before.
        for index in (0..count).filter(|_| !staged) {
            self.plan_life(key, index);
        }
    }

    /// Plans what a container that has started does by itself.
    pub(super) fn plan_life(&mut self, key: &TaskKey, index: usize) {
        let Some(definition) = self.world.task(key).map(|task| task.definition.clone()) else { return };
        let container = &definition.containers[index];
        if let Some(check) = container.check() {
            self.plan_step(key, Step::Check { container: index }, speaks_after(container, check));
        }
        let ends = match of_image(&container.image) {
            Some(Fault::Exit { after: Some(after), .. }) => seconds(after.into())..=seconds(after.into()),
            Some(Fault::Exit { .. }) => EXIT_AFTER,
            Some(Fault::OutOfMemory) => OUT_OF_MEMORY_AFTER,
            Some(Fault::Job) => JOB_TAKES,
            _ => return,
        };
        let after = self.random.within(ends);
        self.plan_step(key, Step::Exit { container: index }, after);
    }

    pub(super) fn check_health(&mut self, key: &TaskKey, index: usize) {
        let now = self.now();
        let before = self.world.task(key).map(|task| task.health);
        let check = self.world.task(key).and_then(|task| task.definition.containers[index].check());
        let check = check.unwrap_or_default();
        let mut turns_at = None;
        self.change(key, |task| {
            let container = &mut task.containers[index];
            if container.status != ContainerStatus::Running {
                return;
            }
            turns_at = fails_at(container, check);
            let fails = turns_at.is_some_and(|at| at <= now);
            container.health = if fails { HealthStatus::Unhealthy } else { HealthStatus::Healthy };
            task.health = health_of(task);
        });
        if let Some(at) = turns_at.filter(|at| *at > now) {
            self.plan_step(key, Step::Check { container: index }, at - now);
        }
        let after = self.world.task(key).map(|task| task.health);
        if before != after && after == Some(HealthStatus::Healthy) {
            self.came_to_health(key);
        }
        self.start_in_order(key);
    }

    pub(super) fn exit(&mut self, key: &TaskKey, index: usize) {
        let Some(task) = self.world.task(key) else { return };
        let essential = task.definition.containers[index].essential;
        let (code, reason) = match of_image(&task.containers[index].image) {
            Some(Fault::Exit { code, .. }) => (i32::from(code), None),
            Some(Fault::OutOfMemory) => {
                (KILLED, Some(Name::from("OutOfMemoryError: Container killed due to memory usage")))
            }
            _ => (0, None),
        };
        if self.restart(key, index, code) {
            return;
        }
        let now = self.now();
        self.change(key, |task| {
            let container = &mut task.containers[index];
            container.status = ContainerStatus::Stopped;
            container.stopped_at = Some(now);
            container.exit_code = Some(code);
            container.reason = reason;
        });
        if essential {
            self.fail(key, StopCode::EssentialContainerExited, "Essential container in task exited".into());
        } else {
            self.start_in_order(key);
        }
    }
}

/// Whether the task serves: it runs, and its health checks, if any, pass.
pub(crate) fn is_healthy(task: &Task) -> bool {
    task.last_status == TaskStatus::Running && (!is_checked(task) || task.health == HealthStatus::Healthy)
}

/// Whether a container that the task cannot do without has a health check.
pub(crate) fn is_checked(task: &Task) -> bool {
    task.definition.containers.iter().any(|container| container.essential && container.check().is_some())
}

/// The health of a task: that of its essential containers with a check, the worst first.
fn health_of(task: &Task) -> HealthStatus {
    let checks = task
        .containers
        .iter()
        .zip(&task.definition.containers)
        .filter(|(_, definition)| definition.essential && definition.check().is_some())
        .map(|(container, _)| container.health);
    let checks: Vec<_> = checks.collect();
    if checks.contains(&HealthStatus::Unhealthy) {
        HealthStatus::Unhealthy
    } else if checks.is_empty() || checks.contains(&HealthStatus::Unknown) {
        HealthStatus::Unknown
    } else {
        HealthStatus::Healthy
    }
}

/// A check that passes speaks after its first interval; one that fails must fail as often as it may, past the start
/// period.
fn speaks_after(container: &ContainerDefinition, check: HealthCheck) -> u64 {
    match of_image(&container.image) {
        Some(Fault::Unhealthy) => check.start_period + check.interval * u64::from(check.retries),
        _ => check.interval,
    }
}

/// From when on the health check of a running container fails, if it ever does.
fn fails_at(container: &Container, check: HealthCheck) -> Option<Millis> {
    match of_image(&container.image)? {
        Fault::Unhealthy => container.started_at,
        Fault::Ailing { after } => {
            let after = seconds(after.into()) + check.interval * u64::from(check.retries);
            container.started_at.map(|at| at + after)
        }
        _ => None,
    }
}
