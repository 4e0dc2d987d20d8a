//! Services.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use model::address::ServiceRef;
use model::name::{ClusterName, EnvironmentName};
use model::query::{ListQuery, Listing};
use model::view::{Answer, MetricsStrip, RolloutPage, ServicePage, ServiceRow, ServiceTraffic};

use crate::error::AppError;
use crate::wire::Json;

/// The services of an environment, or of one of its clusters, that match the query, the worst first.
#[server(input = GetUrl, output = Json, endpoint = "services/list")]
pub async fn list_services(
    /// The environment.
    environment: EnvironmentName,
    /// The cluster; all of the environment when it is left out.
    cluster: Option<ClusterName>,
    /// Filter, level, order and page.
    query: ListQuery,
) -> Result<Answer<Listing<ServiceRow>>, AppError> {
    let cx = crate::cx::Cx::current()?;
    cx.console.services(&cx.viewer, &environment, cluster.as_ref(), &query).await.map_err(|error| cx.report(error))
}

/// One service: the verdict with its evidence, deployments, the tasks that explain most, and its configuration.
#[server(input = GetUrl, output = Json, endpoint = "services/show")]
pub async fn show_service(
    /// The service.
    service: ServiceRef,
) -> Result<Answer<ServicePage>, AppError> {
    let cx = crate::cx::Cx::current()?;
    cx.console.service(&cx.viewer, &service).await.map_err(|error| cx.report(error))
}

/// How the deployment of a service fares, and those before.
#[server(input = GetUrl, output = Json, endpoint = "services/rollout")]
pub async fn show_rollout(
    /// The service.
    service: ServiceRef,
) -> Result<Answer<RolloutPage>, AppError> {
    let cx = crate::cx::Cx::current()?;
    cx.console.rollout(&cx.viewer, &service).await.map_err(|error| cx.report(error))
}

/// Where the traffic of a service comes from, and its alarms.
#[server(input = GetUrl, output = Json, endpoint = "services/traffic")]
pub async fn show_service_traffic(
    /// The service.
    service: ServiceRef,
) -> Result<Answer<ServiceTraffic>, AppError> {
    let cx = crate::cx::Cx::current()?;
    cx.console.service_traffic(&cx.viewer, &service).await.map_err(|error| cx.report(error))
}

/// The last hour of a service in numbers.
#[server(input = GetUrl, output = Json, endpoint = "services/metrics")]
pub async fn show_metrics(
    /// The service.
    service: ServiceRef,
) -> Result<Answer<MetricsStrip>, AppError> {
    let cx = crate::cx::Cx::current()?;
    cx.console.metrics(&cx.viewer, &service).await.map_err(|error| cx.report(error))
}
