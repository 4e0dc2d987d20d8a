//! The programs that are measured, each in a process of its own so that each one's memory and processor time are its
//! own.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::calls::Calls;
use crate::announce::step;
use crate::binary::Built;
use crate::http::get_json;
use crate::places;
use crate::process::running::{Running, free_addresses};
use crate::process::{cargo, command, run};

/// The environment's name in every address.
pub const ENVIRONMENT: &str = "bench";

/// Where the compiled programs are.
pub struct Programs {
    /// Podium itself.
    pub podium: PathBuf,
    /// The simulator alone.
    pub simulator: PathBuf,
    /// Reads an estate once and tells what it found.
    pub cold_read: PathBuf,
    /// Serves bytes from memory, with axum and nothing else.
    pub bare: PathBuf,
}

impl Programs {
    /// Compiles what is measured beside Podium.
    ///
    /// # Errors
    /// When it does not compile.
    pub fn build(built: &Built) -> Result<Self> {
        step("compile what Podium is measured with", || {
            let packages = ["--package", "simulator", "--package", "fleet", "--package", "server"];
            let examples = ["--example", "simulator", "--example", "cold_read", "--example", "bare"];
            run(cargo().args(["build", "--release"]).args(packages).args(examples))
        })?;
        let example = |name: &str| places::target().join("release/examples").join(name);
        Ok(Self {
            podium: built.podium.clone(),
            simulator: example("simulator"),
            cold_read: example("cold_read"),
            bare: example("bare"),
        })
    }
}

/// A simulator with AWS's request limits on.
///
/// # Errors
/// When it does not start.
pub fn simulator(programs: &Programs, scenario: &str) -> Result<Running> {
    let [address] = free_addresses()?;
    let arguments = [address.to_string(), scenario.to_owned(), "1".to_owned()];
    Running::start(command(&programs.simulator).args(arguments), address, "/_simulator/state", &log("simulator"))
}

/// A Podium that reads that simulator.
///
/// # Errors
/// When it does not start.
pub fn podium(programs: &Programs, simulator: &Running) -> Result<Running> {
    let [address] = free_addresses()?;
    // Two Podiums do not share a data directory, and each begins without a record of changes.
    let folder = places::checks().join("bench").join(address.port().to_string());
    _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)?;
    let configuration = folder.join("podium.toml");
    let endpoint = simulator.url("");
    fs::write(
        &configuration,
        format!(
            "listen = \"{address}\"\n\n[[environment]]\nname = \"{ENVIRONMENT}\"\nregion = \"eu-central-1\"\nendpoint_url = \"{endpoint}\"\n"
        ),
    )?;
    let mut program = command(&programs.podium);
    Running::start(program.arg("serve").arg("--config").arg(configuration), address, "/livez", &log("podium"))
}

/// Serves one file from memory at every path.
///
/// # Errors
/// When it does not start.
pub fn bare(programs: &Programs, file: &Path) -> Result<Running> {
    let [address] = free_addresses()?;
    Running::start(command(&programs.bare).arg(address.to_string()).arg(file), address, "/", &log("bare"))
}

/// Where a program's words go.
fn log(program: &str) -> PathBuf {
    places::checks().join("bench").join(format!("{program}.log"))
}

/// A simulator with a large estate, and a Podium that has read it.
pub struct Large {
    /// Where AWS is.
    pub simulator: Running,
    /// Where the pages are.
    pub podium: Running,
}

impl Large {
    /// Starts both and waits until everything has been read once.
    ///
    /// # Errors
    /// When they do not start, or that takes longer than five minutes.
    pub fn read(programs: &Programs) -> Result<Self> {
        let simulator = simulator(programs, "large")?;
        let podium = podium(programs, &simulator)?;
        until_read(&simulator)?;
        Ok(Self { simulator, podium })
    }

    /// Starts both with another scenario and waits until Podium has made so many calls of each operation.
    ///
    /// # Errors
    /// When they do not start, or that takes longer than five minutes.
    pub fn known(programs: &Programs, scenario: &str, calls: &[(&str, u64)]) -> Result<Self> {
        let simulator = simulator(programs, scenario)?;
        let podium = podium(programs, &simulator)?;
        for (operation, least) in calls {
            until_called(&simulator, operation, *least)?;
        }
        Ok(Self { simulator, podium })
    }
}

/// Waits until Podium has read the estate once; the health of targets takes longest.
///
/// # Errors
/// When that takes longer than five minutes.
fn until_read(simulator: &Running) -> Result<()> {
    let groups = get_json(&simulator.url("/_simulator/state"))?["counts"]["target_groups"].as_u64();
    let groups = groups.context("the simulator does not tell how many target groups it has")?;
    until_called(simulator, "DescribeTargetHealth", groups)
}

/// Waits until an operation was called so many times.
fn until_called(simulator: &Running, operation: &str, least: u64) -> Result<()> {
    let end = Instant::now() + Duration::from_secs(300);
    while Instant::now() < end {
        if Calls::of(simulator)?.operations.get(operation).is_some_and(|asked| *asked >= least) {
            return Ok(());
        }
        thread::sleep(Duration::from_millis(200));
    }
    bail!("Podium has not read the estate after five minutes")
}
