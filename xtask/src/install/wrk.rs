//! The load generator of the bench: wrk, the operating system's package.

use std::path::PathBuf;

use anyhow::{Result, bail};

use super::chromium::may_install;
use crate::announce::step;
use crate::process::{command, run};

const PLACE: &str = "/usr/bin/wrk";

/// The path of wrk, installed first if this machine lets us.
///
/// # Errors
/// When there is none and we may not install it; the message says what to install.
pub fn wrk() -> Result<PathBuf> {
    let place = PathBuf::from(PLACE);
    if place.exists() {
        return Ok(place);
    }
    if !may_install() {
        bail!("the bench needs the load generator wrk: install the package `wrk` (Debian: `sudo apt-get install wrk`)");
    }
    step("install wrk", || {
        run(command("apt-get").args(["update", "-qq"]))?;
        run(command("apt-get").args(["install", "-y", "-qq", "wrk"]).env("DEBIAN_FRONTEND", "noninteractive"))
    })?;
    Ok(place)
}
