//! Changing a service.

use super::members::Members;
use super::{refuse, task_tags};
use crate::Engine;
use crate::balancing::check_groups;
use crate::deployment::DeploymentStatus;
use crate::error::ApiError;
use crate::id::ServiceKey;
use crate::input::UpdateService;
use crate::service::{SchedulingStrategy, Service};
use crate::task_definition::TaskDefinition;
use crate::validate;
use std::sync::Arc;

/// Service members whose change, too, needs new tasks.
const NEED_NEW_TASKS: [&str; 2] = ["loadBalancers", "serviceRegistries"];

impl Engine {
    /// Changes a service. What its tasks are made from, when it changes (or `forceNewDeployment`), makes a new
    /// deployment.
    ///
    /// # Errors
    /// As [`Engine::create_service`], and `ServiceNotFoundException`, `ServiceNotActiveException`.
    pub fn update_service(&mut self, input: UpdateService) -> Result<ServiceKey, ApiError> {
        let key = self.active_service(input.cluster.as_deref(), &input.service)?;
        let (Some(service), Some(cluster)) = (self.world.service(&key), self.world.cluster(&key.cluster)) else {
            return Err(ApiError::service_not_found());
        };
        if service.has_sets() {
            return self.update_handed(&key, &input).map(|()| key);
        }
        let primary = service.primary().ok_or_else(ApiError::service_not_active)?;
        let definition = match &input.task_definition {
            Some(reference) => self.world.usable_revision(reference)?.definition.clone(),
            None => primary.definition.clone(),
        };
        let members = Members::of_changed(cluster, &definition, [&service.settings, &primary.settings], &input.rest)?;
        if input.rest.contains_key("loadBalancers") {
            check_groups(&self.world, &definition, &members.service)?;
        }
        refuse::desired(service.scheduling, input.desired_count)?;
        let desired = match (service.scheduling, input.desired_count) {
            (SchedulingStrategy::Replica, Some(count)) => validate::desired(count)?,
            _ => service.desired,
        };
        let deploys = input.force_new_deployment
            || !Arc::ptr_eq(&definition, &primary.definition)
            || members.deployment != *primary.settings
            || NEED_NEW_TASKS.iter().any(|key| members.service.get(*key) != service.settings.get(*key));
        if deploys {
            self.deploy(&key, &members, definition, desired);
        }
        let now = self.now();
        if let Some(service) = self.service_mut(&key) {
            if let Some(primary) = service.deployments.first_mut() {
                primary.replace_placement(&members.placement);
            }
            apply(service, members, desired);
            if let Some(primary) = service.deployments.first_mut() {
                primary.desired = desired;
                primary.updated_at = now;
            }
            service.plan.disturb();
            if let Some(rollout) = service.open_rollout_mut() {
                rollout.breaker.rescale(&rollout.configuration, desired);
            }
        }
        if deploys {
            self.begin_rollout(&key);
        }
        self.wake_soon(&key);
        self.scaling_moved(&key);
        Ok(key)
    }

    fn deploy(&mut self, key: &ServiceKey, members: &Members, definition: Arc<TaskDefinition>, desired: u32) {
        self.supersede_rollout(key);
        let tags = match (self.world.service(key), self.world.revision(&definition.family, definition.revision)) {
            (Some(service), Some(revision)) => task_tags(key, revision, &service.tags, &members.service),
            _ => Vec::new(),
        };
        let deployment = self.new_deployment(key, definition, members, tags, desired);
        if let Some(service) = self.service_mut(key) {
            for older in &mut service.deployments {
                older.status = DeploymentStatus::Active;
            }
            service.deployments.insert(0, deployment);
        }
    }
}

fn apply(service: &mut Service, members: Members, desired: u32) {
    service.desired = desired;
    service.compute = members.placement.compute;
    service.minimum_healthy_percent = members.minimum_healthy_percent;
    service.maximum_percent = members.maximum_percent;
    service.settings = Arc::new(members.service);
}
