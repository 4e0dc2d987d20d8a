//! Making, changing and deleting services.

mod configuration;
mod handed;
mod members;
mod refuse;
mod task_sets;
mod traffic;
mod update;

use crate::arn::principal;
use crate::balancing::{check_groups, service_targets};
use crate::deployment::Deployment;
use crate::error::ApiError;
use crate::id::{RevisionId, ServiceKey};
use crate::input::{CreateService, DeleteService};
use crate::placement::{Reach, Template};
use crate::scheduler::Plan;
use crate::service::{Compute, SchedulingStrategy, Service, ServiceStatus};
use crate::tag::Tag;
use crate::task_definition::{Revision, TaskDefinition};
use crate::task_set::{Controller, TaskSet};
use crate::{Engine, JsonMap, json, validate};
use members::Members;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;
pub(crate) use task_sets::Maker;

impl Engine {
    /// Makes a service. Its first tasks are started a moment later.
    ///
    /// # Errors
    /// `ClusterNotFoundException`; `ClientException` for an unusable task definition; `InvalidParameterException` and
    /// `PlatformUnknownException` for what cannot be.
    pub fn create_service(&mut self, input: CreateService) -> Result<ServiceKey, ApiError> {
        let cluster = self.world.find_cluster(input.cluster.as_deref())?;
        validate::name("Service name", &input.service_name)?;
        let key = ServiceKey { cluster: cluster.name.clone(), service: input.service_name.as_str().into() };
        if let Some(existing) = cluster.service(&key.service).filter(|it| it.status != ServiceStatus::Inactive) {
            return repeated(existing, &input).map(|()| key);
        }
        if Controller::read(&input.rest) == Some(Controller::External) {
            return self.create_external(key, input);
        }
        let reference =
            input.task_definition.as_deref().ok_or_else(|| ApiError::invalid("TaskDefinition cannot be empty."))?;
        let revision = self.world.usable_revision(reference)?;
        let definition = revision.definition.clone();
        let members = Members::of_new(cluster, &definition, input.rest)?;
        check_groups(&self.world, &definition, &members.service)?;
        refuse::desired(members.scheduling, input.desired_count)?;
        let desired = match members.scheduling {
            SchedulingStrategy::Replica => validate::desired(input.desired_count.unwrap_or(1))?,
            SchedulingStrategy::Daemon => 0,
        };
        let tags = validate::with_tags(&[], input.tags)?;
        let task_tags = task_tags(&key, revision, &tags, &members.service);
        let mut first = self.new_deployment(&key, definition, &members, task_tags, desired);
        let handed = Controller::read(&members.service) != Some(Controller::Ecs);
        if handed {
            let maker = Maker { scale: 100.0, ..Maker::default() };
            first.set = Some(TaskSet::new(&members.service, maker, self.now()));
        }
        let mut service = self.new_service(&key, members.service, members.scheduling, members.placement.compute);
        service.desired = desired;
        service.minimum_healthy_percent = members.minimum_healthy_percent;
        service.maximum_percent = members.maximum_percent;
        service.deployments.push(first);
        service.tags = tags;
        service.client_token = input.client_token;
        self.put_service(service);
        if !handed {
            self.begin_rollout(&key);
        }
        self.wake_soon(&key);
        Ok(key)
    }

    fn new_service(
        &self,
        key: &ServiceKey,
        settings: JsonMap,
        scheduling: SchedulingStrategy,
        compute: Compute,
    ) -> Service {
        Service {
            name: key.service.clone(),
            cluster: key.cluster.clone(),
            status: ServiceStatus::Active,
            desired: 0,
            compute,
            scheduling,
            minimum_healthy_percent: 100,
            maximum_percent: 200,
            deployments: Vec::new(),
            events: VecDeque::new(),
            created_at: self.now(),
            created_by: principal(&self.world.caller).into(),
            tags: Vec::new(),
            settings: Arc::new(settings),
            tasks: BTreeSet::new(),
            stopped: BTreeSet::new(),
            client_token: None,
            plan: Plan::default(),
            rollouts: VecDeque::new(),
            revisions: BTreeMap::new(),
            last_completed: None,
            set_tokens: BTreeMap::new(),
        }
    }

    fn put_service(&mut self, service: Service) {
        if let Some(cluster) = self.world.clusters.get_mut(&service.cluster) {
            cluster.services.insert(service.name.clone(), service);
        }
    }

    /// Deletes a service: it becomes DRAINING, its tasks are stopped, and then it becomes INACTIVE.
    ///
    /// # Errors
    /// `ClusterNotFoundException`, `ServiceNotFoundException`, `ServiceNotActiveException`; `InvalidParameterException`
    /// when it is still scaled above 0 and the request does not force it.
    pub fn delete_service(&mut self, input: DeleteService) -> Result<ServiceKey, ApiError> {
        let key = self.active_service(input.cluster.as_deref(), &input.service)?;
        let Some(service) = self.service_mut(&key) else {
            return Err(ApiError::service_not_found());
        };
        if service.desired > 0 && !input.force {
            return Err(ApiError::invalid("The service cannot be stopped while it is scaled above 0."));
        }
        service.status = ServiceStatus::Draining;
        service.desired = 0;
        for deployment in &mut service.deployments {
            deployment.desired = 0;
        }
        self.stop_rollout(&key, "Service deployment stopped because the service was deleted.");
        self.drain(&key);
        Ok(key)
    }

    pub(crate) fn active_service(&self, cluster: Option<&str>, reference: &str) -> Result<ServiceKey, ApiError> {
        let service = self.world.find_service(cluster, reference)?;
        if service.status != ServiceStatus::Active {
            return Err(ApiError::service_not_active());
        }
        Ok(ServiceKey { cluster: service.cluster.clone(), service: service.name.clone() })
    }

    pub(crate) fn service_mut(&mut self, key: &ServiceKey) -> Option<&mut Service> {
        self.world.clusters.get_mut(&key.cluster)?.services.get_mut(&key.service)
    }

    fn new_deployment(
        &mut self,
        key: &ServiceKey,
        definition: Arc<TaskDefinition>,
        members: &Members,
        tags: Vec<Tag>,
        desired: u32,
    ) -> Deployment {
        let id = self.new_deployment_id();
        let revision = RevisionId(self.random.within(1_000_000_000_000_000_000..=9_999_999_999_999_999_999));
        let configuration = json::object(&members.service, "deploymentConfiguration");
        let side = self.world.service(key).map(|service| service.next_side(configuration)).unwrap_or_default();
        let template = Template {
            placement: members.placement.clone(),
            group: format!("service:{}", key.service).into(),
            started_by: Some(id.to_string().into()),
            cpu: definition.cpu.clone(),
            memory: definition.memory.clone(),
            overrides: Arc::new(super::run_task::no_overrides(&definition)),
            ephemeral_storage: Template::scratch(&definition, members.placement.compute),
            enable_execute_command: json::is_true(&members.service, "enableExecuteCommand"),
            tags,
            reach: reach(&members.service, &members.deployment),
            targets: service_targets(&members.service, side).into(),
            definition,
        };
        let settings = Arc::new(members.deployment.clone());
        Deployment::begin(id, revision, side, Arc::new(template), settings, desired, self.now())
    }
}

/// A second CreateService of a name is harmless only with the client token of the first.
fn repeated(existing: &Service, input: &CreateService) -> Result<(), ApiError> {
    if existing.status == ServiceStatus::Draining {
        return Err(ApiError::invalid("Unable to Start a service that is still Draining."));
    }
    if input.client_token.is_some() && existing.client_token == input.client_token {
        return Ok(());
    }
    Err(ApiError::invalid("Creation of service was not idempotent."))
}

/// The tags that a service's tasks get.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-using-tags.html>
fn task_tags(key: &ServiceKey, revision: &Revision, own: &[Tag], settings: &JsonMap) -> Vec<Tag> {
    let mut tags = match json::text(settings, "propagateTags") {
        Some("SERVICE") => own.to_vec(),
        Some("TASK_DEFINITION") => revision.tags.clone(),
        _ => Vec::new(),
    };
    if json::is_true(settings, "enableECSManagedTags") {
        tags.push(Tag { key: "aws:ecs:serviceName".to_owned(), value: key.service.to_string() });
        tags.push(Tag { key: "aws:ecs:clusterName".to_owned(), value: key.cluster.to_string() });
    }
    tags
}

fn reach(service: &JsonMap, deployment: &JsonMap) -> Reach {
    let connected =
        json::object(deployment, "serviceConnectConfiguration").is_some_and(|it| json::is_true(it, "enabled"));
    if !json::list(service, "loadBalancers").is_empty() {
        Reach::LoadBalancer
    } else if connected || !json::list(service, "serviceRegistries").is_empty() {
        Reach::Discovery
    } else {
        Reach::Direct
    }
}
