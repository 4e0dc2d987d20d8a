//! Making, scaling and deleting task sets, and making one the primary one.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-external.html>

use super::members::Members;
use super::task_tags;
use crate::balancing::check_groups;
use crate::deployment::{Deployment, DeploymentStatus};
use crate::error::ApiError;
use crate::id::{DeploymentId, ServiceKey};
use crate::input::CreateTaskSet;
use crate::service::Service;
use crate::task_set::{Controller, Stability, TaskSet};
use crate::{Engine, JsonMap, Millis, Name, json, validate};
use std::sync::Arc;

/// Members of a service that follow its primary task set.
const FOLLOW: [&str; 7] = [
    "launchType",
    "capacityProviderStrategy",
    "platformVersion",
    "platformFamily",
    "networkConfiguration",
    "loadBalancers",
    "serviceRegistries",
];

/// Members that a task set gives back, beside those of every deployment.
const OWN: [&str; 2] = ["loadBalancers", "serviceRegistries"];

/// Who made a task set, and how large it is to be.
#[derive(Clone, Debug, Default)]
pub(crate) struct Maker {
    pub started_by: Option<Name>,
    pub external_id: Option<Name>,
    pub scale: f64,
}

impl Engine {
    /// Makes a task set. Its first tasks are started a moment later.
    ///
    /// # Errors
    /// `ClusterNotFoundException`, `ServiceNotFoundException`, `ServiceNotActiveException`; `InvalidParameterException`
    /// when the service's controller is not EXTERNAL, and as [`Engine::create_service`].
    pub fn create_task_set(&mut self, input: CreateTaskSet) -> Result<(ServiceKey, DeploymentId), ApiError> {
        let key = self.external_service(input.cluster.as_deref(), &input.service)?;
        if let Some(token) = input.client_token.as_deref()
            && let Some(id) = self.world.service(&key).and_then(|it| it.set_tokens.get(token))
        {
            return Ok((key.clone(), *id));
        }
        let scale = scale(input.scale.as_ref())?.unwrap_or(100.0);
        let tags = validate::with_tags(&[], input.tags)?;
        let maker = Maker { started_by: None, external_id: input.external_id.map(Name::from), scale };
        let id = self.make_set(&key, &input.task_definition, input.rest, maker)?;
        if let Some(service) = self.service_mut(&key) {
            service.set_tokens.extend(input.client_token.map(|token| (token, id)));
            if let Some(set) = service.deployment_mut(id).and_then(|it| it.set.as_mut()) {
                set.tags = tags;
            }
        }
        Ok((key, id))
    }

    /// Makes a task set of a service whose controller is not ECS. It is ACTIVE.
    pub(crate) fn make_set(
        &mut self,
        key: &ServiceKey,
        definition: &str,
        request: JsonMap,
        maker: Maker,
    ) -> Result<DeploymentId, ApiError> {
        let revision = self.world.usable_revision(definition)?;
        let definition = revision.definition.clone();
        let (Some(cluster), Some(service)) = (self.world.cluster(&key.cluster), self.world.service(key)) else {
            return Err(ApiError::service_not_found());
        };
        let mut all = (*service.settings).clone();
        for member in FOLLOW {
            all.remove(member);
        }
        all.extend(request);
        let members = Members::of_new(cluster, &definition, all)?;
        check_groups(&self.world, &definition, &members.service)?;
        let tags = task_tags(key, revision, &service.tags, &members.service);
        let mut deployment = self.new_deployment(key, definition, &members, tags, 0);
        deployment.status = DeploymentStatus::Active;
        let id = deployment.id;
        self.put_set(key, deployment, TaskSet::new(&members.service, maker, self.now()));
        Ok(id)
    }

    /// Adds a task set to its service.
    pub(super) fn put_set(&mut self, key: &ServiceKey, mut deployment: Deployment, set: TaskSet) {
        let id = deployment.id;
        deployment.set = Some(set);
        let Some(service) = self.service_mut(key) else { return };
        service.deployments.push(deployment);
        self.resize_set(key, id);
    }

    /// Gives a task set another share of the desired count.
    ///
    /// # Errors
    /// As [`Engine::create_task_set`], and `TaskSetNotFoundException`.
    pub fn update_task_set(
        &mut self,
        cluster: Option<&str>,
        service: &str,
        set: &str,
        asked: Option<&JsonMap>,
    ) -> Result<(ServiceKey, DeploymentId), ApiError> {
        let key = self.external_service(cluster, service)?;
        let id = self.find_set(&key, set)?;
        let scale = scale(asked)?.ok_or_else(|| ApiError::invalid("Scale cannot be empty."))?;
        let now = self.now();
        if let Some(deployment) = self.service_mut(&key).and_then(|it| it.deployment_mut(id)) {
            deployment.updated_at = now;
            if let Some(set) = &mut deployment.set {
                set.scale = scale;
            }
        }
        self.resize_set(&key, id);
        Ok((key, id))
    }

    /// Deletes a task set: it is DRAINING until its last task has ended.
    ///
    /// # Errors
    /// As [`Engine::update_task_set`]; `InvalidParameterException` when it is still scaled above 0 and the request does
    /// not force it.
    pub fn delete_task_set(
        &mut self,
        cluster: Option<&str>,
        service: &str,
        set: &str,
        force: bool,
    ) -> Result<(ServiceKey, DeploymentId), ApiError> {
        let key = self.external_service(cluster, service)?;
        let id = self.find_set(&key, set)?;
        let desired = self.world.service(&key).and_then(|it| it.deployment(id)).map_or(0, |it| it.desired);
        if desired > 0 && !force {
            return Err(ApiError::invalid("The task set cannot be deleted while it is scaled above 0."));
        }
        self.drain_set(&key, id);
        Ok((key, id))
    }

    pub(crate) fn drain_set(&mut self, key: &ServiceKey, id: DeploymentId) {
        let now = self.now();
        let Some(deployment) = self.service_mut(key).and_then(|it| it.deployment_mut(id)) else { return };
        deployment.status = DeploymentStatus::Draining;
        deployment.updated_at = now;
        if let Some(set) = &mut deployment.set {
            set.scale = 0.0;
        }
        self.resize_set(key, id);
    }

    /// Makes a task set the primary one of its service, whose members follow it.
    ///
    /// # Errors
    /// As [`Engine::update_task_set`].
    pub fn update_primary_task_set(
        &mut self,
        cluster: Option<&str>,
        service: &str,
        set: &str,
    ) -> Result<(ServiceKey, DeploymentId), ApiError> {
        let key = self.external_service(cluster, service)?;
        let id = self.find_set(&key, set)?;
        self.make_primary(&key, id);
        Ok((key, id))
    }

    pub(crate) fn make_primary(&mut self, key: &ServiceKey, id: DeploymentId) {
        let now = self.now();
        let Some(service) = self.service_mut(key) else { return };
        let Some(index) = service.deployments.iter().position(|it| it.id == id) else { return };
        for former in service.deployments.iter_mut().filter(|it| it.status == DeploymentStatus::Primary) {
            former.status = DeploymentStatus::Active;
            former.updated_at = now;
        }
        let mut chosen = service.deployments.remove(index);
        chosen.status = DeploymentStatus::Primary;
        chosen.updated_at = now;
        service.follow_set(&chosen);
        service.deployments.insert(0, chosen);
        self.wake_soon(key);
    }

    /// Counts anew how many tasks a task set should have, and says so when that differs.
    pub(crate) fn resize_set(&mut self, key: &ServiceKey, id: DeploymentId) {
        let now = self.now();
        let Some(service) = self.service_mut(key) else { return };
        let desired = service.desired;
        let Some(deployment) = service.deployment_mut(id) else { return };
        let Some(set) = &mut deployment.set else { return };
        let share = set.share_of(desired);
        if share != deployment.desired {
            deployment.desired = share;
            set.destabilize(now);
            self.say(
                key,
                format!("(service {}) updated computedDesiredCount for taskSet {id} to {share}.", key.service),
            );
        }
        self.wake_soon(key);
    }

    fn external_service(&self, cluster: Option<&str>, reference: &str) -> Result<ServiceKey, ApiError> {
        let key = self.active_service(cluster, reference)?;
        match self.world.service(&key).map(Service::controller) {
            Some(Controller::External) => Ok(key),
            other => {
                let word = other.unwrap_or(Controller::Ecs).word();
                Err(ApiError::invalid(format!(
                    "Task sets can only be changed in services with an EXTERNAL deployment controller, not {word}."
                )))
            }
        }
    }

    fn find_set(&self, key: &ServiceKey, reference: &str) -> Result<DeploymentId, ApiError> {
        let found = self.world.service(key).and_then(|it| it.task_set(reference));
        found
            .map(|it| it.id)
            .ok_or_else(|| ApiError::new("TaskSetNotFoundException", "The specified task set was not found."))
    }
}

impl TaskSet {
    pub(super) fn new(members: &JsonMap, maker: Maker, now: Millis) -> Self {
        Self {
            started_by: maker.started_by,
            external_id: maker.external_id,
            scale: maker.scale,
            stability: Stability::Stabilizing,
            stability_at: now,
            settings: json::pick(members, &OWN),
            tags: Vec::new(),
        }
    }
}

impl Service {
    /// The task set that a request names: by its id (`ecs-svc/…`), its number, or its ARN.
    #[must_use]
    pub fn task_set(&self, reference: &str) -> Option<&Deployment> {
        let number = reference.rsplit('/').next()?;
        self.deployments
            .iter()
            .filter(|it| it.set.is_some())
            .find(|it| it.started_by.ends_with(number) && !number.is_empty())
    }

    fn follow_set(&mut self, primary: &Deployment) {
        let mut settings = (*self.settings).clone();
        for member in FOLLOW {
            let of_set = primary.set.as_ref().and_then(|set| set.settings.get(member));
            match of_set.or_else(|| primary.settings.get(member)) {
                Some(value) => settings.insert(member.to_owned(), value.clone()),
                None => settings.remove(member),
            };
        }
        self.compute = primary.template.placement.compute;
        self.settings = Arc::new(settings);
    }
}

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Scale.html>
fn scale(asked: Option<&JsonMap>) -> Result<Option<f64>, ApiError> {
    let Some(asked) = asked else { return Ok(None) };
    let value = asked.get("value").and_then(serde_json::Value::as_f64).unwrap_or(0.0);
    if (0.0..=100.0).contains(&value) {
        return Ok(Some(value));
    }
    Err(ApiError::invalid("The scale of a task set must be between 0 and 100 percent."))
}
