//! Whatever is missing on a machine that has Rust, Node with npm and a C compiler.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use anyhow::{Context, Result};

use crate::announce::step;
use crate::places;
use crate::process::{command, output, run};

pub mod chromium;
pub mod python;
pub mod tools;
pub mod wrk;

/// What the browser's half is compiled for.
pub const WASM: &str = "wasm32-unknown-unknown";

/// Adds the WebAssembly target to the Rust toolchain, unless it is there.
///
/// # Errors
/// When it is missing and rustup cannot add it.
pub fn wasm_target() -> Result<()> {
    let libraries = output(command("rustc").args(["--print", "target-libdir", "--target", WASM]))?;
    if Path::new(libraries.trim()).is_dir() {
        return Ok(());
    }
    step("add the WebAssembly target", || run(command("rustup").args(["target", "add", WASM])))
}

/// Node.js is there.
///
/// # Errors
/// When it is not; it is one of the three things that we do not install.
pub fn node() -> Result<()> {
    output(command("node").arg("--version")).context("there is no Node.js").map(drop)
}

/// Installs what `package-lock.json` pins, unless it has been done since the lock last changed.
///
/// No package runs a script of its own: none needs one, and none should get the chance.
///
/// # Errors
/// When npm fails.
pub fn npm() -> Result<()> {
    let done = places::node_modules().join(".package-lock.json");
    if is_newer(&done, &places::root().join("package-lock.json")) {
        return Ok(());
    }
    step("install npm packages", || run(command("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])))
}

/// Installs Lighthouse, which only the bench needs, in a folder of its own.
///
/// # Errors
/// When npm fails.
pub fn lighthouse() -> Result<()> {
    let folder = places::root().join("end2end/bench");
    if is_newer(&folder.join("node_modules/.package-lock.json"), &folder.join("package-lock.json")) {
        return Ok(());
    }
    let arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
    step("install Lighthouse", || run(command("npm").args(arguments).current_dir(folder)))
}

/// Whether `result` was made after `source` last changed.
fn is_newer(result: &Path, source: &Path) -> bool {
    let changed = |path: &Path| -> Option<SystemTime> { fs::metadata(path).ok()?.modified().ok() };
    matches!((changed(result), changed(source)), (Some(result), Some(source)) if result >= source)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_exist_is_never_newer() {
        let manifest = places::root().join("Cargo.toml");
        assert!(!is_newer(Path::new("no such file"), &manifest));
        assert!(is_newer(&manifest, &manifest));
    }
}
