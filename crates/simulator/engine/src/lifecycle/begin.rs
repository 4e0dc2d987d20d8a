//! From PROVISIONING to RUNNING.

use super::Step;
use crate::container::ContainerStatus;
use crate::fault::{Fault, of_image};
use crate::id::{TaskId, TaskKey};
use crate::network::AttachmentStatus;
use crate::placement::Reach;
use crate::service::Compute;
use crate::task::{StopCode, TaskStatus};
use crate::time::seconds;
use crate::{Engine, Name, image};

/// How long a `slow` image is pulled: four to seven minutes.
const SLOW_PULL: std::ops::RangeInclusive<u64> = seconds(240)..=seconds(420);

/// Why a container does not start whose log group does not exist.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/CannotStartContainerError.html>
const NO_LOG_GROUP: &str = "CannotStartContainerError: Error response from daemon: failed to initialize logging driver: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist.";

/// Why a task on Fargate does not start then.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/resource-initialization-error.html>
const NO_LOG_GROUP_ON_FARGATE: &str = "ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist. : exit status 1";

impl Engine {
    pub(super) fn connect(&mut self, key: &TaskKey) {
        let now = self.now();
        self.change(key, |task| {
            task.last_status = TaskStatus::Pending;
            task.times.connectivity_at = Some(now);
            if let Some(network) = &mut task.network {
                network.status = AttachmentStatus::Attached;
            }
        });
        let after = self.random.within(seconds(3)..=seconds(8));
        self.plan_step(key, Step::Pull, after);
    }

    pub(super) fn pull(&mut self, key: &TaskKey) {
        let now = self.now();
        self.change(key, |task| task.times.pull_started_at = Some(now));
        let duration = self.pull_duration(key);
        self.plan_step(key, Step::Pulled, duration);
    }

    /// Images are pulled at the same time: the slowest counts, but one that is missing is noticed at once.
    fn pull_duration(&mut self, key: &TaskKey) -> u64 {
        let Some(task) = self.world.task(key) else { return 0 };
        let faults = || task.containers.iter().map(|container| of_image(&container.image));
        if task.containers.iter().any(|container| self.world.lacks_image(&container.image)) {
            return self.random.within(seconds(1)..=seconds(4));
        }
        if faults().any(|fault| fault == Some(Fault::Slow)) {
            return self.random.within(SLOW_PULL);
        }
        let usual = task.containers.iter().map(|container| image::pull_time(&container.image)).max().unwrap_or(0);
        usual * self.random.within(80..=120) / 100
    }

    pub(super) fn pulled(&mut self, key: &TaskKey) {
        let Some(task) = self.world.task(key) else { return };
        let missing = task.containers.iter().position(|container| self.world.lacks_image(&container.image));
        if let Some(index) = missing {
            self.cannot_pull(key, index);
            return;
        }
        let now = self.now();
        self.change(key, |task| {
            task.times.pull_stopped_at = Some(now);
            for (container, definition) in task.containers.iter_mut().zip(&task.definition.containers) {
                container.image_digest = Some(definition.image_digest.clone());
            }
        });
        let after = self.random.within(seconds(1)..=seconds(3));
        self.plan_step(key, Step::Start, after);
    }

    fn cannot_pull(&mut self, key: &TaskKey, container: usize) {
        let Some(task) = self.world.task(key) else { return };
        let reason = image::cannot_pull(&task.containers[container].image);
        let now = self.now();
        self.change(key, |task| {
            task.times.pull_stopped_at = Some(now);
            task.containers[container].reason = Some(reason.clone());
        });
        self.fail(key, StopCode::TaskFailedToStart, reason);
    }

    /// A container's log group does not exist: the agent cannot start it, and Fargate not even the task.
    fn cannot_log(&mut self, key: &TaskKey, container: usize) {
        let Some(task) = self.world.task(key) else { return };
        if task.compute == Compute::Fargate {
            self.fail(key, StopCode::TaskFailedToStart, NO_LOG_GROUP_ON_FARGATE.into());
            return;
        }
        self.change(key, |task| task.containers[container].reason = Some(NO_LOG_GROUP.into()));
        self.fail(key, StopCode::TaskFailedToStart, "Task failed to start".into());
    }

    pub(super) fn start(&mut self, key: &TaskKey) {
        if let Some(index) = self.lacks_log_group(key) {
            self.cannot_log(key, index);
            return;
        }
        let Some(task) = self.world.task(key) else { return };
        if task.is_staged() {
            self.open_logs(key);
            self.start_in_order(key);
            return;
        }
        let (id, compute, count) = (task.id, task.compute, task.containers.len());
        let runtime_ids: Vec<Name> = (0..count).map(|_| self.runtime_id(id, compute)).collect();
        let now = self.now();
        self.open_logs(key);
        self.change(key, |task| {
            task.times.containers_at = Some(now);
            for (container, runtime_id) in task.containers.iter_mut().zip(runtime_ids) {
                container.runtime_id = Some(runtime_id);
                container.status = ContainerStatus::Running;
                container.started_at = Some(now);
            }
        });
        self.activate(key);
    }

    /// Its containers have started: it is put where it will be found.
    pub(super) fn activate(&mut self, key: &TaskKey) {
        let Some(reach) = self.world.task(key).map(|task| task.reach) else { return };
        self.change(key, |task| task.last_status = TaskStatus::Activating);
        self.register_task(key);
        let after = match reach {
            Reach::Direct => self.random.within(300..=900),
            Reach::Discovery | Reach::LoadBalancer => self.random.within(seconds(2)..=seconds(6)),
        };
        self.plan_step(key, Step::Run, after);
    }

    /// On Fargate the task's id and a number; on instances Docker's id of the container.
    pub(super) fn runtime_id(&mut self, task: TaskId, compute: Compute) -> Name {
        match compute {
            Compute::Fargate => format!("{task}-{:010}", self.random.within(0..=9_999_999_999)).into(),
            Compute::Ec2 | Compute::External => {
                format!("{:032x}{:032x}", self.random.bits(), self.random.bits()).into()
            }
        }
    }
}
