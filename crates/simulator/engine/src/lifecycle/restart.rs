//! Containers that are started again where they are, without a new task: `restartPolicy`.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-restart-policy.html>

use crate::container::HealthStatus;
use crate::id::TaskKey;
use crate::task_definition::RestartPolicy;
use crate::{Engine, Millis};

impl RestartPolicy {
    /// Whether a container that has run since `started_at`, and ends now with that code, is started again.
    fn holds(&self, started_at: Option<Millis>, now: Millis, code: i32) -> bool {
        !self.ignored.contains(&code) && started_at.is_some_and(|at| now - at >= self.period)
    }
}

impl Engine {
    /// Starts a container again that ends with that code, when its policy says so.
    pub(super) fn restart(&mut self, key: &TaskKey, index: usize, code: i32) -> bool {
        let now = self.now();
        let Some(task) = self.world.task(key) else { return false };
        let started_at = task.containers[index].started_at;
        let policy = task.definition.containers[index].restart.as_ref();
        if !policy.is_some_and(|policy| policy.holds(started_at, now, code)) {
            return false;
        }
        self.change(key, |task| {
            let container = &mut task.containers[index];
            container.started_at = Some(now);
            container.health = HealthStatus::Unknown;
        });
        self.plan_life(key, index);
        true
    }
}
