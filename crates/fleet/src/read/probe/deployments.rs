//! Service deployments, container instances and capacity providers.

use model::name::ClusterName;

use super::{ONE, PRIORITY};
use crate::clients::Clients;
use crate::error::FleetError;
use crate::operation::Operation;

/// The newest service deployment of a service and the service revision it deploys, if there are any.
pub(crate) async fn list_service_deployments(
    clients: &Clients,
    cluster: &ClusterName,
    service: &str,
) -> Result<Vec<(String, Option<String>)>, FleetError> {
    let send = || {
        let call = clients.ecs.list_service_deployments().cluster(cluster.as_str());
        call.service(service).max_results(ONE).send()
    };
    let answer = clients.call(Operation::ListServiceDeployments, PRIORITY, send).await?;
    let listed = answer.service_deployments.into_iter().flatten();
    Ok(listed.filter_map(|it| Some((it.service_deployment_arn?, it.target_service_revision_arn))).collect())
}

/// Describes one service deployment.
pub(crate) async fn describe_service_deployment(clients: &Clients, arn: &str) -> Result<(), FleetError> {
    let send = || clients.ecs.describe_service_deployments().service_deployment_arns(arn).send();
    clients.call(Operation::DescribeServiceDeployments, PRIORITY, send).await.map(drop)
}

/// Describes one service revision.
pub(crate) async fn describe_service_revision(clients: &Clients, arn: &str) -> Result<(), FleetError> {
    let send = || clients.ecs.describe_service_revisions().service_revision_arns(arn).send();
    clients.call(Operation::DescribeServiceRevisions, PRIORITY, send).await.map(drop)
}

/// The ARN of a container instance of the cluster, if there is one.
pub(crate) async fn list_container_instances(
    clients: &Clients,
    cluster: &ClusterName,
) -> Result<Vec<String>, FleetError> {
    let send = || clients.ecs.list_container_instances().cluster(cluster.as_str()).max_results(ONE).send();
    let answer = clients.call(Operation::ListContainerInstances, PRIORITY, send).await?;
    Ok(answer.container_instance_arns.unwrap_or_default())
}

/// Describes one container instance.
pub(crate) async fn describe_container_instance(
    clients: &Clients,
    cluster: &ClusterName,
    arn: &str,
) -> Result<(), FleetError> {
    let send = || clients.ecs.describe_container_instances().cluster(cluster.as_str()).container_instances(arn).send();
    clients.call(Operation::DescribeContainerInstances, PRIORITY, send).await.map(drop)
}

/// Describes a capacity provider.
pub(crate) async fn capacity_providers(clients: &Clients) -> Result<(), FleetError> {
    let send = || clients.ecs.describe_capacity_providers().max_results(ONE).send();
    clients.call(Operation::DescribeCapacityProviders, PRIORITY, send).await.map(drop)
}
