//! Traffic.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use model::address::TargetGroupRef;
use model::name::EnvironmentName;
use model::view::{Answer, TargetGroupPage, TrafficPage};

use crate::error::AppError;
use crate::wire::Json;

/// Where the traffic of an environment goes.
#[server(input = GetUrl, output = Json, endpoint = "traffic")]
pub async fn show_traffic(
    /// The environment.
    environment: EnvironmentName,
) -> Result<Answer<TrafficPage>, AppError> {
    let cx = crate::cx::Cx::current()?;
    cx.console.traffic(&cx.viewer, &environment).await.map_err(|error| cx.report(error))
}

/// One target group: its targets and why they are as they are, and the routes to it.
#[server(input = GetUrl, output = Json, endpoint = "target-groups/show")]
pub async fn show_target_group(
    /// The group.
    group: TargetGroupRef,
) -> Result<Answer<TargetGroupPage>, AppError> {
    let cx = crate::cx::Cx::current()?;
    let page = cx.console.target_group(&cx.viewer, &group).await;
    page.map_err(|error| cx.report(error))
}
