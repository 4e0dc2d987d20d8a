//! What AWS refuses in a service, however it is deployed. Sentences are AWS's as far as they are recorded.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_definition_parameters.html>

use crate::cluster::Cluster;
use crate::error::ApiError;
use crate::placement::Placement;
use crate::service::{Compute, SchedulingStrategy};
use crate::task_definition::TaskDefinition;
use crate::{JsonMap, json};

/// How many items lists may have.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html>
const LISTS: [(&str, &str, usize); 2] =
    [("loadBalancers", "load balancers", 5), ("serviceRegistries", "service registries", 1)];

/// What a request does to its service, as a sentence says it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Deed {
    Created,
    Updated,
}

/// Refuses a number of tasks where the instances decide it; also 0.
pub(super) fn desired(scheduling: SchedulingStrategy, desired: Option<i64>) -> Result<(), ApiError> {
    match (scheduling, desired) {
        (SchedulingStrategy::Daemon, Some(_)) => {
            Err(ApiError::invalid("The daemon scheduling strategy does not support a desired count for services."))
        }
        _ => Ok(()),
    }
}

/// Refuses a platform version that the request itself names where there is none.
pub(super) fn platform(request: &JsonMap, placement: &Placement) -> Result<(), ApiError> {
    if placement.compute != Compute::Fargate && request.contains_key("platformVersion") {
        return Err(ApiError::invalid("The platform version must be null when specifying an EC2 launch type."));
    }
    Ok(())
}

/// Refuses a service whose members do not go together, or not with its task definition.
pub(super) fn members(
    cluster: &Cluster,
    definition: &TaskDefinition,
    all: &JsonMap,
    placement: &Placement,
    deed: Deed,
) -> Result<(), ApiError> {
    for (member, what, most) in LISTS {
        if json::list(all, member).len() > most {
            return Err(ApiError::invalid(format!("{what} can have at most {most} items.")));
        }
    }
    load_balancers(all, placement)?;
    network(all, placement)?;
    connect(cluster, definition, all)?;
    volumes(definition, all)?;
    if json::is_true(all, "enableExecuteCommand") && !definition.document.contains_key("taskRoleArn") {
        let deed = match deed {
            Deed::Created => "created",
            Deed::Updated => "updated",
        };
        return Err(ApiError::invalid(format!(
            "The service couldn't be {deed} because a valid taskRoleArn is not being used. Specify a valid task role in your task definition and try again."
        )));
    }
    Ok(())
}

/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html>
pub(super) fn rebalancing(all: &JsonMap, scheduling: SchedulingStrategy, most: u32) -> Result<(), ApiError> {
    if json::text(all, "availabilityZoneRebalancing") != Some("ENABLED") {
        return Ok(());
    }
    if scheduling == SchedulingStrategy::Daemon {
        return Err(ApiError::invalid("Availability Zone Rebalancing does not support DAEMON services."));
    }
    if most <= 100 {
        return Err(ApiError::invalid("Availability Zone Rebalancing does not support maximumPercent <= 100."));
    }
    Ok(())
}

fn load_balancers(all: &JsonMap, placement: &Placement) -> Result<(), ApiError> {
    for balancer in json::objects(all, "loadBalancers").filter(|it| it.contains_key("loadBalancerName")) {
        if balancer.contains_key("targetGroupArn") {
            return Err(ApiError::invalid("loadBalancerName and targetGroupArn cannot both be specified."));
        }
        if placement.compute == Compute::Fargate {
            return Err(ApiError::invalid("Classic Load Balancers are not supported with Fargate."));
        }
    }
    let Some(grace) = json::number(all, "healthCheckGracePeriodSeconds") else { return Ok(()) };
    if json::list(all, "loadBalancers").is_empty() {
        return Err(ApiError::invalid(
            "Health check grace period is only valid for services configured to use load balancers",
        ));
    }
    if !(0..=i64::from(i32::MAX)).contains(&grace) {
        return Err(ApiError::invalid("healthCheckGracePeriodSeconds must be at least 0."));
    }
    Ok(())
}

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html>
fn network(all: &JsonMap, placement: &Placement) -> Result<(), ApiError> {
    let network = json::object(all, "networkConfiguration").and_then(|it| json::object(it, "awsvpcConfiguration"));
    let Some(network) = network else { return Ok(()) };
    for (member, most) in [("subnets", 16), ("securityGroups", 5)] {
        if json::list(network, member).len() > most {
            return Err(ApiError::invalid(format!("{member} can have at most {most} items.")));
        }
    }
    if placement.compute != Compute::Fargate && json::text(network, "assignPublicIp") == Some("ENABLED") {
        return Err(ApiError::invalid("Assign public IP is not supported for this launch type."));
    }
    Ok(())
}

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectConfiguration.html>
fn connect(cluster: &Cluster, definition: &TaskDefinition, all: &JsonMap) -> Result<(), ApiError> {
    let connect = json::object(all, "serviceConnectConfiguration").filter(|it| json::is_true(it, "enabled"));
    let Some(connect) = connect else { return Ok(()) };
    if !connect.contains_key("namespace") && !cluster.settings.contains_key("serviceConnectDefaults") {
        return Err(ApiError::invalid("Namespace is missing."));
    }
    let is_named = |port: &str| {
        json::objects(&definition.document, "containerDefinitions")
            .flat_map(|container| json::objects(container, "portMappings"))
            .any(|mapping| json::text(mapping, "name") == Some(port))
    };
    let mut ports = json::objects(connect, "services").filter_map(|service| json::text(service, "portName"));
    match ports.find(|port| !is_named(port)) {
        Some(port) => Err(ApiError::invalid(format!(
            "portName({port}) does not refer to any named PortMapping in the container definitions."
        ))),
        None => Ok(()),
    }
}

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceVolumeConfiguration.html>
fn volumes(definition: &TaskDefinition, all: &JsonMap) -> Result<(), ApiError> {
    let known = json::objects(&definition.document, "volumes");
    let known: Vec<&str> = known.filter_map(|volume| json::text(volume, "name")).collect();
    let mut asked = json::objects(all, "volumeConfigurations").filter_map(|volume| json::text(volume, "name"));
    match asked.find(|name| !known.contains(name)) {
        Some(name) => Err(ApiError::invalid(format!(
            "The volume name '{name}' in your request does not have a matching volume in your Task Definition."
        ))),
        None => Ok(()),
    }
}
