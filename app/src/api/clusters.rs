//! Clusters.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use model::name::EnvironmentName;
use model::query::{ListQuery, Listing};
use model::view::{Answer, ClusterPage, ClusterRef, ClusterRow};

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
