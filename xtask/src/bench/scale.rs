//! A page costs what it shows and not what there is: the same pages of an estate five times as large.

use std::path::Path;

use anyhow::Result;

use super::pages::load;
use super::table::Row;
use super::world::{ENVIRONMENT, Large, Programs};
use crate::install;

/// The larger estate.
const MANY: &str = "large:5000:50000";

/// Calls after which Podium has read its services and tasks: the largest batches that AWS takes.
const MANY_CALLS: [(&str, u64); 2] = [("DescribeServices", 5_000 / 10), ("DescribeTasks", 50_000 / 100)];

/// How often both estates take turns, and for how long each time: what disturbs the machine disturbs both.
const ROUNDS: usize = 3;
const TURN: &str = "6s";

/// Pages a second with 5 000 services and 50 000 tasks, relative to those with 1 008 services.
pub fn measure(programs: &Programs, large: &Large) -> Result<Vec<Row>> {
    let wrk = install::wrk::wrk()?;
    let many = Large::known(programs, MANY, &MANY_CALLS)?;
    let pages = [
        ("services page", format!("/env/{ENVIRONMENT}/services")),
        ("services page, filtered", format!("/env/{ENVIRONMENT}/services?q=api")),
        ("fleet page", "/".to_owned()),
        ("search", "/search?q=worker-03".to_owned()),
    ];
    pages.iter().map(|(page, path)| compare(&wrk, page, path, large, &many)).collect()
}

fn compare(wrk: &Path, page: &str, path: &str, large: &Large, many: &Large) -> Result<Row> {
    let (mut few_pages, mut many_pages) = (0.0, 0.0);
    for _ in 0..ROUNDS {
        few_pages += load(wrk, &large.podium, path, TURN)?.per_second;
        many_pages += load(wrk, &many.podium, path, TURN)?.per_second;
    }
    let rounds = ROUNDS as f64;
    let what = format!("{page}: pages/s with 5 000 services and 50 000 tasks ÷ with 1 008 and 10 000");
    let remark = format!("{:.0} ÷ {:.0}", many_pages / rounds, few_pages / rounds);
    Ok(Row::at_least(what, many_pages / few_pages, 0.8, "").remark(remark))
}
