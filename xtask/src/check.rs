//! `cargo xtask test`: everything a change must pass.

use std::cell::OnceCell;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::announce::step;
use crate::binary::{self, Profile};
use crate::site::manifest::Manifest;
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
    let subject = Subject::default();
    let mut report = Vec::new();
    for wanted in Step::value_variants() {
        if options.only.is_empty() || options.only.contains(wanted) {
            let name = format!("{wanted:?}").to_lowercase();
            let tally = step(&name, || wanted.run(&subject)).unwrap_or_else(|error| {
                eprintln!("error: {error:#}");
                Tally::FAILED
            });
            report.push((name, tally));
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
    fn run(self, subject: &Subject) -> Result<Tally> {
        match self {
            Self::Format => rust::format(),
            Self::Tidy => crate::tidy::check(),
            Self::Types => journeys::types(),
            Self::Site => Ok(Tally::of(subject.site())),
            Self::Clippy => rust::clippy(),
            Self::Tests => rust::tests(),
            Self::Weight => weight::check(subject.site()?),
            Self::Journeys => journeys::check(subject.podium()?),
            Self::Independent => independent::check(subject.podium()?),
        }
    }
}

/// What is tested: made when a step first needs it, and once.
#[derive(Default)]
struct Subject {
    site: OnceCell<Manifest>,
    podium: OnceCell<PathBuf>,
}

impl Subject {
    /// The site as it is delivered.
    fn site(&self) -> Result<&Manifest> {
        match self.site.get() {
            Some(site) => Ok(site),
            None => {
                let site = site::build(Effort::Full)?;
                Ok(self.site.get_or_init(|| site))
            }
        }
    }

    /// The server with the site inside.
    fn podium(&self) -> Result<&Path> {
        self.site()?;
        match self.podium.get() {
            Some(podium) => Ok(podium),
            None => {
                let podium = binary::server(Profile::Dev)?;
                Ok(self.podium.get_or_init(|| podium))
            }
        }
    }
}
