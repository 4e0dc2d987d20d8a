//! Clusters.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use model::name::EnvironmentName;
use model::query::{ListQuery, Listing};
use model::view::{Answer, ClusterPage, ClusterRef, ClusterRow};

use crate::drawn::Drawn;
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

/// The instances of a cluster that match the query, what still fits on them, and what else the cluster runs on.
#[server(input = GetUrl, output = Json, endpoint = "clusters/instances")]
pub async fn draw_instances(
    /// The cluster.
    cluster: ClusterRef,
    /// Filter and page.
    query: ListQuery,
) -> Result<Drawn, AppError> {
    let cx = crate::cx::Cx::current()?;
    let instances = cx.console.instances(&cx.viewer, &cluster, &query).await.map_err(|error| cx.report_part(error));
    let capacity = cx.console.capacity(&cx.viewer, &cluster).await.map_err(|error| cx.report_part(error));
    Ok(crate::pages::clusters::instances::pieces(&cluster, &query, instances, capacity))
}

/// The settings and tags of a cluster.
#[server(input = GetUrl, output = Json, endpoint = "clusters/configuration")]
pub async fn draw_configuration(
    /// The cluster.
    cluster: ClusterRef,
) -> Result<Drawn, AppError> {
    let cx = crate::cx::Cx::current()?;
    let page = cx.console.cluster(&cx.viewer, &cluster).await.map_err(|error| cx.report(error))?;
    Ok(crate::components::section::drawn(page.data.configuration))
}
