//! The project's own commands: everything a person has to know to build, try and test Podium.

use std::process::ExitCode;

use anyhow::Result;
use binary::Profile;
use clap::{Parser, Subcommand};

mod announce;
mod bench;
mod binary;
mod check;
mod demo;
mod dist;
mod http;
mod install;
mod places;
mod process;
mod site;
mod tidy;

/// Builds, runs and tests Podium.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build what is needed and start Podium with the embedded simulator.
    Demo(demo::Options),
    /// Run everything a change must pass.
    Test(check::Options),
    /// Measure speed and scale, and print the table.
    Bench(bench::Options),
    /// Check the rules that no compiler knows.
    Tidy,
    /// Make the shapes of the simulator's requests anew from botocore's model.
    Shapes,
    /// Build the binary `podium` with the site inside.
    Build {
        /// Optimize, and compress as far as it goes.
        #[arg(long)]
        release: bool,
    },
    /// Build the release binary and pack it into a tarball.
    Dist,
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Demo(options) => demo::run(&options),
        Command::Test(options) => check::run(&options),
        Command::Bench(options) => bench::run(&options),
        Command::Tidy => tidy::run(),
        Command::Shapes => check::independent::write_shapes(),
        Command::Build { release } => build(if release { Profile::Release } else { Profile::Dev }),
        Command::Dist => dist::run(),
    };
    outcome.unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}

fn build(profile: Profile) -> Result<ExitCode> {
    let built = binary::build(profile)?;
    println!("{}", built.podium.display());
    Ok(ExitCode::SUCCESS)
}
