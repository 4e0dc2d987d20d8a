//! A person's ways through the pages, in a real Chromium on a running demo.

use std::fs;
use std::path::Path;

use anyhow::Result;

use super::Notes;
use super::demo::Demo;
use super::tally::Tally;
use crate::install;
use crate::places;
use crate::process::{command, run};

mod report;

/// How many browsers are at work at once, each on a demo of its own.
const WORKERS: [&str; 2] = ["journeys-1", "journeys-2"];

/// Playwright's projects in the order in which they run. Each runs whatever became of the one before.
const PROJECTS: [&str; 2] = ["looking", "changing"];

/// Runs Playwright, and ends the demos afterwards as Ctrl-C would: that they end well is a check of its own.
///
/// # Errors
/// When Chromium or Podium cannot be started.
pub fn check(podium: &Path, all: bool, notes: &Notes) -> Result<Tally> {
    install::npm()?;
    let chromium = install::chromium::chromium()?;
    let demos = WORKERS.iter().map(|name| Demo::start(podium, name)).collect::<Result<Vec<_>>>()?;
    let journeys = PROJECTS.iter().map(|project| {
        run_project(project, &chromium, &demos, all, notes).unwrap_or_else(|error| Tally::of(Err::<(), _>(error)))
    });
    let journeys = journeys.sum();
    let ends = demos.into_iter().map(|demo| Tally::of(demo.stop()));
    Ok(std::iter::once(journeys).chain(ends).sum())
}

fn run_project(project: &str, chromium: &Path, demos: &[Demo], all: bool, notes: &Notes) -> Result<Tally> {
    let report = places::root().join(format!("target/journeys/{project}.json"));
    _ = fs::remove_file(&report);
    let playwright = places::node_modules().join("@playwright/test/cli.js");
    let pages: Vec<String> = demos.iter().map(Demo::pages).collect();
    let simulators: Vec<&str> = demos.iter().map(Demo::simulator).collect();
    let ended = run(command("node")
        .arg(playwright)
        .args(["test", "--config", "end2end/playwright.config.ts", "--no-deps", "--project", project])
        .envs(all.then_some(("SECOND_RING", "1")))
        .env("CHROMIUM", chromium)
        .env("PODIUM_URL", pages.join(" "))
        .env("SIMULATOR_URL", simulators.join(" "))
        .env("REPORT", &report));
    if let Err(error) = &ended {
        eprintln!("error: {error:#}");
    }
    let tally = report::read(&report, notes)?;
    // A journey that held at the second try lets Playwright end well.
    Ok(tally.unless_silent(ended.is_ok()))
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
