//! Addresses of ours that are no pages. Those of pages are known to [`model::page`] alone.

use model::page::Page;
use model::query::percent_encode;

/// The server function that draws a page.
pub const PAGE: &str = "/api/page";

/// The record of changes as comma-separated values, filtered by the same query as its page.
pub const AUDIT_CSV: &str = "/api/audit.csv";

/// The same, a line of JSON for each entry.
pub const AUDIT_LINES: &str = "/api/audit.jsonl";

/// The icon of the site.
pub const ICON: &str = "/favicon.svg";

/// The stream of changes that concern a page.
pub fn live(page: &Page) -> String {
    format!("/live?watch={}", percent_encode(&page.path()))
}
