//! Container instances.

use aws_sdk_ecs::types::{self, ContainerInstanceField};
use futures::{StreamExt, TryStreamExt, stream};
use model::instance::Instance;
use model::name::ClusterName;

use super::capture::Capture;
use super::{PAGE_MAX, counts, name_in, paging, salvage};
use crate::budget::Priority;
use crate::clients::{Clients, Unanswered};
use crate::convert;
use crate::error::FleetError;
use crate::operation::Operation;

/// The most container instances that one DescribeContainerInstances call takes.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeContainerInstances.html>
const DESCRIBE_MAX: usize = 100;

/// Calls that are under way at once.
const IN_FLIGHT: usize = 4;

/// All container instances of a cluster.
pub(crate) async fn all(
    clients: &Clients,
    cluster: &ClusterName,
    priority: Priority,
) -> Result<Vec<Instance>, FleetError> {
    let fetch = |token: Option<String>| async move {
        let send = || {
            let call = clients.ecs.list_container_instances().cluster(cluster.as_str());
            call.max_results(PAGE_MAX).set_next_token(token.clone()).send()
        };
        let page = clients.call(Operation::ListContainerInstances, priority, send).await?;
        Ok((page.container_instance_arns.unwrap_or_default(), page.next_token))
    };
    let listed = paging::all(fetch).await?.items;
    let ids = listed.iter().filter_map(|arn| name_in(arn, "container-instance", cluster));
    let ids: Vec<_> = ids.map(str::to_owned).collect();
    let batches = ids.chunks(DESCRIBE_MAX).map(|batch| describe(clients, cluster, batch, priority));
    stream::iter(batches.collect::<Vec<_>>()).buffered(IN_FLIGHT).try_concat().await
}

async fn describe(
    clients: &Clients,
    cluster: &ClusterName,
    ids: &[String],
    priority: Priority,
) -> Result<Vec<Instance>, FleetError> {
    let capture = Capture::default();
    let send = || {
        let call = clients.ecs.describe_container_instances().cluster(cluster.as_str());
        let call = call.set_container_instances(Some(ids.to_vec())).include(ContainerInstanceField::Tags);
        call.include(ContainerInstanceField::ContainerInstanceHealth).customize().interceptor(capture.clone()).send()
    };
    let (items, body) = match clients.call_raw(Operation::DescribeContainerInstances, priority, send).await {
        Ok(answer) => (salvage::whole(answer.value.container_instances), capture.take()),
        Err(Unanswered { error, unread: Some(body) }) => {
            let parse = |client: aws_sdk_ecs::Client| async move {
                client.describe_container_instances().send().await.ok()?.container_instances
            };
            (salvage::items(&body.value, "containerInstances", parse).await.ok_or(error)?, Some(body.value))
        }
        Err(unanswered) => return Err(unanswered.error),
    };
    let lacking = body.as_ref().map(counts::of_instances).unwrap_or_default();
    let items = counts::noted(items, lacking, types::ContainerInstance::container_instance_arn);
    let convert = |instance, unread| convert::instance::instance(instance, cluster, unread);
    Ok(salvage::converted(Operation::DescribeContainerInstances, items, convert))
}
