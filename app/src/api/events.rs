//! What ECS reports about services in its own words.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use model::address::ClusterRef;
use model::name::ServiceName;
use model::query::{ListQuery, Listing};
use model::view::{Answer, EventRow};

use crate::error::AppError;
use crate::wire::Json;

/// The events of a cluster's services, or of one of them, that match the query, the newest first.
#[server(input = GetUrl, output = Json, endpoint = "events/list")]
pub async fn list_events(
    /// The cluster.
    cluster: ClusterRef,
    /// The service; all of the cluster when it is left out.
    service: Option<ServiceName>,
    /// Filter, level, order and page.
    query: ListQuery,
) -> Result<Answer<Listing<EventRow>>, AppError> {
    let cx = crate::cx::Cx::current()?;
    cx.console.events(&cx.viewer, &cluster, service.as_ref(), &query).await.map_err(|error| cx.report(error))
}
