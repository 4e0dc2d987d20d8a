//! The binary `podium`, with the site inside.

use std::fs::{self, File, TryLockError};
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::announce::step;
use crate::places;
use crate::process::{cargo, run};
use crate::site::manifest::Manifest;
use crate::site::{self, Effort};

/// How the server is compiled, and the site made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// Compiles fast, with a site that is made fast.
    Dev,
    /// Compiles fast, with the site as it is delivered.
    Test,
    /// Runs fast, with the site as it is delivered.
    Release,
}

impl Profile {
    fn effort(self) -> Effort {
        match self {
            Self::Dev => Effort::Quick,
            Self::Test | Self::Release => Effort::Full,
        }
    }
}

/// What was built.
#[derive(Debug)]
pub struct Built {
    /// What is in the site.
    pub site: Manifest,
    /// Where the binary is.
    pub podium: PathBuf,
}

/// Builds the site and the server around it.
///
/// One process at a time: another could change the site after it was made and before it is taken in.
///
/// # Errors
/// When either fails.
pub fn build(profile: Profile) -> Result<Built> {
    let _turn = turn()?;
    let site = site::build(profile.effort())?;
    let podium = step("compile the server", || server(profile))?;
    Ok(Built { site, podium })
}

fn server(profile: Profile) -> Result<PathBuf> {
    let (arguments, folder): (&[&str], _) = match profile {
        Profile::Dev | Profile::Test => (&[], "debug"),
        Profile::Release => (&["--release"], "release"),
    };
    run(cargo().args(["build", "--package", "server"]).args(arguments))?;
    let podium = places::target().join(folder).join("podium");
    if profile != Profile::Test {
        return Ok(podium);
    }
    // What is tested stays what it is, whatever is built meanwhile.
    let kept = places::checks().join("podium");
    fs::create_dir_all(places::checks())?;
    _ = fs::remove_file(&kept);
    fs::copy(&podium, &kept).with_context(|| format!("cannot copy {}", podium.display()))?;
    Ok(kept)
}

/// Our turn to build, until the answer is dropped or the process ends.
fn turn() -> Result<File> {
    fs::create_dir_all(places::site_cache())?;
    let lock = File::create(places::site_cache().join("lock")).context("cannot write to target/")?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            println!("    waiting for another `cargo xtask` to finish its build");
            lock.lock()?;
        }
        Err(TryLockError::Error(error)) => return Err(error).context("cannot lock the site"),
    }
    Ok(lock)
}
