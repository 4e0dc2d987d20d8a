//! What the address of a list says: filter, level, sort, order and page.

mod parse;
mod print;

use serde::{Deserialize, Serialize};

pub(crate) use parse::page as page_from_text;
pub use print::percent_encode;
pub(crate) use print::query_of;

use crate::verdict::Level;

/// Rows on one page of a list.
pub const ROWS_PER_PAGE: u32 = 100;

/// The longest filter that is taken, in characters.
pub const FILTER_MAX: usize = 200;

/// Columns by which lists of services are sorted; the first is the list's own choice.
pub const SERVICE_SORTS: &[&str] = &["level", "name", "cluster", "running", "deployed"];

/// Columns by which lists of clusters are sorted; the first is the list's own choice.
pub const CLUSTER_SORTS: &[&str] = &["level", "name", "services", "tasks"];

/// Columns by which lists of tasks are sorted; the first is the list's own choice.
pub const TASK_SORTS: &[&str] = &["level", "task", "service", "revision", "status", "started"];

/// Columns by which lists of container instances are sorted; the first is the list's own choice.
pub const INSTANCE_SORTS: &[&str] = &["level", "instance", "zone", "cpu", "memory", "tasks"];

/// Columns by which lists of events are sorted.
pub const EVENT_SORTS: &[&str] = &["at"];

/// Columns by which lists of families are sorted; the first is the list's own choice.
pub const FAMILY_SORTS: &[&str] = &["name", "latest", "used"];

/// Columns by which lists of revisions are sorted.
pub const REVISION_SORTS: &[&str] = &["revision"];

/// What `status` may say, over all lists.
pub const STATUSES: &[&str] = &["running", "stopped", "active", "inactive"];

/// Ascending or descending.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Order {
    /// The list's own order: the worst, the newest or the first letter on top.
    #[default]
    Natural,
    /// That order turned round.
    Reversed,
}

/// The query of a list page, as it stands in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ListQuery {
    /// Words that all have to occur in a row.
    #[serde(default)]
    pub filter: String,
    /// Only rows of this level.
    #[serde(default)]
    pub level: Option<Level>,
    /// Which of the list's columns it is sorted by; empty for the list's own choice.
    #[serde(default)]
    pub sort: String,
    /// Which way round.
    #[serde(default)]
    pub order: Order,
    /// The page, counted from 0 here and from 1 in the address.
    #[serde(default)]
    pub page: u32,
    /// For lists of tasks: `running`, `stopped`, or empty for both. For revisions: `active`, `inactive`, or empty.
    #[serde(default)]
    pub status: String,
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Listing<T> {
    /// The rows of this page.
    pub rows: Vec<T>,
    /// Rows on all pages, after the filter.
    pub matching: u32,
    /// Rows before the filter.
    pub total: u32,
    /// This page, counted from 0.
    pub page: u32,
}

impl<T> Default for Listing<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), matching: 0, total: 0, page: 0 }
    }
}

impl<T> Listing<T> {
    /// How many pages the matching rows fill; at least one.
    pub const fn pages(&self) -> u32 {
        let pages = self.matching.div_ceil(ROWS_PER_PAGE);
        if pages == 0 { 1 } else { pages }
    }

    /// The number of the first row of this page, counted from 1; 0 when there are no rows.
    pub const fn first_row(&self) -> u32 {
        if self.rows.is_empty() { 0 } else { self.page * ROWS_PER_PAGE + 1 }
    }

    /// The number of the last row of this page, counted from 1; 0 when there are no rows.
    pub fn last_row(&self) -> u32 {
        if self.rows.is_empty() { 0 } else { self.page * ROWS_PER_PAGE + self.rows.len() as u32 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listing_counts_its_pages_and_rows() {
        let listing = |matching, page, rows: usize| Listing { rows: vec![(); rows], matching, total: matching, page };
        assert_eq!(listing(0, 0, 0).pages(), 1);
        assert_eq!(listing(100, 0, 100).pages(), 1);
        assert_eq!(listing(101, 1, 1).pages(), 2);
        assert_eq!((listing(101, 1, 1).first_row(), listing(101, 1, 1).last_row()), (101, 101));
        assert_eq!((listing(0, 0, 0).first_row(), listing(0, 0, 0).last_row()), (0, 0));
    }
}
