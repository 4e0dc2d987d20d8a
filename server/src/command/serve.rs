//! `podium serve`: the environments of a configuration.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use fleet::{Fleet, FleetOptions};

use super::Failure;
use crate::changes;
use crate::config::Config;
use crate::data::DataDirectory;
use crate::serving::Serving;

/// How often CloudWatch is asked for unhealthy hosts where the configuration wants that.
const HEALTH_METRICS_EVERY: Duration = Duration::from_secs(300);

/// How it is served.
#[derive(Args, Clone, Debug)]
pub struct Serve {
    /// The configuration, such as podium.toml.
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
    /// Change nothing, whatever the configuration says.
    #[arg(long)]
    read_only: bool,
}

pub(super) async fn run(file: &Serve) -> Result<ExitCode, Failure> {
    let mut config = Config::read(&file.config)?;
    for environment in &mut config.environments {
        environment.read_only |= file.read_only;
    }
    let _data = DataDirectory::open(&config.data).map_err(Failure::start)?;
    let serving = Serving::bind(config.listen).await.map_err(Failure::start)?;
    let read_only = config.environments.iter().filter(|it| it.read_only).map(|it| it.name.clone()).collect();
    let changes = changes::open(&config.data, read_only, config.protected).await.map_err(Failure::start)?;
    let health_metrics = config.health_metrics.then_some(HEALTH_METRICS_EVERY);
    let options = FleetOptions { health_metrics, ..FleetOptions::default() };
    let fleet = Fleet::start(config.environments, options).await;
    println!("Podium  {}", serving.url());
    serving.until_told_to_stop(fleet, changes).await;
    Ok(ExitCode::SUCCESS)
}
