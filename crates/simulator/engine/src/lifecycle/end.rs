//! From the decision that a task should end to its being forgotten.

use super::Step;
use crate::container::ContainerStatus;
use crate::id::{ServiceKey, TaskKey};
use crate::network::AttachmentStatus;
use crate::placement::Reach;
use crate::queue::Happening;
use crate::task::{DesiredStatus, Stop, StopCode, Task, TaskStatus};
use crate::time::{hours, seconds};
use crate::{Engine, Name};

/// How long a stopped task can be described.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html>
const REMEMBERED: u64 = hours(1);

/// The longest that a well-behaved process takes to end after SIGTERM.
const ENDS_WITHIN: u64 = seconds(12);

impl Engine {
    /// Decides from outside that a task should end. Nothing happens to one that is ending already.
    pub(crate) fn begin_stop(&mut self, key: &TaskKey, code: StopCode, reason: Name) {
        let Some(task) = self.world.task(key) else { return };
        if task.desired_status == DesiredStatus::Stopped {
            return;
        }
        let (status, reach) = (task.last_status, task.reach);
        self.decide_end(key, Stop { code, reason });
        let draining = self.deregister_task(key);
        if self.is_unheard(key) {
            self.plan_step(key, Step::Drained, 0);
            return;
        }
        match status {
            TaskStatus::Running if reach == Reach::Direct => self.drained(key),
            TaskStatus::Running => {
                self.change(key, |task| task.last_status = TaskStatus::Deactivating);
                let after = match reach {
                    Reach::LoadBalancer => draining,
                    Reach::Direct | Reach::Discovery => self.random.within(seconds(2)..=seconds(5)),
                };
                self.plan_step(key, Step::Drained, after);
            }
            TaskStatus::Activating => self.drained(key),
            _ if self.world.task(key).is_some_and(runs_already) => self.drained(key),
            _ => self.ended(key),
        }
    }

    /// Ends a task that cannot go on by itself.
    pub(crate) fn fail(&mut self, key: &TaskKey, code: StopCode, reason: Name) {
        let Some(task) = self.world.task(key) else { return };
        if task.desired_status == DesiredStatus::Stopped {
            return;
        }
        let others_run = runs_already(task);
        self.decide_end(key, Stop { code, reason });
        self.deregister_task(key);
        self.note_failure(key);
        if others_run { self.drained(key) } else { self.ended(key) }
    }

    /// Ends a task at once, because the machine it runs on is no more. One that was ending keeps its reason.
    pub(crate) fn lose(&mut self, key: &TaskKey, stop: Stop) {
        let Some(task) = self.world.task(key) else { return };
        if matches!(task.last_status, TaskStatus::Deprovisioning | TaskStatus::Stopped) {
            return;
        }
        let stop = task.stop.clone().unwrap_or(stop);
        self.decide_end(key, stop);
        self.deregister_task(key);
        self.ended(key);
    }

    fn decide_end(&mut self, key: &TaskKey, stop: Stop) {
        let now = self.now();
        self.change(key, |task| {
            task.generation += 1;
            task.desired_status = DesiredStatus::Stopped;
            task.times.stopping_at = Some(now);
            task.stop = Some(stop);
        });
    }

    /// The containers that run are asked to end.
    pub(super) fn drained(&mut self, key: &TaskKey) {
        let Some(task) = self.world.task(key) else { return };
        let patience = task.definition.containers.iter().map(|container| container.stop_timeout).max().unwrap_or(0);
        let now = self.now();
        self.change(key, |task| {
            task.last_status = TaskStatus::Stopping;
            task.times.signalled_at = Some(now);
        });
        let longest = patience.clamp(seconds(1), ENDS_WITHIN);
        let after = self.random.within(500..=longest);
        self.plan_step(key, Step::Ended, after);
    }

    pub(super) fn ended(&mut self, key: &TaskKey) {
        let now = self.now();
        let has_interface = self.world.task(key).is_some_and(|task| task.network.is_some());
        self.change(key, |task| {
            if has_interface {
                task.last_status = TaskStatus::Deprovisioning;
            }
            task.times.execution_stopped_at = Some(now);
            for container in &mut task.containers {
                if container.status == ContainerStatus::Running {
                    container.exit_code = Some(0);
                }
                container.status = ContainerStatus::Stopped;
            }
        });
        self.answers_no_more(key);
        if !has_interface {
            self.gone(key);
            return;
        }
        let after = self.random.within(seconds(5)..=seconds(15));
        self.plan_step(key, Step::Gone, after);
    }

    pub(super) fn gone(&mut self, key: &TaskKey) {
        let now = self.now();
        self.change(key, |task| {
            task.last_status = TaskStatus::Stopped;
            task.times.stopped_at = Some(now);
            if let Some(network) = &mut task.network {
                network.status = AttachmentStatus::Deleted;
            }
        });
        self.give_back(key);
        self.move_to_stopped(key);
        self.queue.plan(now + REMEMBERED, Happening::ForgetTask { task: key.clone() });
    }

    fn move_to_stopped(&mut self, key: &TaskKey) {
        let Some(cluster) = self.world.clusters.get_mut(&key.cluster) else { return };
        let Some(name) = cluster.tasks.get(&key.task).and_then(|task| task.service.clone()) else { return };
        let Some(service) = cluster.services.get_mut(&name) else { return };
        if service.tasks.remove(&key.task) {
            service.stopped.insert(key.task);
        }
        let service = ServiceKey { cluster: key.cluster.clone(), service: name };
        self.wake_soon(&service);
    }

    /// A stopped task can no longer be described.
    pub(crate) fn forget_task(&mut self, key: &TaskKey) {
        let Some(cluster) = self.world.clusters.get_mut(&key.cluster) else { return };
        let Some(task) = cluster.tasks.remove(&key.task) else { return };
        if let Some(service) = task.service.as_ref().and_then(|name| cluster.services.get_mut(name)) {
            service.stopped.remove(&key.task);
        }
        self.keep_logs_of(task);
    }
}

/// Whether a container runs, also of a task that waits for others to start.
fn runs_already(task: &Task) -> bool {
    task.containers.iter().any(|container| container.status == ContainerStatus::Running)
}
