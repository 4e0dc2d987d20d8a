//! Services.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use model::name::{ClusterName, EnvironmentName};
use model::query::{ListQuery, Listing};
use model::service::ServiceRef;
use model::view::{Answer, ServicePage, ServiceRow};

use crate::drawn::Drawn;
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

/// The overview of a service below its head: how its deployment fares, where its traffic goes, what was measured, its alarms.
#[server(input = GetUrl, output = Json, endpoint = "services/overview")]
pub async fn draw_overview(
    /// The service.
    service: ServiceRef,
) -> Result<Drawn, AppError> {
    let cx = crate::cx::Cx::current()?;
    let rollout = cx.console.rollout(&cx.viewer, &service).await.map_err(|error| cx.report_part(error));
    let traffic = cx.console.service_traffic(&cx.viewer, &service).await.map_err(|error| cx.report_part(error));
    let metrics = cx.console.metrics(&cx.viewer, &service).await.map_err(|error| cx.report_part(error));
    Ok(crate::pages::service::drawn::overview(&service, rollout, traffic, metrics))
}

/// The deployments of a service: the one under way, those that have tasks, and those before.
#[server(input = GetUrl, output = Json, endpoint = "services/deployments")]
pub async fn draw_deployments(
    /// The service.
    service: ServiceRef,
) -> Result<Drawn, AppError> {
    let cx = crate::cx::Cx::current()?;
    let page = cx.console.service(&cx.viewer, &service).await.map_err(|error| cx.report_part(error));
    let rollout = cx.console.rollout(&cx.viewer, &service).await.map_err(|error| cx.report_part(error));
    Ok(crate::pages::service::drawn::deployments(&service, page, rollout))
}

/// How a service is set up.
#[server(input = GetUrl, output = Json, endpoint = "services/configuration")]
pub async fn draw_configuration(
    /// The service.
    service: ServiceRef,
) -> Result<Drawn, AppError> {
    let cx = crate::cx::Cx::current()?;
    let page = cx.console.service(&cx.viewer, &service).await.map_err(|error| cx.report(error))?;
    Ok(crate::components::section::drawn(page.data.configuration))
}
