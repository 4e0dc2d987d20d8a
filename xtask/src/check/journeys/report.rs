//! What Playwright reports.

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::check::Notes;
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
    status: Status,
    results: Vec<Try>,
}

/// What became of a journey, all its tries together.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Status {
    Expected,
    Unexpected,
    Flaky,
    Skipped,
}

#[derive(Deserialize)]
struct Try {
    /// In milliseconds.
    duration: u64,
}

/// Counts the journeys of a report, and notes how long each took and which did not hold.
///
/// # Errors
/// When there is no report, or one of another shape.
pub(super) fn read(report: &Path, notes: &Notes) -> Result<Tally> {
    let text = fs::read_to_string(report).with_context(|| format!("Playwright left no {}", report.display()))?;
    let Report { stats, suites } = serde_json::from_str(&text).context("Playwright's report has another shape")?;
    for suite in &suites {
        note(suite, &suite.title, notes);
    }
    // A busy machine can be late once. A journey that is late twice has failed, and so has one that was not reached.
    Ok(Tally { passed: stats.expected + stats.flaky, failed: stats.unexpected + stats.skipped })
}

fn note(suite: &Suite, name: &str, notes: &Notes) {
    for spec in &suite.specs {
        let name = format!("{name} › {}", spec.title);
        let time = spec.tests.iter().flat_map(|test| &test.results).map(|one| one.duration).sum();
        notes.slowest.note(&name, Duration::from_millis(time));
        for test in &spec.tests {
            match test.status {
                Status::Expected => {}
                Status::Flaky => notes.failed.note_retried(&name),
                Status::Unexpected => notes.failed.note(&name),
                Status::Skipped => notes.failed.note(format!("{name} (not reached)")),
            }
        }
    }
    for inner in &suite.suites {
        note(inner, &format!("{name} › {}", inner.title), notes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, text: &str) -> (Tally, Notes) {
        let report = std::env::temp_dir().join(format!("podium-report-{name}-{}.json", std::process::id()));
        fs::write(&report, text).unwrap();
        let notes = Notes::default();
        let tally = read(&report, &notes).unwrap();
        fs::remove_file(report).unwrap();
        (tally, notes)
    }

    #[test]
    fn a_journey_that_is_not_reached_has_failed_and_one_may_be_tried_twice() {
        let text = r#"{"stats":{"expected":5,"skipped":4,"unexpected":1,"flaky":2,"duration":1.5},"suites":[]}"#;
        assert_eq!(check("stats", text).0, Tally { passed: 7, failed: 5 });
    }

    #[test]
    fn a_journey_is_timed_with_all_its_tries_and_called_by_its_whole_name() {
        let text = r#"{"stats":{"expected":0,"skipped":0,"unexpected":0,"flaky":1},"suites":[{"title":"live.spec.ts","specs":[],
            "suites":[{"title":"with JavaScript","specs":[{"title":"rows stay",
            "tests":[{"status":"flaky","results":[{"duration":1500},{"duration":500}]}]}]}]}]}"#;
        let (_, notes) = check("times", text);
        assert!(notes.slowest.to_string().contains("2.0 s  live.spec.ts › with JavaScript › rows stay"));
        assert!(notes.failed.to_string().contains("second try only:\n  live.spec.ts › with JavaScript › rows stay"));
    }
}
