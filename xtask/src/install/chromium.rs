//! The browser of the journeys: the operating system's own Chromium.

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::announce::step;
use crate::process::{command, output, run};

/// Where distributions put it.
const PLACES: [&str; 4] =
    ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"];

/// The path of a Chromium, installed first if this machine lets us.
///
/// # Errors
/// When there is none and we may not install it; the message says what to install.
pub fn chromium() -> Result<PathBuf> {
    if let Some(found) = find() {
        return Ok(found);
    }
    if !may_install() {
        bail!(
            "the journeys need Chromium: install the package `chromium` (Debian: `sudo apt-get install chromium`) \
             or set CHROMIUM to the path of one"
        );
    }
    step("install Chromium", || {
        run(command("apt-get").args(["update", "-qq"]))?;
        let install = ["install", "-y", "-qq", "--no-install-recommends", "chromium"];
        run(command("apt-get").args(install).env("DEBIAN_FRONTEND", "noninteractive"))
    })?;
    match find() {
        Some(found) => Ok(found),
        None => bail!("apt-get installed chromium, but it is at none of {}", PLACES.join(", ")),
    }
}

fn find() -> Option<PathBuf> {
    let chosen = std::env::var_os("CHROMIUM").map(PathBuf::from);
    chosen.into_iter().chain(PLACES.map(PathBuf::from)).find(|path| path.exists())
}

/// Root on a Debian may install packages.
pub(super) fn may_install() -> bool {
    let root = output(command("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    root && PathBuf::from("/usr/bin/apt-get").exists()
}
