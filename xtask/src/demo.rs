//! `cargo xtask demo`: from a clean clone to a page.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

use anyhow::Result;
use clap::Args;

use crate::announce::step;
use crate::binary::{self, Profile};
use crate::process::command;

/// Where and what; everything left out is up to `podium demo`.
#[derive(Args, Default)]
pub struct Options {
    /// Where the pages are [default: 127.0.0.1:3000].
    #[arg(long, value_name = "ADDRESS")]
    pub listen: Option<SocketAddr>,
    /// Where the simulator answers AWS clients [default: 127.0.0.1:4566].
    #[arg(long, value_name = "ADDRESS")]
    pub simulator: Option<SocketAddr>,
    /// What the simulator shows: small, empty or large [default: small].
    #[arg(long, value_name = "NAME")]
    pub scenario: Option<String>,
    /// How many simulated seconds pass in a real one [default: 1].
    #[arg(long, value_name = "FACTOR")]
    pub speed: Option<f64>,
    /// Where the simulator's chances start; the same seed gives the same story.
    #[arg(long, value_name = "NUMBER")]
    pub seed: Option<u64>,
    /// Where Podium keeps its data.
    #[arg(long, value_name = "FOLDER")]
    pub data: Option<PathBuf>,
}

/// Builds what has changed and becomes `podium demo`.
///
/// # Errors
/// When something does not build.
pub fn run(options: &Options) -> Result<ExitCode> {
    let built = step("build Podium", || binary::build(Profile::Dev))?;
    println!("\n==> start Podium (Ctrl-C ends it)");
    let mut podium = command(built.podium);
    podium.arg("demo").args(options.arguments());
    replace(podium)
}

impl Options {
    /// The same options for the binary.
    fn arguments(&self) -> Vec<String> {
        let text = |value: &dyn ToString| Some(value.to_string());
        let pairs = [
            ("--listen", self.listen.as_ref().and_then(|it| text(it))),
            ("--simulator", self.simulator.as_ref().and_then(|it| text(it))),
            ("--scenario", self.scenario.clone()),
            ("--speed", self.speed.as_ref().and_then(|it| text(it))),
            ("--seed", self.seed.as_ref().and_then(|it| text(it))),
            ("--data", self.data.as_ref().map(|folder| folder.display().to_string())),
        ];
        pairs.into_iter().filter_map(|(name, value)| Some([name.to_owned(), value?])).flatten().collect()
    }
}

/// Podium takes this process over, so that Ctrl-C and every other signal reach it and nobody is left in between.
#[cfg(unix)]
fn replace(mut podium: Command) -> Result<ExitCode> {
    use std::os::unix::process::CommandExt as _;

    Err(podium.exec().into())
}

#[cfg(not(unix))]
fn replace(mut podium: Command) -> Result<ExitCode> {
    crate::process::run(&mut podium)?;
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_asked_for_is_passed_on() {
        assert!(Options::default().arguments().is_empty());
        let options = Options { speed: Some(2.5), data: Some("some where".into()), ..Options::default() };
        assert_eq!(options.arguments(), ["--speed", "2.5", "--data", "some where"]);
    }
}
