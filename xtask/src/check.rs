//! `cargo xtask test`: everything a change must pass.

use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

use crate::announce::step;
use crate::binary::{self, Profile};
use crate::site::{self, Effort};

mod demo;
mod independent;
mod journeys;
mod rust;
pub mod tally;
mod weight;

use tally::Tally;

/// What to run.
#[derive(Args, Default)]
pub struct Options {
    /// Run this step only; may be given several times.
    #[arg(long, value_name = "STEP")]
    only: Vec<Step>,
}

/// The steps, in the order in which they run: the quickest to fail come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Step {
    /// `cargo fmt --check`.
    Format,
    /// The rules that no compiler knows.
    Tidy,
    /// The journeys' TypeScript.
    Types,
    /// The site can be built.
    Site,
    /// Clippy, for the server and for the browser.
    Clippy,
    /// Unit and integration tests.
    Tests,
    /// The site is as light as promised.
    Weight,
    /// A person's ways through the pages, in a real browser.
    Journeys,
    /// Clients and servers that Podium's authors did not write.
    Independent,
}

/// Runs the steps and ends with one line that counts.
///
/// A step that fails does not keep the later ones from running: whoever mends one thing wants to know all of them.
///
/// # Errors
/// Never for a check that fails; that is told by the exit code.
pub fn run(options: &Options) -> Result<ExitCode> {
    let mut report = Vec::new();
    for wanted in Step::value_variants() {
        if options.only.is_empty() || options.only.contains(wanted) {
            let name = format!("{wanted:?}").to_lowercase();
            let outcome = step(&name, || wanted.run());
            report.push((
                name,
                outcome.unwrap_or_else(|error| {
                    eprintln!("error: {error:#}");
                    Tally::FAILED
                }),
            ));
        }
    }
    println!();
    for (name, tally) in &report {
        println!("{name:<12} {tally}");
    }
    let total: Tally = report.iter().map(|(_, tally)| *tally).sum();
    println!("{total}");
    Ok(if total.is_good() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

impl Step {
    fn run(self) -> Result<Tally> {
        match self {
            Self::Format => rust::format(),
            Self::Tidy => crate::tidy::check(),
            Self::Types => journeys::types(),
            Self::Site => Ok(Tally::of(site::build(Effort::Full))),
            Self::Clippy => rust::clippy(),
            Self::Tests => rust::tests(),
            Self::Weight => weight::check(&site::build(Effort::Full)?),
            Self::Journeys => journeys::check(&tested_binary()?),
            Self::Independent => independent::check(&tested_binary()?),
        }
    }
}

/// The server with the site as it is delivered; both are made only if something has changed.
fn tested_binary() -> Result<std::path::PathBuf> {
    site::build(Effort::Full)?;
    let podium = binary::server(Profile::Dev)?;
    if !podium.exists() {
        bail!("{} has not been built", podium.display());
    }
    Ok(podium)
}
