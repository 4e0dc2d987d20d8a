//! `cargo xtask test`: everything a change must pass.

use std::cell::OnceCell;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};

use crate::announce::step;
use crate::binary::{self, Built, Profile};
use crate::site::Ahead;

mod demo;
mod deny;
mod failed;
mod figures;
pub mod independent;
mod journeys;
mod rust;
mod slowest;
pub mod tally;
mod tried;
pub mod weight;

use failed::Failed;
use figures::Figures;
use slowest::Slowest;
use tally::Tally;
use tried::Tried;

/// What to run.
#[derive(Args, Default)]
pub struct Options {
    /// Run this step only; may be given several times.
    #[arg(long, value_name = "STEP")]
    only: Vec<Step>,
    /// Run the second ring as well: what takes long and seldom finds more.
    #[arg(long)]
    all: bool,
}

/// The steps, in the order in which they run: the quickest to fail come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Step {
    /// `cargo fmt --check`.
    Format,
    /// The rules that no compiler knows.
    Tidy,
    /// Licences, known defects, bans and sources of what comes from outside; and nothing that nobody uses.
    Deny,
    /// The journeys' TypeScript.
    Types,
    /// Clippy, for the server and for the browser.
    Clippy,
    /// The site and the server around it can be built.
    Build,
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
    let subject = Subject { all: options.all, ..Subject::default() };
    let mut report = Vec::new();
    let is_wanted = |step: Step| options.only.is_empty() || options.only.contains(&step);
    // Clippy does not have both cores busy all the time. If this cannot be started, the step itself says why.
    let is_early = is_wanted(Step::Clippy) && is_wanted(Step::Build);
    let mut ahead = if is_early { Ahead::start().ok() } else { None };
    for wanted in Step::value_variants() {
        if is_wanted(*wanted) {
            if *wanted == Step::Build {
                drop(ahead.take());
            }
            let name = format!("{wanted:?}").to_lowercase();
            let tally = step(&name, || wanted.run(&subject)).unwrap_or_else(|error| {
                eprintln!("error: {error:#}");
                Tally::FAILED
            });
            report.push((name, tally));
        }
    }
    let Notes { slowest, figures, tried, failed } = &subject.notes;
    println!("{slowest}{figures}{tried}{failed}");
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
            Self::Deny => deny::check(),
            Self::Types => journeys::types(),
            Self::Clippy => rust::clippy(),
            Self::Build => Ok(Tally::of(subject.built())),
            Self::Tests => rust::tests(subject.all, &subject.notes),
            Self::Weight => weight::check(&subject.built()?.site),
            Self::Journeys => journeys::check(&subject.built()?.podium, subject.all, &subject.notes),
            Self::Independent => independent::check(&subject.built()?.podium),
        }
    }
}

/// What is told before the counts.
#[derive(Default)]
pub struct Notes {
    /// How long each test and journey took.
    slowest: Slowest,
    /// What tests counted.
    figures: Figures,
    /// What they tried, by kind.
    tried: Tried,
    /// Which did not hold.
    failed: Failed,
}

/// What is tested: made when a step first needs it, and tried once.
#[derive(Default)]
struct Subject {
    /// Whether the second ring is run as well.
    all: bool,
    notes: Notes,
    built: OnceCell<Option<Built>>,
}

impl Subject {
    /// The site as it is delivered, and the server around it.
    fn built(&self) -> Result<&Built> {
        once(&self.built, || binary::build(Profile::Test)).context("there is nothing to test")
    }
}

/// What `make` makes at the first call; nothing if it could not, which is told then.
fn once<T>(cell: &OnceCell<Option<T>>, make: impl FnOnce() -> Result<T>) -> Option<&T> {
    let tell = |error| eprintln!("error: {error:#}");
    cell.get_or_init(|| make().map_err(tell).ok()).as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_made_is_not_tried_again() {
        let cell = OnceCell::new();
        let mut tries = 0;
        for _ in 0..2 {
            let made = once(&cell, || {
                tries += 1;
                Err::<(), _>(anyhow::anyhow!("no"))
            });
            assert_eq!(made, None);
        }
        assert_eq!(tries, 1);
    }
}
