//! Each read once, in the smallest form there is, to see whether it is allowed.

use aws_sdk_ecs::types::TaskDefinitionStatus;
use model::name::ClusterName;

use crate::budget::Priority;
use crate::clients::Clients;
use crate::error::FleetError;
use crate::operation::Operation;

mod balancing;
mod deployments;

pub(crate) use super::identity::account;
pub(crate) use balancing::{listeners, load_balancers, metrics_and_scaling, rules, target_groups, target_health};
pub(crate) use deployments::{
    capacity_providers, describe_container_instance, describe_service_deployment, describe_service_revision,
    list_container_instances, list_service_deployments,
};

/// The smallest page.
const ONE: i32 = 1;

/// Someone waits at a terminal.
const PRIORITY: Priority = Priority::Interactive;

/// The ARN of a cluster, if there is one.
pub(crate) async fn list_clusters(clients: &Clients) -> Result<Vec<String>, FleetError> {
    let send = || clients.ecs.list_clusters().max_results(ONE).send();
    Ok(clients.call(Operation::ListClusters, PRIORITY, send).await?.cluster_arns.unwrap_or_default())
}

/// Describes one cluster.
pub(crate) async fn describe_cluster(clients: &Clients, cluster: &ClusterName) -> Result<(), FleetError> {
    let send = || clients.ecs.describe_clusters().clusters(cluster.as_str()).send();
    clients.call(Operation::DescribeClusters, PRIORITY, send).await.map(drop)
}

/// The ARN of a service of the cluster, if there is one.
pub(crate) async fn list_services(clients: &Clients, cluster: &ClusterName) -> Result<Vec<String>, FleetError> {
    let send = || clients.ecs.list_services().cluster(cluster.as_str()).max_results(ONE).send();
    Ok(clients.call(Operation::ListServices, PRIORITY, send).await?.service_arns.unwrap_or_default())
}

/// Describes one service.
pub(crate) async fn describe_service(clients: &Clients, cluster: &ClusterName, arn: &str) -> Result<(), FleetError> {
    let send = || clients.ecs.describe_services().cluster(cluster.as_str()).services(arn).send();
    clients.call(Operation::DescribeServices, PRIORITY, send).await.map(drop)
}

/// The ARN of a task of the cluster, if one runs.
pub(crate) async fn list_tasks(clients: &Clients, cluster: &ClusterName) -> Result<Vec<String>, FleetError> {
    let send = || clients.ecs.list_tasks().cluster(cluster.as_str()).max_results(ONE).send();
    Ok(clients.call(Operation::ListTasks, PRIORITY, send).await?.task_arns.unwrap_or_default())
}

/// Describes one task.
pub(crate) async fn describe_task(clients: &Clients, cluster: &ClusterName, arn: &str) -> Result<(), FleetError> {
    let send = || clients.ecs.describe_tasks().cluster(cluster.as_str()).tasks(arn).send();
    clients.call(Operation::DescribeTasks, PRIORITY, send).await.map(drop)
}

/// Asks whether one task is protected. That it can have no protection is an answer, too.
pub(crate) async fn task_protection(clients: &Clients, cluster: &ClusterName, arn: &str) -> Result<(), FleetError> {
    let send = || clients.ecs.get_task_protection().cluster(cluster.as_str()).tasks(arn).send();
    clients.call(Operation::GetTaskProtection, PRIORITY, send).await.map(drop)
}

/// The ARN of a task definition with this status, if there is one.
pub(crate) async fn list_task_definitions(
    clients: &Clients,
    status: TaskDefinitionStatus,
) -> Result<Vec<String>, FleetError> {
    let send = || clients.ecs.list_task_definitions().status(status.clone()).max_results(ONE).send();
    let answer = clients.call(Operation::ListTaskDefinitions, PRIORITY, send).await?;
    Ok(answer.task_definition_arns.unwrap_or_default())
}

/// Describes one task definition and forgets all of it but the names of its images.
pub(crate) async fn describe_task_definition(clients: &Clients, arn: &str) -> Result<Vec<String>, FleetError> {
    let send = || clients.ecs.describe_task_definition().task_definition(arn).send();
    let answer = clients.call(Operation::DescribeTaskDefinition, PRIORITY, send).await?;
    let containers = answer.task_definition.and_then(|definition| definition.container_definitions);
    Ok(containers.into_iter().flatten().filter_map(|container| container.image).collect())
}
