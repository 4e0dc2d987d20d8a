//! What comes from outside may come: licences, known defects, bans and sources; and nothing comes that nobody uses.

use std::path::Path;

use anyhow::{Result, bail};

use super::tally::Tally;
use crate::install::tools;
use crate::process::{cargo, command, run, said};

mod advisories;
mod sample;

/// Checks `Cargo.lock` and the manifests with `deny.toml` and `advisories.toml`.
///
/// # Errors
/// When a tool cannot be installed, or the known defects cannot be laid out for it.
pub fn check() -> Result<Tally> {
    let (deny, shear) = (tools::tool(&tools::DENY)?, tools::tool(&tools::SHEAR)?);
    let known = advisories::lay_out()?;
    println!("    {known}");
    // The tools read every crate of every platform, and those for others than this one are not there yet.
    run(cargo().args(["fetch", "--locked"]))?;
    let checks = [
        run(command(&deny).args(["--offline", "--all-features", "check", "--hide-inclusion-graph"])),
        finds_what_is_known(&deny),
        run(command(shear).args(["--offline", "--deny-warnings"])),
    ];
    Ok(checks.into_iter().map(Tally::of).sum())
}

/// The check of known defects works: shown a version with one, it names it.
fn finds_what_is_known(deny: &Path) -> Result<()> {
    let sample = sample::write()?;
    let mut look = command(deny);
    look.args(["--offline", "--metadata-path"]).arg(sample).args(["check", "advisories"]);
    let (good, words) = said(&mut look)?;
    if good || !words.contains(sample::DEFECT) {
        bail!("cargo-deny does not find {} in {} {}:\n{words}", sample::DEFECT, sample::CRATE, sample::VERSION);
    }
    Ok(())
}
