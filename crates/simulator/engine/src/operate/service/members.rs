//! The members of a service that the engine carries along: which there are, AWS's defaults, and what follows from them.

use super::refuse::{self, Deed};
use super::{configuration, handed, traffic};
use crate::cluster::Cluster;
use crate::error::ApiError;
use crate::placement::Placement;
use crate::service::{Compute, SchedulingStrategy};
use crate::task_definition::TaskDefinition;
use crate::task_set::Controller;
use crate::{JsonMap, json};
use serde_json::{Value, json};

/// Request members that a service gives back under the same name.
const SERVICE: &[&str] = &[
    "launchType",
    "capacityProviderStrategy",
    "platformVersion",
    "loadBalancers",
    "serviceRegistries",
    "deploymentConfiguration",
    "deploymentController",
    "placementConstraints",
    "placementStrategy",
    "networkConfiguration",
    "schedulingStrategy",
    "healthCheckGracePeriodSeconds",
    "enableECSManagedTags",
    "enableExecuteCommand",
    "propagateTags",
    "availabilityZoneRebalancing",
];

/// Request members that only a deployment gives back.
const ONLY_DEPLOYMENT: &[&str] = &["serviceConnectConfiguration", "volumeConfigurations", "vpcLatticeConfigurations"];

/// Service members that each of its deployments gives back, too.
const BOTH: &[&str] =
    &["launchType", "capacityProviderStrategy", "platformVersion", "platformFamily", "networkConfiguration"];

/// A service's members, complete and checked.
pub(super) struct Members {
    /// As the service gives them back.
    pub service: JsonMap,
    /// As its newest deployment gives them back.
    pub deployment: JsonMap,
    pub placement: Placement,
    pub scheduling: SchedulingStrategy,
    pub minimum_healthy_percent: u32,
    pub maximum_percent: u32,
}

impl Members {
    /// Those of a new service.
    pub fn of_new(cluster: &Cluster, definition: &TaskDefinition, request: JsonMap) -> Result<Self, ApiError> {
        let mut all = pick(&request);
        if let Some(role) = request.get("role") {
            all.insert("roleArn".to_owned(), role.clone());
        }
        let members = Self::complete(cluster, definition, all, Deed::Created)?;
        refuse::platform(&request, &members.placement)?;
        Ok(members)
    }

    /// Those of a service after an update; a member that the request does not name stays.
    pub fn of_changed(
        cluster: &Cluster,
        definition: &TaskDefinition,
        now: [&JsonMap; 2],
        request: &JsonMap,
    ) -> Result<Self, ApiError> {
        let [service, deployment] = now;
        let mut all = json::pick(deployment, ONLY_DEPLOYMENT);
        all.extend(service.clone());
        let mut changes = pick(request);
        changes.remove("schedulingStrategy");
        changes.remove("launchType");
        if !json::list(&changes, "capacityProviderStrategy").is_empty() {
            all.remove("launchType");
        }
        if let Some(changed) = changes.remove("deploymentConfiguration").as_ref().and_then(Value::as_object)
            && let Some(known) = all.get_mut("deploymentConfiguration").and_then(Value::as_object_mut)
        {
            configuration::change(known, changed);
        }
        if changes.contains_key("loadBalancers") && json::list(&changes, "loadBalancers").is_empty() {
            all.remove("healthCheckGracePeriodSeconds");
        }
        all.extend(changes);
        let members = Self::complete(cluster, definition, all, Deed::Updated)?;
        refuse::platform(request, &members.placement)?;
        Ok(members)
    }

    fn complete(
        cluster: &Cluster,
        definition: &TaskDefinition,
        mut all: JsonMap,
        deed: Deed,
    ) -> Result<Self, ApiError> {
        let scheduling = scheduling(&mut all)?;
        let controller = controller(&mut all)?;
        handed::refuse(&all, controller, scheduling)?;
        load_balancers(definition, &all)?;
        traffic::check(&all)?;
        let placement = Placement::read(cluster, definition, &mut all)?;
        if scheduling == SchedulingStrategy::Daemon && placement.compute == Compute::Fargate {
            return Err(ApiError::invalid("The daemon scheduling strategy is not supported for Fargate tasks."));
        }
        refuse::members(cluster, definition, &all, &placement, deed)?;
        if let Some(family) = &placement.platform_family {
            all.insert("platformFamily".to_owned(), json!(&**family));
        }
        let [minimum_healthy_percent, maximum_percent] = configuration::complete(&mut all, scheduling)?;
        refuse::rebalancing(&all, scheduling, maximum_percent)?;
        for key in ["loadBalancers", "serviceRegistries", "placementConstraints", "placementStrategy"] {
            json::default(&mut all, key, json!([]));
        }
        json::default(&mut all, "enableECSManagedTags", false);
        json::default(&mut all, "enableExecuteCommand", false);
        json::default(&mut all, "propagateTags", "NONE");
        json::default(&mut all, "availabilityZoneRebalancing", "DISABLED");
        if !json::list(&all, "loadBalancers").is_empty() {
            json::default(&mut all, "healthCheckGracePeriodSeconds", 0);
        }
        let mut deployment = json::pick(&all, ONLY_DEPLOYMENT);
        deployment.extend(json::pick(&all, BOTH));
        if let Some(version) = &placement.platform_version {
            deployment.insert("platformVersion".to_owned(), json!(&**version));
        }
        for key in ONLY_DEPLOYMENT {
            all.remove(*key);
        }
        Ok(Self { service: all, deployment, placement, scheduling, minimum_healthy_percent, maximum_percent })
    }
}

fn pick(request: &JsonMap) -> JsonMap {
    let mut picked = json::pick(request, SERVICE);
    picked.extend(json::pick(request, ONLY_DEPLOYMENT));
    picked
}

fn scheduling(all: &mut JsonMap) -> Result<SchedulingStrategy, ApiError> {
    json::default(all, "schedulingStrategy", "REPLICA");
    match json::text(all, "schedulingStrategy") {
        Some("REPLICA") => Ok(SchedulingStrategy::Replica),
        Some("DAEMON") => Ok(SchedulingStrategy::Daemon),
        _ => Err(ApiError::invalid("scheduling strategy should be one of [REPLICA,DAEMON]")),
    }
}

fn controller(all: &mut JsonMap) -> Result<Controller, ApiError> {
    json::default(all, "deploymentController", json!({ "type": "ECS" }));
    Controller::read(all)
        .ok_or_else(|| ApiError::invalid("deployment controller type should be one of [ECS,CODE_DEPLOY,EXTERNAL]"))
}

fn load_balancers(definition: &TaskDefinition, all: &JsonMap) -> Result<(), ApiError> {
    for balancer in json::objects(all, "loadBalancers") {
        let Some(name) = json::text(balancer, "containerName") else { continue };
        let container = json::objects(&definition.document, "containerDefinitions")
            .find(|container| json::text(container, "name") == Some(name))
            .ok_or_else(|| ApiError::invalid(format!("The container {name} does not exist in the task definition.")))?;
        let Some(port) = json::number(balancer, "containerPort") else { continue };
        if !json::objects(container, "portMappings").any(|mapping| json::number(mapping, "containerPort") == Some(port))
        {
            return Err(ApiError::invalid(format!(
                "The container {name} did not have a container port {port} defined."
            )));
        }
    }
    Ok(())
}
