//! The programs that are measured, each in a process of its own so that each one's memory and processor time are its own.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::limits::Calls;
use crate::announce::step;
use crate::binary::Built;
use crate::places;
use crate::process::{cargo, command, run};

/// How long a program may take until it answers.
const PATIENCE: Duration = Duration::from_secs(60);

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

/// A program that runs until this is dropped.
pub struct Running {
    child: Child,
    /// Where it answers.
    pub address: SocketAddr,
}

impl Running {
    fn start(program: &mut Command, address: SocketAddr, ready: &str) -> Result<Self> {
        let child = program.stdin(Stdio::null()).spawn().with_context(|| format!("cannot start {program:?}"))?;
        let mut running = Self { child, address };
        let end = Instant::now() + PATIENCE;
        while get(&running.url(ready)).is_err() {
            if let Some(status) = running.child.try_wait()? {
                bail!("{program:?} ended with {status}");
            }
            if Instant::now() > end {
                bail!("{program:?} does not answer after {PATIENCE:?}");
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(running)
    }

    /// The address of one of its pages.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Its memory now and at its greatest, in MB (10⁶ bytes): resident set size.
    ///
    /// # Errors
    /// When the operating system does not tell.
    pub fn memory(&self) -> Result<(f64, f64)> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = |name: &str| -> Result<f64> {
            let line = status.lines().find_map(|line| line.strip_prefix(name)).context("no such line in /proc")?;
            let kib: f64 = line.trim().trim_end_matches(" kB").parse()?;
            Ok(kib * 1024.0 / 1e6)
        };
        Ok((line("VmRSS:")?, line("VmHWM:")?))
    }

    /// The processor time it has used, in seconds.
    ///
    /// # Errors
    /// When the operating system does not tell.
    pub fn processor_time(&self) -> Result<f64> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        let fields = stat.rsplit_once(") ").context("/proc/PID/stat has another shape")?.1;
        let ticks = |index: usize| fields.split(' ').nth(index).and_then(|field| field.parse::<f64>().ok());
        // Clock ticks are hundredths of a second on every Linux that Rust supports.
        Ok((ticks(11).unwrap_or(0.0) + ticks(12).unwrap_or(0.0)) / 100.0)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// A simulator with AWS's request limits on.
///
/// # Errors
/// When it does not start.
pub fn simulator(programs: &Programs, scenario: &str) -> Result<Running> {
    let address = free_address()?;
    let arguments = [address.to_string(), scenario.to_owned(), "1".to_owned()];
    let mut program = command(&programs.simulator);
    Running::start(program.args(arguments).stdout(Stdio::null()), address, "/_simulator/state")
}

/// A Podium that reads that simulator.
///
/// # Errors
/// When it does not start.
pub fn podium(programs: &Programs, simulator: &Running) -> Result<Running> {
    let address = free_address()?;
    let folder = places::checks().join("bench");
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
    let log = fs::File::create(folder.join("podium.log"))?;
    let mut program = command(&programs.podium);
    program.arg("serve").arg("--config").arg(configuration).stdout(log.try_clone()?).stderr(log);
    Running::start(&mut program, address, "/livez")
}

/// Serves one file from memory at every path.
///
/// # Errors
/// When it does not start.
pub fn bare(programs: &Programs, file: &Path) -> Result<Running> {
    let address = free_address()?;
    Running::start(command(&programs.bare).arg(address.to_string()).arg(file), address, "/")
}

/// The text of a page.
///
/// # Errors
/// When nobody answers, or with another status than 200.
pub fn get(url: &str) -> Result<String> {
    Ok(ureq::get(url)
        .call()
        .with_context(|| format!("GET {url}"))?
        .body_mut()
        .with_config()
        .limit(64 << 20)
        .read_to_string()?)
}

/// The JSON at an address.
///
/// # Errors
/// As [`get`], and when it is not JSON.
pub fn get_json(url: &str) -> Result<Value> {
    Ok(serde_json::from_str(&get(url)?)?)
}

/// A simulator with the scenario `large`, and a Podium that has read it.
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
}

/// Waits until Podium has read the estate once; the health of targets takes longest.
///
/// # Errors
/// When that takes longer than five minutes.
fn until_read(simulator: &Running) -> Result<()> {
    let end = Instant::now() + Duration::from_secs(300);
    let groups = get_json(&simulator.url("/_simulator/state"))?["counts"]["target_groups"].as_u64();
    let groups = groups.context("the simulator does not tell how many target groups it has")?;
    while Instant::now() < end {
        if Calls::of(simulator)?.operations.get("DescribeTargetHealth").is_some_and(|asked| *asked >= groups) {
            return Ok(());
        }
        thread::sleep(Duration::from_millis(200));
    }
    bail!("Podium has not read the estate after five minutes")
}

/// A loopback address that nobody listens on.
///
/// # Errors
/// When the operating system has none left.
pub fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?)
}
