//! How a task goes through its life, one step at a time.
//!
//! Each step, when it happens, plans the next. When a task's end is decided, its generation moves and the steps that
//! were planned before are void.

mod begin;
mod end;
mod launch;
mod order;
mod restart;
mod run;

pub(super) use run::{is_checked, is_healthy};

use super::Engine;
use super::cluster::{Cluster, TaskCounts};
use super::id::{ServiceKey, TaskId, TaskKey};
use super::queue::Happening;
use super::service::Compute;
use super::task::{Task, TaskStatus};

/// What a task is about to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Its network interface gets connected.
    Connect,
    /// Its images begin to be pulled.
    Pull,
    /// Its images are there, or cannot be had.
    Pulled,
    /// Its containers start.
    Start,
    /// It can be reached.
    Run,
    /// The health check of a container speaks.
    Check { container: usize },
    /// The process of a container ends by itself.
    Exit { container: usize },
    /// What others wait for in a container has had its time.
    StartTimeout { container: usize },
    /// Nothing reaches it any more: its containers are asked to end.
    Drained,
    /// Its last container has ended.
    Ended,
    /// Its network interface is gone.
    Gone,
    /// No instance was brought for it in time.
    GiveUp,
}

impl Engine {
    /// Does what was planned for a task, unless its end was decided since.
    pub(super) fn step_task(&mut self, key: &TaskKey, step: Step, generation: u32) {
        if self.world.task(key).is_none_or(|task| task.generation != generation) {
            return;
        }
        if self.is_unheard(key) {
            self.hear_later(key, step, generation);
            return;
        }
        match step {
            Step::Connect => self.connect(key),
            Step::Pull => self.pull(key),
            Step::Pulled => self.pulled(key),
            Step::Start => self.start(key),
            Step::Run => self.run(key),
            Step::Check { container } => self.check_health(key, container),
            Step::Exit { container } => self.exit(key, container),
            Step::StartTimeout { container } => self.start_timed_out(key, container),
            Step::Drained => self.drained(key),
            Step::Ended => self.ended(key),
            Step::Gone => self.gone(key),
            Step::GiveUp => self.give_up(key),
        }
    }

    /// Plans a task's next step, that many milliseconds from now.
    pub(super) fn plan_step(&mut self, key: &TaskKey, step: Step, after: u64) {
        let Some(task) = self.world.task(key) else { return };
        let happening = Happening::TaskStep { task: key.clone(), step, generation: task.generation };
        self.queue.plan(self.world.now + after, happening);
    }

    /// Changes a task, keeps the counts right, and tells its service when that concerns it.
    pub(super) fn change(&mut self, key: &TaskKey, change: impl FnOnce(&mut Task)) {
        let Some(cluster) = self.world.clusters.get_mut(&key.cluster) else { return };
        let Some(service) = cluster.change_task(key.task, change) else { return };
        self.wake_soon(&service);
    }
}

impl Cluster {
    /// Changes a task and keeps the counts right. Gives the task's service when its scheduler should look at the
    /// change.
    fn change_task(&mut self, id: TaskId, change: impl FnOnce(&mut Task)) -> Option<ServiceKey> {
        let task = self.tasks.get_mut(&id)?;
        let before = (standing(task.last_status), task.health, task.desired_status);
        change(task);
        task.version += 1;
        let after = (standing(task.last_status), task.health, task.desired_status);
        if before == after {
            return None;
        }
        let deployment = task.service.as_ref().and_then(|name| self.services.get_mut(name)).and_then(|service| {
            service.deployments.iter_mut().find(|deployment| Some(deployment.id) == task.deployment)
        });
        if let Some(deployment) = deployment {
            deployment.counts.shift(before.0, after.0);
        }
        self.counts.shift(before.0, after.0);
        if task.compute == Compute::Ec2 {
            self.capacity.counts.shift(before.0, after.0);
        }
        if let Some(instance) = task.instance.and_then(|id| self.capacity.instances.get_mut(&id)) {
            instance.counts.shift(before.0, after.0);
            instance.version += 1;
        }
        task.service.clone().map(|service| ServiceKey { cluster: self.name.clone(), service })
    }

    /// Adds a task and counts it.
    pub(super) fn add_task(&mut self, task: Task) {
        let standing = standing(task.last_status);
        self.counts.shift(TaskCounts::default(), standing);
        if task.compute == Compute::Ec2 {
            self.capacity.counts.shift(TaskCounts::default(), standing);
        }
        if let Some(service) = task.service.as_ref().and_then(|name| self.services.get_mut(name)) {
            service.tasks.insert(task.id);
            if let Some(deployment) = service.deployments.iter_mut().find(|it| Some(it.id) == task.deployment) {
                deployment.counts.shift(TaskCounts::default(), standing);
            }
        }
        self.tasks.insert(task.id, task);
    }
}

impl TaskCounts {
    fn shift(&mut self, before: Self, after: Self) {
        self.pending = self.pending + after.pending - before.pending;
        self.running = self.running + after.running - before.running;
    }
}

/// What one task with that status adds to the counts.
fn standing(status: TaskStatus) -> TaskCounts {
    match status {
        TaskStatus::Provisioning | TaskStatus::Pending | TaskStatus::Activating => {
            TaskCounts { pending: 1, running: 0 }
        }
        TaskStatus::Running | TaskStatus::Deactivating => TaskCounts { pending: 0, running: 1 },
        TaskStatus::Stopping | TaskStatus::Deprovisioning | TaskStatus::Stopped => TaskCounts::default(),
    }
}
