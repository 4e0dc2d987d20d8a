//! What Playwright reports.

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::check::slowest::Slowest;
use crate::check::tally::Tally;

/// The part of the report that counts.
#[derive(Deserialize)]
struct Report {
    stats: Stats,
    suites: Vec<Suite>,
}

#[derive(Deserialize)]
struct Stats {
    expected: usize,
    unexpected: usize,
    flaky: usize,
    skipped: usize,
}

/// A file, or a `describe` in it.
#[derive(Deserialize)]
struct Suite {
    title: String,
    #[serde(default)]
    suites: Vec<Suite>,
    #[serde(default)]
    specs: Vec<Spec>,
}

#[derive(Deserialize)]
struct Spec {
    title: String,
    tests: Vec<Test>,
}

#[derive(Deserialize)]
struct Test {
    results: Vec<Try>,
}

#[derive(Deserialize)]
struct Try {
    /// In milliseconds.
    duration: u64,
}

/// Counts the journeys of a report, and notes how long each took.
///
/// # Errors
/// When there is no report, or one of another shape.
pub(super) fn read(report: &Path, slowest: &Slowest) -> Result<Tally> {
    let text = fs::read_to_string(report).with_context(|| format!("Playwright left no {}", report.display()))?;
    let Report { stats, suites } = serde_json::from_str(&text).context("Playwright's report has another shape")?;
    for suite in &suites {
        note(suite, &suite.title, slowest);
    }
    // A journey that holds only at the second try does not hold, nor does one that was not reached because another
    // failed.
    Ok(Tally { passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped })
}

fn note(suite: &Suite, name: &str, slowest: &Slowest) {
    for spec in &suite.specs {
        let time = spec.tests.iter().flat_map(|test| &test.results).map(|one| one.duration).sum();
        slowest.note(format!("{name} › {}", spec.title), Duration::from_millis(time));
    }
    for inner in &suite.suites {
        note(inner, &format!("{name} › {}", inner.title), slowest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, text: &str) -> (Tally, String) {
        let report = std::env::temp_dir().join(format!("podium-report-{name}-{}.json", std::process::id()));
        fs::write(&report, text).unwrap();
        let slowest = Slowest::default();
        let tally = read(&report, &slowest).unwrap();
        fs::remove_file(report).unwrap();
        (tally, slowest.to_string())
    }

    #[test]
    fn a_journey_that_needs_two_tries_or_is_not_reached_has_failed() {
        let text = r#"{"stats":{"expected":5,"skipped":4,"unexpected":1,"flaky":2,"duration":1.5},"suites":[]}"#;
        assert_eq!(check("stats", text).0, Tally { passed: 5, failed: 7 });
    }

    #[test]
    fn a_journey_is_timed_with_all_its_tries_and_called_by_its_whole_name() {
        let text = r#"{"stats":{"expected":1,"skipped":0,"unexpected":0,"flaky":0},"suites":[{"title":"live.spec.ts","specs":[],
            "suites":[{"title":"with JavaScript","specs":[{"title":"rows stay","tests":[{"results":[{"duration":1500},{"duration":500}]}]}]}]}]}"#;
        assert!(check("times", text).1.contains("2.0 s  live.spec.ts › with JavaScript › rows stay"));
    }
}
