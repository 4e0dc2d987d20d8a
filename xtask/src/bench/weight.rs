//! What a first visit loads.

use anyhow::Result;

use super::table::Row;
use crate::check::weight::weigh;
use crate::site::manifest::Manifest;

/// The site as it is delivered.
pub fn measure(site: &Manifest) -> Result<Vec<Row>> {
    let weights = weigh(site)?;
    let row = |(what, bytes, limit): (&str, f64, f64)| {
        Row::at_most(format!("{what}, brotli"), bytes / 1e3, limit / 1e3, "kB")
    };
    Ok(weights.into_iter().map(row).collect())
}
