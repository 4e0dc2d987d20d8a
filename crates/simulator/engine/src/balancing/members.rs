//! The `loadBalancers` of a service: what its tasks are registered with.

use super::target_group::TargetType;
use crate::rollout::revision::{Side, group_of};
use crate::task_definition::TaskDefinition;
use crate::{ApiError, JsonMap, Name, World, json};

/// One target group that a service's tasks are registered with.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceTarget {
    /// The target group's ARN.
    pub group: Name,
    /// The container that answers.
    pub container: Name,
    /// The container's port.
    pub port: u16,
}

/// The target groups that a service names for the tasks of one side.
pub(crate) fn service_targets(service: &JsonMap, side: Side) -> Vec<ServiceTarget> {
    let read = |item: &JsonMap| {
        Some(ServiceTarget {
            group: group_of(item, side)?.into(),
            container: json::text(item, "containerName")?.into(),
            port: u16::try_from(json::number(item, "containerPort")?).ok()?,
        })
    };
    json::objects(service, "loadBalancers").filter_map(read).collect()
}

/// Refuses target groups that do not exist, that no load balancer leads to, or that do not fit the network mode of the
/// tasks.
pub(crate) fn check_groups(world: &World, definition: &TaskDefinition, service: &JsonMap) -> Result<(), ApiError> {
    let fitting = if definition.awsvpc { TargetType::Ip } else { TargetType::Instance };
    for item in json::objects(service, "loadBalancers") {
        let Some(arn) = json::text(item, "targetGroupArn") else { continue };
        let group = world
            .target_group(arn)
            .ok_or_else(|| ApiError::invalid(format!("The target group {arn} does not exist.")))?;
        if group.target_type != fitting {
            let mode = json::text(&definition.document, "networkMode").unwrap_or("bridge");
            return Err(ApiError::invalid(format!(
                "The provided target group {arn} has target type {}, which is incompatible with the {mode} network mode specified in the task definition.",
                group.target_type.word()
            )));
        }
        if !group.is_used() {
            return Err(ApiError::invalid(format!(
                "The target group with targetGroupArn {arn} does not have an associated load balancer."
            )));
        }
    }
    Ok(())
}
