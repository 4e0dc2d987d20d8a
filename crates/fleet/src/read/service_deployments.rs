//! Service deployments and service revisions.

use model::deployment::{ServiceDeployment, ServiceDeploymentStatus, ServiceRevision};
use model::name::{ClusterName, ServiceName};

use super::salvage;
use crate::budget::Priority;
use crate::clients::{Clients, Sent, Unanswered};
use crate::convert::{self, LeftOut};
use crate::error::FleetError;
use crate::operation::Operation;

/// The most service deployments that one DescribeServiceDeployments call takes, and service revisions likewise.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServiceDeployments.html>
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServiceRevisions.html>
pub(crate) const DESCRIBE_MAX: usize = 20;

/// What a list tells of a service deployment.
pub(crate) struct Brief {
    pub(crate) arn: String,
    pub(crate) status: ServiceDeploymentStatus,
}

/// The newest service deployments of a service, as many as one call describes, the newest first. ECS keeps those of 90
/// days.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListServiceDeployments.html>
pub(crate) async fn list(
    clients: &Clients,
    cluster: &ClusterName,
    service: &ServiceName,
    priority: Priority,
) -> Result<Sent<Vec<Brief>>, FleetError> {
    let send = || {
        let call = clients.ecs.list_service_deployments().cluster(cluster.as_str()).service(service.as_str());
        call.max_results(DESCRIBE_MAX as i32).send()
    };
    let answer = clients.call_raw(Operation::ListServiceDeployments, priority, send).await.map_err(|it| it.error)?;
    let mut listed = answer.value.service_deployments.unwrap_or_default();
    listed.sort_by_key(|it| std::cmp::Reverse(it.created_at.or(it.started_at).map(|at| at.as_nanos())));
    listed.truncate(DESCRIBE_MAX);
    let brief = |it: aws_sdk_ecs::types::ServiceDeploymentBrief| {
        Some(Brief { arn: it.service_deployment_arn?, status: convert::service_deployment::status(it.status.as_ref()) })
    };
    Ok(Sent { at: answer.at, value: listed.into_iter().filter_map(brief).collect() })
}

/// Those of at most [`DESCRIBE_MAX`] service deployments that exist, of whatever services.
pub(crate) async fn describe(
    clients: &Clients,
    arns: &[String],
    priority: Priority,
) -> Result<Vec<ServiceDeployment>, FleetError> {
    let send = || clients.ecs.describe_service_deployments().set_service_deployment_arns(Some(arns.to_vec())).send();
    let found = match clients.call_raw(Operation::DescribeServiceDeployments, priority, send).await {
        Ok(answer) => salvage::whole(answer.value.service_deployments),
        Err(Unanswered { error, unread: Some(body) }) => {
            let parse = |client: aws_sdk_ecs::Client| async move {
                client.describe_service_deployments().send().await.ok()?.service_deployments
            };
            salvage::items(&body.value, "serviceDeployments", parse).await.ok_or(error)?
        }
        Err(unanswered) => return Err(unanswered.error),
    };
    let convert =
        |found, _| convert::service_deployment::service_deployment(found).ok_or(LeftOut::Lacks("serviceDeploymentArn"));
    Ok(salvage::converted(Operation::DescribeServiceDeployments, found, convert))
}

/// Those of at most [`DESCRIBE_MAX`] service revisions that exist.
pub(crate) async fn revisions(
    clients: &Clients,
    arns: &[String],
    priority: Priority,
) -> Result<Vec<ServiceRevision>, FleetError> {
    let send = || clients.ecs.describe_service_revisions().set_service_revision_arns(Some(arns.to_vec())).send();
    let found = match clients.call_raw(Operation::DescribeServiceRevisions, priority, send).await {
        Ok(answer) => salvage::whole(answer.value.service_revisions),
        Err(Unanswered { error, unread: Some(body) }) => {
            let parse = |client: aws_sdk_ecs::Client| async move {
                client.describe_service_revisions().send().await.ok()?.service_revisions
            };
            salvage::items(&body.value, "serviceRevisions", parse).await.ok_or(error)?
        }
        Err(unanswered) => return Err(unanswered.error),
    };
    let convert =
        |found, _| convert::service_deployment::service_revision(found).ok_or(LeftOut::Lacks("serviceRevisionArn"));
    Ok(salvage::converted(Operation::DescribeServiceRevisions, found, convert))
}
