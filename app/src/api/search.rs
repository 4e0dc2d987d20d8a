//! Search across everything.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use model::view::{Answer, SearchResults};

use crate::error::AppError;
use crate::wire::Json;

/// Things whose name, id, image or address holds every word of the text, the best match first.
#[server(input = GetUrl, output = Json, endpoint = "search")]
pub async fn search(
    /// The words to look for.
    text: String,
) -> Result<Answer<SearchResults>, AppError> {
    let cx = crate::cx::Cx::current()?;
    cx.console.search(&cx.viewer, &text).await.map_err(|error| cx.report(error))
}
