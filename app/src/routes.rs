//! Addresses of ours that are no pages. Those of pages are known to [`model::page`] alone.

use model::page::Page;
use model::query::percent_encode;

/// The server function that draws a page.
pub const PAGE: &str = "/api/page";

/// The icon of the site.
pub const ICON: &str = "/favicon.svg";

/// The stream of changes that concern a page.
pub fn live(page: &Page) -> String {
    format!("/live?watch={}", percent_encode(&page.path()))
}
