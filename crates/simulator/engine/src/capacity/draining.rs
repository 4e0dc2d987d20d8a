//! Emptying container instances, and using them again.

use super::input::UpdateContainerInstancesState;
use super::instance::InstanceStatus;
use crate::Engine;
use crate::cluster::Cluster;
use crate::error::{ApiError, Failure};
use crate::id::{InstanceKey, ServiceKey};
use crate::task::Task;

/// The most instances one call changes.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateContainerInstancesState.html>
const UPDATE_MAX: usize = 10;

/// What UpdateContainerInstancesState answers.
#[derive(Clone, Debug, Default)]
pub struct Updated {
    /// The instances that have the status now.
    pub instances: Vec<InstanceKey>,
    /// Why others have not.
    pub failures: Vec<Failure>,
}

impl Engine {
    /// Makes instances DRAINING or ACTIVE. Tasks of services leave a DRAINING one as their deployment configuration
    /// allows; others stay until they end.
    ///
    /// # Errors
    /// `ClusterNotFoundException`; `InvalidParameterException` for another status, no instance or more than ten; what
    /// is wrong with a single one is in `failures`.
    pub fn update_instances_state(&mut self, input: &UpdateContainerInstancesState) -> Result<Updated, ApiError> {
        let cluster = self.world.find_cluster(input.cluster.as_deref())?.name.clone();
        let status = match &*input.status {
            "ACTIVE" => InstanceStatus::Active,
            "DRAINING" => InstanceStatus::Draining,
            _ => return Err(ApiError::invalid("Container instance status should be one of [ACTIVE,DRAINING].")),
        };
        if input.container_instances.is_empty() {
            return Err(ApiError::invalid("Container instances cannot be empty."));
        }
        if input.container_instances.len() > UPDATE_MAX {
            return Err(ApiError::invalid(format!("Container instances cannot have more than {UPDATE_MAX} elements.")));
        }
        let mut updated = Updated::default();
        for reference in &input.container_instances {
            match self.find_instance(Some(&cluster), reference) {
                Ok(key) => {
                    self.set_status(&key, status);
                    updated.instances.push(key);
                }
                Err(_) => updated.failures.push(Failure {
                    arn: Some(self.arn_of(&cluster, reference)),
                    reason: "MISSING".to_owned(),
                    detail: None,
                }),
            }
        }
        Ok(updated)
    }

    fn arn_of(&self, cluster: &str, reference: &str) -> String {
        let arns = &self.world.arns;
        let id = crate::arn::last_part(reference);
        format!("arn:aws:ecs:{}:{}:container-instance/{cluster}/{id}", arns.region(), arns.account())
    }

    pub(super) fn set_status(&mut self, key: &InstanceKey, status: InstanceStatus) {
        let Some(instance) = self.instance_mut(key).filter(|instance| instance.status != status) else { return };
        instance.status = status;
        instance.version += 1;
        self.capacity_changed(&key.cluster);
        self.wake_services_on(key);
    }

    /// Lets the services that have tasks on an instance look at them.
    fn wake_services_on(&mut self, key: &InstanceKey) {
        let Some(cluster) = self.world.cluster(&key.cluster) else { return };
        let Some(instance) = cluster.instance(key.instance) else { return };
        let mut services: Vec<_> = instance.tasks().filter_map(|id| cluster.task(id)?.service.clone()).collect();
        services.sort();
        services.dedup();
        for service in services {
            let service = ServiceKey { cluster: key.cluster.clone(), service };
            if let Some(known) = self.service_mut(&service) {
                known.plan.disturb();
            }
            self.wake_soon(&service);
        }
    }
}

impl Cluster {
    /// Whether a task is on an instance that is being emptied, so that its service should have it elsewhere.
    pub(crate) fn is_leaving(&self, task: &Task) -> bool {
        task.instance
            .and_then(|id| self.instance(id))
            .is_some_and(|instance| instance.status == InstanceStatus::Draining)
    }
}
