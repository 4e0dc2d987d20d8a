//! tidy
use crate::check::tally::Tally;
use anyhow::Result;
use std::process::ExitCode;
pub fn run() -> Result<ExitCode> {
    Ok(ExitCode::SUCCESS)
}
pub fn check() -> Result<Tally> {
    Ok(Tally::PASSED)
}
