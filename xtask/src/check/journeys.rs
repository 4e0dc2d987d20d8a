//! A person's ways through the pages, in a real Chromium on a running demo.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::demo::Demo;
use super::tally::Tally;
use crate::install;
use crate::places;
use crate::process::{command, run};

/// Runs Playwright, and ends the demo afterwards as Ctrl-C would: that it ends well is a check of its own.
///
/// # Errors
/// When Chromium or Podium cannot be started.
pub fn check(podium: &Path) -> Result<Tally> {
    install::npm()?;
    let chromium = install::chromium::chromium()?;
    let demo = Demo::start(podium, "journeys")?;
    let report = places::root().join("target/journeys/report.json");
    _ = fs::remove_file(&report);
    let playwright = places::node_modules().join("@playwright/test/cli.js");
    let ended = run(command("node")
        .arg(playwright)
        .args(["test", "--config", "end2end/playwright.config.ts"])
        .env("CHROMIUM", chromium)
        .env("PODIUM_URL", demo.pages())
        .env("SIMULATOR_URL", demo.simulator()));
    if let Err(error) = &ended {
        eprintln!("error: {error:#}");
    }
    let journeys = read(&report).map(|tally| tally.unless_silent(ended.is_ok()));
    let end = Tally::of(demo.stop());
    Ok([journeys?, end].into_iter().sum())
}

/// The journeys and their fixtures are sound TypeScript.
///
/// # Errors
/// When the compiler cannot be installed.
pub fn types() -> Result<Tally> {
    install::npm()?;
    let compiler = places::node_modules().join("typescript/bin/tsc");
    Ok(Tally::of(run(command("node").arg(compiler).args(["--project", "end2end"]))))
}

/// The part of Playwright's report that counts.
#[derive(Deserialize)]
struct Report {
    stats: Stats,
}

#[derive(Deserialize)]
struct Stats {
    expected: usize,
    unexpected: usize,
    flaky: usize,
    skipped: usize,
}

fn read(report: &Path) -> Result<Tally> {
    let text = fs::read_to_string(report).with_context(|| format!("Playwright left no {}", report.display()))?;
    let Report { stats } = serde_json::from_str(&text).context("Playwright's report has another shape")?;
    // A journey that holds only at the second try does not hold, nor does one that was not reached because another failed.
    Ok(Tally { passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_journey_that_needs_two_tries_or_is_not_reached_has_failed() {
        let report = std::env::temp_dir().join(format!("podium-report-{}.json", std::process::id()));
        fs::write(&report, r#"{"stats":{"expected":5,"skipped":4,"unexpected":1,"flaky":2,"duration":1.5}}"#).unwrap();
        assert_eq!(read(&report).unwrap(), Tally { passed: 5, failed: 7 });
        fs::remove_file(report).unwrap();
    }
}
