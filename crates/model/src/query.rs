//! What the address of a list says: filter, level, sort, order and page.

use serde::{Deserialize, Serialize};

use crate::verdict::Level;

/// Rows on one page of a list.
pub const ROWS_PER_PAGE: u32 = 100;

/// The longest filter that is taken, in characters.
pub const FILTER_MAX: usize = 200;

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

/// What is wrong with the query of an address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueryError {
    /// The parameter, for example `page`.
    pub field: String,
    /// What it should have been, as a sentence.
    pub problem: String,
}

/// One page of a list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
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
