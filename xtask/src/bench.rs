//! `cargo xtask bench`: what Podium costs and how fast it is, measured on this machine against the simulated estate `large`.
//!
//! Machines differ and are noisy, so the table is one of ratios and counts wherever that is possible. `docs/performance.md`
//! explains every row.

use std::fs;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};

use crate::announce::step;
use crate::binary::{self, Built, Profile};
use crate::places;

mod browser;
mod cold;
mod limits;
mod pages;
mod start;
mod steady;
mod table;
mod weight;
mod world;

use table::{Row, Table};

/// What to measure.
#[derive(Args, Default)]
pub struct Options {
    /// Measure this part only; may be given several times.
    #[arg(long, value_name = "PART")]
    only: Vec<Part>,
}

/// The parts, in the order in which they run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// One complete read of an estate that nobody has read before.
    Cold,
    /// What goes on while nobody looks, and while two and two hundred look.
    Steady,
    /// How many pages a second.
    Pages,
    /// From a change to an open page.
    News,
    /// From the start of the program to the first page.
    Start,
    /// What a first visit loads.
    Weight,
    /// When the page is alive on a slow machine.
    Hydrated,
    /// What Lighthouse says.
    Lighthouse,
}

/// The programs that are measured: compiled as they are delivered.
struct Subject {
    built: Built,
    programs: world::Programs,
}

/// Measures, prints the table and leaves it in `target/bench.md`.
///
/// A number that misses its goal is not an error: it is a row that says so. A part that cannot be measured is one.
///
/// # Errors
/// When the programs cannot be built or the table cannot be written.
pub fn run(options: &Options) -> Result<ExitCode> {
    let built = binary::build(Profile::Release)?;
    let programs = world::Programs::build(&built)?;
    let subject = Subject { built, programs };
    let mut table = Table::of_this_machine()?;
    let mut whole = true;
    for part in Part::value_variants() {
        if !options.only.is_empty() && !options.only.contains(part) {
            continue;
        }
        match step(&format!("{part:?}").to_lowercase(), || part.measure(&subject)) {
            Ok(rows) => {
                for row in rows {
                    println!("    {row}");
                    table.rows.push(row);
                }
            }
            Err(error) => {
                eprintln!("error: {error:#}");
                whole = false;
            }
        }
    }
    let text = table.to_string();
    let path = places::target().join("bench.md");
    fs::write(&path, &text).with_context(|| format!("cannot write {}", path.display()))?;
    println!("\n{text}");
    Ok(if whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

impl Part {
    fn measure(self, subject: &Subject) -> Result<Vec<Row>> {
        match self {
            Self::Cold => cold::measure(&subject.programs),
            Self::Steady => steady::measure(&subject.programs),
            Self::Pages => pages::measure(&subject.programs),
            Self::News => browser::news(&subject.programs),
            Self::Start => start::measure(&subject.programs),
            Self::Weight => weight::measure(&subject.built.site),
            Self::Hydrated => browser::hydrated(&subject.programs),
            Self::Lighthouse => browser::lighthouse(&subject.programs),
        }
    }
}
