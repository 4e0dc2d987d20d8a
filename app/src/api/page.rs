//! The page itself, drawn.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use crate::error::AppError;
use crate::parts::Drawn;
use crate::wire::Json;

/// The parts of the page at an address, without the drawings that the browser has.
///
/// The answer is 200 also where the page is a problem: what is drawn then is a page like any other, and says its own
/// status.
#[server(input = GetUrl, output = Json, endpoint = "page")]
pub async fn draw_page(
    /// Path and query of the page.
    address: String,
    /// The drawings that the browser has: `name:mark`, separated by spaces.
    #[server(default)]
    have: String,
) -> Result<Drawn, AppError> {
    let cx = crate::cx::Cx::current()?;
    Ok(crate::parts::draw(&cx, &address).await.without(&have))
}
