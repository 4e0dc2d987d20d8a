//! `podium demo`: a simulated estate and a Podium that shows it, in one process.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use fleet::{EnvironmentSettings, Fleet, FleetOptions};
use model::name::EnvironmentName;
use simulator::{Scenario, Simulator, SimulatorOptions};
use tokio::sync::broadcast::error::RecvError;
use tokio::time::timeout;

use super::Failure;
use crate::changes;
use crate::data::DataDirectory;
use crate::loopback::Loopback;
use crate::serving::Serving;

/// The address is printed when the estate has been read once, or after this time.
const FIRST_LOOK: Duration = Duration::from_secs(5);

/// How the demo is set up.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// Where the pages are.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:3000")]
    listen: Loopback,
    /// Where the simulator answers AWS clients.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:4566")]
    simulator: Loopback,
    /// What there is at the start: small, empty or large.
    #[arg(long, value_name = "NAME", default_value = "small")]
    scenario: Scenario,
    /// How many services the scenario large has.
    #[arg(long, value_name = "NUMBER")]
    services: Option<u32>,
    /// About how many tasks the scenario large has.
    #[arg(long, value_name = "NUMBER")]
    tasks: Option<u32>,
    /// How many simulated seconds pass in a real one.
    #[arg(long, value_name = "FACTOR", default_value_t = 1.0)]
    speed: f64,
    /// Where chance begins; the same seed gives the same story.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// Where Podium keeps what is its own; nothing is kept without it.
    #[arg(long, value_name = "FOLDER")]
    data: Option<PathBuf>,
    /// Change nothing in the estate by way of Podium.
    #[arg(long)]
    read_only: bool,
}

/// `--services` and `--tasks` were given for a scenario that has its own number of them.
#[derive(Debug, thiserror::Error)]
#[error("--services and --tasks go with --scenario large alone")]
struct FixedSize;

impl Options {
    fn scenario(&self) -> Result<Scenario, FixedSize> {
        match self.scenario {
            Scenario::Large { services, tasks } => {
                Ok(Scenario::Large { services: self.services.unwrap_or(services), tasks: self.tasks.unwrap_or(tasks) })
            }
            scenario if self.services.is_none() && self.tasks.is_none() => Ok(scenario),
            _ => Err(FixedSize),
        }
    }
}

pub(super) async fn run(options: Options) -> Result<ExitCode, Failure> {
    let name = EnvironmentName::parse("demo").map_err(Failure::start)?;
    let scenario = options.scenario().map_err(Failure::start)?;
    let _data = options.data.as_deref().map(DataDirectory::open).transpose().map_err(Failure::start)?;
    let forgotten = tempfile::tempdir().map_err(Failure::start)?;
    let folder = options.data.as_deref().unwrap_or(forgotten.path());
    let serving = Serving::bind(options.listen).await.map_err(Failure::start)?;
    let simulated = SimulatorOptions {
        listen: options.simulator.address(),
        scenario,
        speed: options.speed,
        seed: options.seed,
        ..SimulatorOptions::default()
    };
    let region = simulated.region.clone();
    let simulator = Simulator::start(simulated).await.map_err(Failure::start)?;
    let settings = EnvironmentSettings {
        name: name.clone(),
        region,
        profile: None,
        role_arn: None,
        external_id: None,
        endpoint_url: Some(simulator.url()),
        read_only: options.read_only,
    };
    let fleet = Fleet::start(vec![settings], FleetOptions::default()).await;
    let read_only = BTreeSet::from_iter(options.read_only.then(|| name.clone()));
    let changes = changes::open(folder, read_only, BTreeSet::new()).await.map_err(Failure::start)?;
    let looked = first_look(&fleet, &name);
    if timeout(FIRST_LOOK, looked).await.is_err() {
        tracing::info!("the estate is still being read");
    }
    println!("Podium     {}", serving.url());
    println!("Simulator  {}  (aws ecs list-clusters --endpoint-url {0})", simulator.url());
    serving.until_told_to_stop(fleet, changes).await;
    simulator.shutdown().await;
    Ok(ExitCode::SUCCESS)
}

/// Waits until everything has been read once.
async fn first_look(fleet: &Fleet, name: &EnvironmentName) {
    let mut changes = fleet.changes();
    while fleet.snapshot(name).is_some_and(|snapshot| !snapshot.first_read_complete) {
        if let Err(RecvError::Closed) = changes.recv().await {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::super::{Cli, Command};
    use super::*;

    #[track_caller]
    fn options(arguments: &[&str]) -> Options {
        let cli = Cli::try_parse_from(["podium", "demo"].iter().chain(arguments)).unwrap();
        let Command::Demo(options) = cli.command else { panic!("not the demo") };
        options
    }

    #[test]
    fn nothing_has_to_be_said() {
        let options = options(&[]);
        assert_eq!(options.listen.to_string(), "127.0.0.1:3000");
        assert_eq!(options.simulator.to_string(), "127.0.0.1:4566");
        assert_eq!(options.scenario().unwrap(), Scenario::Small);
        assert!(options.data.is_none());
    }

    #[test]
    fn the_large_scenario_has_the_size_that_is_asked_for() {
        let options = options(&["--scenario", "large", "--services", "12", "--tasks", "34"]);
        assert_eq!(options.scenario().unwrap(), Scenario::Large { services: 12, tasks: 34 });
    }

    #[test]
    fn other_scenarios_have_no_size() {
        assert!(options(&["--services", "12"]).scenario().is_err());
    }

    #[test]
    fn a_scenario_that_does_not_exist_is_refused_with_those_that_do() {
        let error = Cli::try_parse_from(["podium", "demo", "--scenario", "huge"]).unwrap_err();
        assert!(error.to_string().contains("small"), "{error}");
    }
}
