//! Traffic.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use model::name::EnvironmentName;
use model::view::{Answer, TargetGroupRef};

use crate::drawn::Drawn;
use crate::error::AppError;
use crate::wire::Json;

/// Where the traffic of an environment goes, as far as it has all words of the filter.
#[server(input = GetUrl, output = Json, endpoint = "traffic")]
pub async fn draw_traffic(
    /// The environment.
    environment: EnvironmentName,
    /// Words that all have to occur in a rule.
    filter: String,
) -> Result<Answer<Drawn>, AppError> {
    let cx = crate::cx::Cx::current()?;
    let traffic = cx.console.traffic(&cx.viewer, &environment).await.map_err(|error| cx.report(error))?;
    Ok(crate::pages::traffic::drawn::traffic(traffic, &filter))
}

/// One target group: its targets and why they are as they are, and the ways to it.
#[server(input = GetUrl, output = Json, endpoint = "target-groups/show")]
pub async fn draw_target_group(
    /// The group.
    group: TargetGroupRef,
) -> Result<Answer<Drawn>, AppError> {
    let cx = crate::cx::Cx::current()?;
    let page = cx.console.target_group(&cx.viewer, &group).await;
    Ok(crate::pages::traffic::drawn::target_group(page.map_err(|error| cx.report(error))?))
}
