//! `cargo xtask bench`: what Podium costs and how fast it is, measured on this machine against the simulated estate
//! `large`.
//!
//! Machines differ and are noisy, so the table is one of ratios and counts wherever that is possible.
//! `docs/performance.md` explains every row.

use std::cell::OnceCell;
use std::fs;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};

use crate::announce::step;
use crate::binary::{self, Built, Profile};
use crate::install;
use crate::places;

mod browser;
mod calls;
mod changes;
mod cold;
mod limits;
mod pages;
mod scale;
mod start;
mod steady;
mod table;
mod usage;
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
    /// How long somebody waits who changes something.
    Changes,
    /// How many of them when there is five times as much.
    Scale,
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

/// What is measured: the programs, compiled as they are delivered, and a Podium that has read `large`.
struct Subject {
    built: Built,
    programs: world::Programs,
    large: OnceCell<world::Large>,
}

impl Subject {
    /// Reading `large` takes minutes, so the parts that need it share one that has.
    fn large(&self) -> Result<&world::Large> {
        if let Some(large) = self.large.get() {
            return Ok(large);
        }
        let large = step("read large", || world::Large::read(&self.programs))?;
        Ok(self.large.get_or_init(|| large))
    }
}

/// Measures, prints the table and leaves it in `target/bench.md`.
///
/// A number that misses its goal is not an error: it is a row that says so. A part that cannot be measured is one.
///
/// # Errors
/// When the programs cannot be built or the table cannot be written.
pub fn run(options: &Options) -> Result<ExitCode> {
    let parts: Vec<Part> = Part::value_variants().iter().copied().filter(|part| options.wants(*part)).collect();
    step("install what measures", || parts.iter().try_for_each(|part| part.install()))?;
    let built = binary::build(Profile::Release)?;
    let programs = world::Programs::build(&built)?;
    let mut subject = Subject { built, programs, large: OnceCell::new() };
    let mut table = Table::of_this_machine()?;
    let mut whole = true;
    for part in parts {
        if !part.is_about_large() {
            drop(subject.large.take());
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

impl Options {
    fn wants(&self, part: Part) -> bool {
        self.only.is_empty() || self.only.contains(&part)
    }
}

impl Part {
    /// Installs and tries what this part needs beside Podium, before minutes are spent on measuring.
    fn install(self) -> Result<()> {
        match self {
            Self::Cold | Self::Changes | Self::Start | Self::Weight => Ok(()),
            Self::Steady => install::node(),
            Self::Pages | Self::Scale => install::wrk::wrk().map(drop),
            Self::News | Self::Hydrated => browser::try_out("chromium.mjs"),
            Self::Lighthouse => {
                install::lighthouse()?;
                browser::try_out("lighthouse.mjs")
            }
        }
    }

    /// Whether it looks at the Podium that has read `large`.
    fn is_about_large(self) -> bool {
        matches!(self, Self::Steady | Self::Pages | Self::Changes | Self::Scale | Self::News)
    }

    fn measure(self, subject: &Subject) -> Result<Vec<Row>> {
        match self {
            Self::Cold => cold::measure(&subject.programs),
            Self::Steady => steady::measure(subject.large()?),
            Self::Pages => pages::measure(&subject.programs, subject.large()?),
            Self::Changes => changes::measure(subject.large()?),
            Self::Scale => scale::measure(&subject.programs, subject.large()?),
            Self::News => browser::news(subject.large()?),
            Self::Start => start::measure(&subject.programs),
            Self::Weight => weight::measure(&subject.built.site),
            Self::Hydrated => browser::hydrated(&subject.programs),
            Self::Lighthouse => browser::lighthouse(&subject.programs),
        }
    }
}
