//! The frame around every page.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use model::view::Shell;

use crate::error::AppError;
use crate::wire::Json;

/// The environments, who looks, and how old the news is.
#[server(input = GetUrl, output = Json, endpoint = "shell")]
pub async fn show_shell() -> Result<Shell, AppError> {
    let cx = crate::cx::Cx::current()?;
    cx.console.shell(&cx.viewer).await.map_err(|error| cx.report(error))
}
