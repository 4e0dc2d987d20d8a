//! Clusters.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use model::address::ClusterRef;
use model::name::EnvironmentName;
use model::query::{ListQuery, Listing};
use model::view::{Answer, CapacityPage, ClusterPage, ClusterRow, InstancesPage};

use crate::error::AppError;
use crate::wire::Json;

/// The clusters of an environment that match the query, the worst first.
#[server(input = GetUrl, output = Json, endpoint = "clusters/list")]
pub async fn list_clusters(
    /// The environment.
    environment: EnvironmentName,
    /// Filter, level, order and page.
    query: ListQuery,
) -> Result<Answer<Listing<ClusterRow>>, AppError> {
    let cx = crate::cx::Cx::current()?;
    cx.console.clusters(&cx.viewer, &environment, &query).await.map_err(|error| cx.report(error))
}

/// One cluster: what it counts and how its services are.
#[server(input = GetUrl, output = Json, endpoint = "clusters/show")]
pub async fn show_cluster(
    /// The cluster.
    cluster: ClusterRef,
) -> Result<Answer<ClusterPage>, AppError> {
    let cx = crate::cx::Cx::current()?;
    cx.console.cluster(&cx.viewer, &cluster).await.map_err(|error| cx.report(error))
}

/// The instances of a cluster that match the query, and what still fits on them.
#[server(input = GetUrl, output = Json, endpoint = "clusters/instances")]
pub async fn list_instances(
    /// The cluster.
    cluster: ClusterRef,
    /// Filter, order and page.
    query: ListQuery,
) -> Result<Answer<InstancesPage>, AppError> {
    let cx = crate::cx::Cx::current()?;
    cx.console.instances(&cx.viewer, &cluster, &query).await.map_err(|error| cx.report(error))
}

/// What else a cluster runs on: its capacity providers, and the alarms that watch it.
#[server(input = GetUrl, output = Json, endpoint = "clusters/capacity")]
pub async fn show_capacity(
    /// The cluster.
    cluster: ClusterRef,
) -> Result<Answer<CapacityPage>, AppError> {
    let cx = crate::cx::Cx::current()?;
    cx.console.capacity(&cx.viewer, &cluster).await.map_err(|error| cx.report(error))
}
