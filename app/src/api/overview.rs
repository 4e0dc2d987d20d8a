//! The fleet.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use model::view::{Answer, Overview};

use crate::error::AppError;
use crate::wire::Json;

/// What needs attention in all environments, the worst first.
#[server(input = GetUrl, output = Json, endpoint = "overview")]
pub async fn show_overview() -> Result<Answer<Overview>, AppError> {
    let cx = crate::cx::Cx::current()?;
    cx.console.overview(&cx.viewer).await.map_err(|error| cx.report(error))
}
