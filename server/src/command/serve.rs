//! `podium serve`: the environments of a configuration.

use std::path::Path;
use std::process::ExitCode;

use fleet::{Fleet, FleetOptions};

use super::Failure;
use crate::config::Config;
use crate::data::DataDirectory;
use crate::serving::Serving;

pub(super) async fn run(path: &Path) -> Result<ExitCode, Failure> {
    let config = Config::read(path)?;
    let _data = DataDirectory::open(&config.data).map_err(Failure::start)?;
    let serving = Serving::bind(config.listen).await.map_err(Failure::start)?;
    let fleet = Fleet::start(config.environments, FleetOptions::default()).await;
    println!("Podium  {}", serving.url());
    serving.until_told_to_stop(fleet).await;
    Ok(ExitCode::SUCCESS)
}
