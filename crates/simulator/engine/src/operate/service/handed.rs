//! Services that something other than ECS deploys: what they are made of, and the little that can be changed of them.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html>

use super::configuration;
use crate::error::ApiError;
use crate::id::ServiceKey;
use crate::input::{CreateService, UpdateService};
use crate::service::{Compute, SchedulingStrategy};
use crate::task_set::Controller;
use crate::{Engine, JsonMap, json, validate};
use serde_json::{Value, json};
use std::sync::Arc;

/// What can be changed of such a service, beside its desired count; the deployment configuration only with CodeDeploy.
const CHANGEABLE: [&str; 6] = [
    "healthCheckGracePeriodSeconds",
    "placementConstraints",
    "placementStrategy",
    "enableECSManagedTags",
    "propagateTags",
    "enableExecuteCommand",
];

/// What cannot, and what AWS's sentence calls it.
const FIXED: [(&str, &str); 5] = [
    ("networkConfiguration", "network parameters"),
    ("loadBalancers", "load balancers"),
    ("platformVersion", "platform version"),
    ("serviceRegistries", "service registries"),
    ("capacityProviderStrategy", "capacity provider strategy"),
];

/// What only task sets have in a service whose controller is EXTERNAL.
const OF_SETS: [&str; 5] = [
    "networkConfiguration",
    "loadBalancers",
    "platformVersion",
    "capacityProviderStrategy",
    "serviceConnectConfiguration",
];

/// Refuses what cannot be with that controller.
pub(super) fn refuse(all: &JsonMap, controller: Controller, scheduling: SchedulingStrategy) -> Result<(), ApiError> {
    if controller == Controller::Ecs {
        return Ok(());
    }
    let word = controller.word();
    if scheduling == SchedulingStrategy::Daemon {
        return Err(ApiError::invalid(format!(
            "The daemon scheduling strategy does not support the {word} deployment controller."
        )));
    }
    let configuration = json::object(all, "deploymentConfiguration");
    let breaker = configuration.and_then(|it| json::object(it, "deploymentCircuitBreaker"));
    if breaker.is_some_and(|it| json::is_true(it, "enable")) {
        return Err(ApiError::invalid(
            "Deployment circuit breaker feature can only be enabled with the ECS deployment controller.",
        ));
    }
    if configuration.and_then(|it| json::text(it, "strategy")).is_some_and(|strategy| strategy != "ROLLING") {
        return Err(ApiError::invalid("Deployment strategies are only supported with the ECS deployment controller."));
    }
    if controller == Controller::CodeDeploy && json::list(all, "loadBalancers").len() != 1 {
        return Err(ApiError::invalid("The CODE_DEPLOY deployment controller requires exactly one load balancer."));
    }
    Ok(())
}

/// The members of a new service whose controller is EXTERNAL: it has no tasks of its own.
fn of_external(request: &JsonMap) -> Result<(JsonMap, Compute), ApiError> {
    if let Some(member) = OF_SETS.iter().find(|member| is_given(request, member)) {
        return Err(ApiError::invalid(not_here(member)));
    }
    let scheduling = match json::text(request, "schedulingStrategy") {
        Some("DAEMON") => SchedulingStrategy::Daemon,
        _ => SchedulingStrategy::Replica,
    };
    refuse(request, Controller::External, scheduling)?;
    let kept = ["deploymentController", "deploymentConfiguration", "launchType", "serviceRegistries"];
    let mut all = json::pick(request, &kept);
    all.extend(json::pick(request, &CHANGEABLE));
    configuration::complete(&mut all, SchedulingStrategy::Replica)?;
    for key in ["loadBalancers", "serviceRegistries", "placementConstraints", "placementStrategy"] {
        json::default(&mut all, key, json!([]));
    }
    json::default(&mut all, "enableECSManagedTags", false);
    json::default(&mut all, "enableExecuteCommand", false);
    json::default(&mut all, "propagateTags", "NONE");
    json::default(&mut all, "schedulingStrategy", "REPLICA");
    let compute = match json::text(&all, "launchType") {
        Some("FARGATE") => Compute::Fargate,
        Some("EXTERNAL") => Compute::External,
        _ => Compute::Ec2,
    };
    Ok((all, compute))
}

impl Engine {
    /// Makes a service whose controller is EXTERNAL: it has no tasks before its first task set.
    pub(super) fn create_external(&mut self, key: ServiceKey, input: CreateService) -> Result<ServiceKey, ApiError> {
        if input.task_definition.is_some() {
            return Err(ApiError::invalid(not_here("taskDefinition")));
        }
        let (settings, compute) = of_external(&input.rest)?;
        let mut service = self.new_service(&key, settings, SchedulingStrategy::Replica, compute);
        service.desired = validate::desired(input.desired_count.unwrap_or(1))?;
        service.tags = validate::with_tags(&[], input.tags)?;
        service.client_token = input.client_token;
        self.put_service(service);
        self.wake_soon(&key);
        Ok(key)
    }

    /// Changes what can be changed of a service that has task sets.
    pub(super) fn update_handed(&mut self, key: &ServiceKey, input: &UpdateService) -> Result<(), ApiError> {
        let Some(service) = self.world.service(key) else { return Err(ApiError::service_not_found()) };
        let controller = service.controller();
        let (named, hint) = match controller {
            Controller::CodeDeploy => ("a CODE_DEPLOY", " Use AWS CodeDeploy to trigger a new deployment."),
            _ => ("an EXTERNAL", ""),
        };
        let refused = |deed: &str| {
            Err(ApiError::invalid(format!("{deed} on services with {named} deployment controller.{hint}")))
        };
        if input.force_new_deployment {
            return refused("Cannot force a new deployment");
        }
        let current = service.primary().map(|primary| self.world.arns().task_definition(&primary.definition));
        let wanted = input.task_definition.as_deref().map(|it| self.world.usable_revision(it)).transpose()?;
        let wanted = wanted.map(|it| self.world.arns().task_definition(&it.definition));
        if wanted.is_some() && wanted != current {
            return refused("Unable to update task definition");
        }
        let differs = |member: &str| input.rest.get(member).is_some_and(|it| Some(it) != service.settings.get(member));
        if let Some((_, what)) = FIXED.iter().find(|(member, _)| differs(member)) {
            return refused(&format!("Unable to update {what}"));
        }
        let desired = input.desired_count.map(validate::desired).transpose()?.unwrap_or(service.desired);
        let mut settings = (*service.settings).clone();
        settings.extend(json::pick(&input.rest, &CHANGEABLE));
        if let Some(changed) = input.rest.get("deploymentConfiguration").and_then(Value::as_object) {
            let mut all = settings.clone();
            if let Some(known) = all.get_mut("deploymentConfiguration").and_then(Value::as_object_mut) {
                configuration::change(known, changed);
            }
            refuse(&all, controller, service.scheduling)?;
            configuration::complete(&mut all, service.scheduling)?;
            settings = all;
        }
        self.change_handed(key, settings, desired);
        Ok(())
    }

    fn change_handed(&mut self, key: &ServiceKey, settings: JsonMap, desired: u32) {
        let Some(service) = self.service_mut(key) else { return };
        service.settings = Arc::new(settings);
        service.desired = desired;
        service.plan.disturb();
        let sets: Vec<_> = service.deployments.iter().map(|it| it.id).collect();
        for id in sets {
            self.resize_set(key, id);
        }
        self.wake_soon(key);
        self.scaling_moved(key);
    }
}

fn not_here(member: &str) -> String {
    format!(
        "{member} is not supported for a service with the EXTERNAL deployment controller. Specify it for a task set."
    )
}

/// Whether a request says something under that name: an empty list says nothing.
fn is_given(request: &JsonMap, member: &str) -> bool {
    request.get(member).is_some_and(|value| value.as_array().is_none_or(|items| !items.is_empty()))
}
