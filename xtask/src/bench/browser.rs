//! What only a browser, or many of them, can tell. The scripts are in `end2end/bench`.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use anyhow::{Context, Result};
use serde::Deserialize;

use super::table::Row;
use super::world::{self, ENVIRONMENT, Large, Programs};
use crate::install;
use crate::places;
use crate::process::running::Running;
use crate::process::{command, output};

fn script(name: &str) -> PathBuf {
    places::root().join("end2end/bench").join(name)
}

/// Chromium starts for a script, which finds all that it imports.
///
/// # Errors
/// When something is missing and cannot be installed, or does not start.
pub fn try_out(name: &str) -> Result<()> {
    install::npm()?;
    browse(name, &["--try".to_owned()]).map(drop)
}

/// Many viewers: each keeps an event stream open and fetches its page whenever it is told that something changed.
pub struct Viewers {
    child: Child,
    stop: Option<ChildStdin>,
    said: BufReader<ChildStdout>,
}

impl Viewers {
    /// Starts so many viewers, spread over the pages, and waits until all of them are connected.
    ///
    /// # Errors
    /// When they cannot be.
    pub fn start(podium: &Running, pages: &[String], count: u32) -> Result<Self> {
        let mut program = command("node");
        program.arg(script("viewers.mjs")).args([podium.url(""), count.to_string()]).args(pages);
        let mut child = program.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().context("cannot start node")?;
        let stop = child.stdin.take();
        let mut said = BufReader::new(child.stdout.take().context("node has no output")?);
        let mut line = String::new();
        said.read_line(&mut line)?;
        anyhow::ensure!(line.trim() == "connected", "the viewers are not connected: {line}");
        Ok(Self { child, stop, said })
    }

    /// Sends them away. Gives how many pages they fetched, and how many of those fetches failed.
    ///
    /// # Errors
    /// When they do not tell.
    pub fn stop(mut self) -> Result<(u64, u64)> {
        drop(self.stop.take());
        let mut line = String::new();
        self.said.read_line(&mut line)?;
        self.child.wait()?;
        let (pages, failed) = line.trim().split_once(' ').with_context(|| format!("the viewers said {line}"))?;
        Ok((pages.parse()?, failed.parse()?))
    }
}

impl Drop for Viewers {
    fn drop(&mut self) {
        _ = self.child.kill();
    }
}

/// From a change in the simulator to an open, watched page.
pub fn news(Large { simulator, podium }: &Large) -> Result<Vec<Row>> {
    let said = browse("news.mjs", &[podium.url(""), simulator.url(""), ENVIRONMENT.to_owned()])?;
    let News { seconds } = serde_json::from_str(&said).with_context(|| format!("news.mjs said {said}"))?;
    let remark = format!("{} changes of a desired count, each seen on the service's open page", seconds.len());
    let said = browse("updates.mjs", &[podium.url(""), simulator.url(""), ENVIRONMENT.to_owned()])?;
    let Updates { milliseconds } = serde_json::from_str(&said).with_context(|| format!("updates.mjs said {said}"))?;
    let updates = format!("{} updates of 100 rows, 20 changes a second", milliseconds.len());
    Ok(vec![
        Row::at_most("change in the simulator → open page, p50", quantile(&seconds, 0.5), 2.5, "s").remark(remark),
        Row::at_most("change in the simulator → open page, p95", quantile(&seconds, 0.95), 5.0, "s"),
        Row::at_most("script for an update of a page, p50", quantile(&milliseconds, 0.5), 16.0, "ms").remark(updates),
    ])
}

/// When the page is alive on a processor four times as slow.
pub fn hydrated(programs: &Programs) -> Result<Vec<Row>> {
    let simulator = world::simulator(programs, "small")?;
    let podium = world::podium(programs, &simulator)?;
    let said = browse("hydrated.mjs", &[podium.url("")])?;
    let News { seconds } = serde_json::from_str(&said).with_context(|| format!("hydrated.mjs said {said}"))?;
    Ok(vec![
        Row::at_most("time to hydrated, Chromium with 4× CPU slowdown", quantile(&seconds, 0.5), 0.8, "s")
            .remark(format!("middle of {} visits to the fleet page with an empty cache", seconds.len())),
    ])
}

/// Lighthouse on three pages, as a phone and as a desktop.
pub fn lighthouse(programs: &Programs) -> Result<Vec<Row>> {
    let simulator = world::simulator(programs, "small")?;
    let podium = world::podium(programs, &simulator)?;
    let paths =
        ["/".to_owned(), "/env/bench/clusters/shop/services/checkout".to_owned(), "/env/bench/services".to_owned()];
    let mut arguments = vec![podium.url("")];
    arguments.extend(paths);
    let said = browse("lighthouse.mjs", &arguments)?;
    let scores: Vec<Score> = serde_json::from_str(&said).with_context(|| format!("lighthouse.mjs said {said}"))?;
    let rows = scores.into_iter().flat_map(|score| {
        let Score { path, form, performance, accessibility, practices } = score;
        [
            ("performance", performance, 95.0),
            ("accessibility", accessibility, 100.0),
            ("best practices", practices, 100.0),
        ]
        .map(|(category, value, least)| {
            Row::at_least(format!("Lighthouse {category}, {form}: `{path}`"), value, least, "")
        })
    });
    Ok(rows.collect())
}

#[derive(Deserialize)]
struct Updates {
    milliseconds: Vec<f64>,
}

#[derive(Deserialize)]
struct News {
    seconds: Vec<f64>,
}

#[derive(Deserialize)]
struct Score {
    path: String,
    form: String,
    performance: f64,
    accessibility: f64,
    practices: f64,
}

fn browse(name: &str, arguments: &[String]) -> Result<String> {
    let chromium = install::chromium::chromium()?;
    output(command("node").arg(script(name)).args(arguments).env("CHROMIUM", chromium))
}

/// The value below which that share of the others is.
fn quantile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len().saturating_sub(1);
    let index = (0..=last).find(|index| (*index as f64) >= share * last as f64).unwrap_or(last);
    sorted.get(index).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantile_is_one_of_the_values_and_never_flatters() {
        let values = [5.0, 1.0, 4.0, 2.0, 3.0];
        assert_eq!(quantile(&values, 0.5), 3.0);
        assert_eq!(quantile(&values, 0.95), 5.0);
        assert_eq!(quantile(&[7.0], 0.5), 7.0);
        assert!(quantile(&[], 0.5).is_nan());
    }
}
