//! Container instances go.

use super::agent::not_found;
use super::input::DeregisterContainerInstance;
use super::instance::{Instance, InstanceStatus};
use crate::Engine;
use crate::error::ApiError;
use crate::id::{InstanceKey, TaskKey};
use crate::task::{Stop, StopCode};

impl Engine {
    /// Takes an instance out of its cluster, and gives it as it was. With `force` its tasks are given up: services
    /// start others.
    ///
    /// # Errors
    /// `ClusterNotFoundException`; `InvalidParameterException` when there is no such instance, or when tasks run on it
    /// and the request does not force it.
    pub fn deregister_container_instance(&mut self, input: &DeregisterContainerInstance) -> Result<Instance, ApiError> {
        let key = self.find_instance(input.cluster.as_deref(), &input.container_instance)?;
        let busy = self.world.instance(&key).is_some_and(|instance| instance.tasks().len() > 0);
        if busy && !input.force {
            return Err(ApiError::invalid("Found running tasks on the instance."));
        }
        let stop =
            Stop { code: StopCode::UserInitiated, reason: "Container instance deregistration forced by user".into() };
        self.remove_instance(&key, &stop).ok_or_else(|| not_found(&input.container_instance))
    }

    /// An instance that its provider no longer needs ends in EC2.
    pub(super) fn terminate(&mut self, key: &InstanceKey) {
        let Some(instance) = self.world.instance(key) else { return };
        let reason = format!("Host EC2 (instance {}) terminated.", instance.ec2_id).into();
        self.remove_instance(key, &Stop { code: StopCode::TerminationNotice, reason });
    }

    /// Takes an instance away, and with it its tasks.
    fn remove_instance(&mut self, key: &InstanceKey, stop: &Stop) -> Option<Instance> {
        let instance = self.capacity_mut(&key.cluster)?.instances.remove(&key.instance)?;
        for task in instance.tasks() {
            self.lose(&TaskKey { cluster: key.cluster.clone(), task }, stop.clone());
        }
        self.capacity_changed(&key.cluster);
        Some(Instance { status: InstanceStatus::Inactive, agent_connected: false, ..instance })
    }
}
