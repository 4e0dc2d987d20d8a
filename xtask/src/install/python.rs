//! A Python environment with the clients that Podium's authors did not write.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::announce::step;
use crate::places;
use crate::process::{command, run};

/// The Python of an environment that has everything in `end2end/independent/requirements.txt`.
///
/// # Errors
/// When Python has no `venv`, or a package cannot be installed.
pub fn python() -> Result<PathBuf> {
    let venv = places::venv();
    let python = venv.join("bin/python");
    let requirements = places::root().join("end2end/independent/requirements.txt");
    let wanted =
        fs::read_to_string(&requirements).with_context(|| format!("cannot read {}", requirements.display()))?;
    let installed = venv.join("installed-requirements.txt");
    if fs::read_to_string(&installed).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    step("install the independent clients", || {
        run(command("python3").args(["-m", "venv"]).arg(&venv))
            .context("the independent checks need Python 3 with venv (Debian: `python3-venv`)")?;
        let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"];
        run(command(&python).args(install).arg(&requirements))?;
        fs::write(&installed, wanted).context("cannot note what has been installed")
    })?;
    Ok(python)
}
