//! The agent of a container instance: its connection and its updates.

use super::Change;
use super::instance::{AgentUpdate, Instance, VersionInfo};
use crate::error::ApiError;
use crate::id::{InstanceKey, TaskKey};
use crate::lifecycle::Step;
use crate::queue::Happening;
use crate::time::seconds;
use crate::{Engine, Name};

/// The newest agent.
///
/// <https://github.com/aws/amazon-ecs-agent/releases>
pub(super) const NEWEST: &str = "1.98.0";
const NEWEST_HASH: &str = "b2f1c7e4";

/// How long each step of an update takes.
const STEP: std::ops::RangeInclusive<u64> = seconds(8)..=seconds(20);

/// How long after its return an agent has told what happened.
const HEARD_AFTER: u64 = seconds(1);

impl Engine {
    /// An agent stops to answer: its instance gets no more tasks, and what happens to those it has is not known until
    /// it answers again.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html>
    pub fn disconnect_agent(&mut self, key: &InstanceKey) {
        self.set_connected(key, false);
    }

    /// An agent answers again.
    pub fn connect_agent(&mut self, key: &InstanceKey) {
        self.set_connected(key, true);
        let unheard = self.instance_mut(key).map(|instance| std::mem::take(&mut instance.unheard));
        for (task, step, generation) in unheard.into_iter().flatten() {
            let task = TaskKey { cluster: key.cluster.clone(), task };
            self.queue.plan(self.now() + HEARD_AFTER, Happening::TaskStep { task, step, generation });
        }
        self.capacity_changed(&key.cluster);
    }

    /// Whether nothing is heard of a task, because its instance's agent does not answer.
    pub(crate) fn is_unheard(&self, key: &TaskKey) -> bool {
        let instance = self.world.task(key).and_then(|task| task.instance);
        instance
            .and_then(|instance| self.world.instance(&InstanceKey { cluster: key.cluster.clone(), instance }))
            .is_some_and(|instance| !instance.agent_connected)
    }

    /// Keeps what happened to a task until its instance's agent answers again.
    pub(crate) fn hear_later(&mut self, key: &TaskKey, step: Step, generation: u32) {
        let Some(instance) = self.world.task(key).and_then(|task| task.instance) else { return };
        let instance = InstanceKey { cluster: key.cluster.clone(), instance };
        if let Some(instance) = self.instance_mut(&instance) {
            instance.unheard.push((key.task, step, generation));
        }
    }

    fn set_connected(&mut self, key: &InstanceKey, connected: bool) {
        let now = self.now();
        let Some(instance) = self.instance_mut(key).filter(|it| it.agent_connected != connected) else { return };
        instance.agent_connected = connected;
        instance.agent_changed_at = now;
        instance.version += 1;
    }

    /// Begins the update of an instance's agent to the newest version.
    ///
    /// # Errors
    /// `ClusterNotFoundException`; `InvalidParameterException` when there is no such instance;
    /// `UpdateInProgressException`; `NoUpdateAvailableException`; `ClientException` when the agent is not connected.
    pub fn update_agent(&mut self, cluster: Option<&str>, reference: &str) -> Result<InstanceKey, ApiError> {
        let key = self.find_instance(cluster, reference)?;
        let instance = self.instance_mut(&key).ok_or_else(|| not_found(reference))?;
        if instance.agent_update.is_some_and(|update| update != AgentUpdate::Updated) {
            return Err(ApiError::new(
                "UpdateInProgressException",
                "There's already a current Amazon ECS container agent update in progress on the container instance that's specified.",
            ));
        }
        if !instance.agent_connected {
            return Err(ApiError::client("The container instance's agent is not connected."));
        }
        if &*instance.versions.agent_version == NEWEST {
            return Err(ApiError::new(
                "NoUpdateAvailableException",
                "There's no update available for this Amazon ECS container agent.",
            ));
        }
        instance.agent_update = Some(AgentUpdate::Pending);
        instance.version += 1;
        let after = self.random.within(STEP);
        self.plan_change(&key.cluster, Change::UpdateAgent { instance: key.instance }, after);
        Ok(key)
    }

    pub(super) fn continue_agent_update(&mut self, key: &InstanceKey) {
        let Some(instance) = self.instance_mut(key) else { return };
        let Some(next) = instance.agent_update.and_then(AgentUpdate::next) else { return };
        instance.agent_update = Some(next);
        instance.version += 1;
        if next == AgentUpdate::Updated {
            instance.versions.agent_version = NEWEST.into();
            instance.versions.agent_hash = NEWEST_HASH.into();
            return;
        }
        let after = self.random.within(STEP);
        self.plan_change(&key.cluster, Change::UpdateAgent { instance: key.instance }, after);
    }

    pub(super) fn instance_mut(&mut self, key: &InstanceKey) -> Option<&mut Instance> {
        self.capacity_mut(&key.cluster)?.instances.get_mut(&key.instance)
    }
}

impl VersionInfo {
    /// That of an instance that was started with the newest machine image.
    pub(super) fn newest() -> Self {
        Self {
            agent_version: NEWEST.into(),
            agent_hash: NEWEST_HASH.into(),
            docker_version: Name::from("DockerVersion: 25.0.8"),
        }
    }
}

/// There is no such instance in the cluster.
pub(super) fn not_found(reference: &str) -> ApiError {
    ApiError::invalid(format!("Referenced container instance {} not found.", crate::arn::last_part(reference)))
}
