//! The binary `podium`, with the site inside.

use std::path::PathBuf;

use anyhow::Result;

use crate::announce::step;
use crate::places;
use crate::process::{cargo, run};
use crate::site::{self, Effort};

/// How the server is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// Compiles fast.
    Dev,
    /// Runs fast.
    Release,
}

impl Profile {
    /// The profile that `--release` asks for.
    pub fn released(release: bool) -> Self {
        if release { Self::Release } else { Self::Dev }
    }

    fn effort(self) -> Effort {
        match self {
            Self::Dev => Effort::Quick,
            Self::Release => Effort::Full,
        }
    }
}

/// Builds the site and the server around it.
///
/// # Errors
/// When either fails.
pub fn build(profile: Profile) -> Result<PathBuf> {
    site::build(profile.effort())?;
    server(profile)
}

/// Builds the server around the site there is, and gives the path of the binary.
///
/// # Errors
/// When it does not compile.
pub fn server(profile: Profile) -> Result<PathBuf> {
    let (arguments, folder): (&[&str], _) = match profile {
        Profile::Dev => (&[], "debug"),
        Profile::Release => (&["--release"], "release"),
    };
    step("compile the server", || run(cargo().args(["build", "--package", "server"]).args(arguments)))?;
    Ok(places::target().join(folder).join("podium"))
}
