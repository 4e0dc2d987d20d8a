//! Clusters.

use std::collections::HashSet;

use aws_sdk_ecs::types::{self, ClusterField};
use futures::{StreamExt, TryStreamExt, stream};
use model::arn::Arn;
use model::cluster::{Cluster, ClusterStatus};

use super::capture::Capture;
use super::{PAGE_MAX, counts, paging, salvage};
use crate::budget::Priority;
use crate::clients::{Clients, Unanswered};
use crate::convert;
use crate::error::FleetError;
use crate::operation::Operation;

/// The most clusters that one DescribeClusters call takes.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeClusters.html>
const DESCRIBE_MAX: usize = 100;

/// Calls that are under way at once.
const IN_FLIGHT: usize = 4;

/// The ARNs of all clusters.
pub(crate) async fn list(clients: &Clients, priority: Priority) -> Result<Vec<String>, FleetError> {
    let fetch = |token: Option<String>| async move {
        let send = || clients.ecs.list_clusters().max_results(PAGE_MAX).set_next_token(token.clone()).send();
        let page = clients.call(Operation::ListClusters, priority, send).await?;
        Ok((page.cluster_arns.unwrap_or_default(), page.next_token))
    };
    Ok(paging::all(fetch).await?.items)
}

/// All ACTIVE clusters among these; one that vanished meanwhile is left out.
pub(crate) async fn describe(
    clients: &Clients,
    arns: &[String],
    priority: Priority,
) -> Result<Vec<Cluster>, FleetError> {
    let batches = arns.chunks(DESCRIBE_MAX).map(|batch| describe_batch(clients, batch, priority));
    let clusters: Vec<Cluster> = stream::iter(batches.collect::<Vec<_>>()).buffered(IN_FLIGHT).try_concat().await?;
    let mut names = HashSet::new();
    Ok(clusters
        .into_iter()
        .filter(|cluster| cluster.status != ClusterStatus::Inactive && names.insert(cluster.name.clone()))
        .collect())
}

/// What a list of ARNs alone tells, for when describing is denied.
pub(crate) fn known_by_arn(arns: &[String]) -> Vec<Cluster> {
    arns.iter().filter_map(|arn| convert::cluster::from_arn(Arn::parse(arn).ok()?)).collect()
}

async fn describe_batch(clients: &Clients, arns: &[String], priority: Priority) -> Result<Vec<Cluster>, FleetError> {
    let capture = Capture::default();
    let send = || {
        let include = [ClusterField::Statistics, ClusterField::Settings, ClusterField::Tags];
        let call = clients.ecs.describe_clusters().set_clusters(Some(arns.to_vec()));
        call.set_include(Some(include.to_vec())).customize().interceptor(capture.clone()).send()
    };
    let (items, body) = match clients.call_raw(Operation::DescribeClusters, priority, send).await {
        Ok(answer) => (salvage::whole(answer.value.clusters), capture.take()),
        Err(Unanswered { error, unread: Some(body) }) => {
            let parse =
                |client: aws_sdk_ecs::Client| async move { client.describe_clusters().send().await.ok()?.clusters };
            (salvage::items(&body.value, "clusters", parse).await.ok_or(error)?, Some(body.value))
        }
        Err(unanswered) => return Err(unanswered.error),
    };
    let lacking = body.as_ref().map(counts::of_clusters).unwrap_or_default();
    let items = counts::noted(items, lacking, types::Cluster::cluster_arn);
    Ok(salvage::converted(Operation::DescribeClusters, items, convert::cluster::cluster))
}
