//! `podium check`: what is wrong with a configuration, and what the credentials of each environment can read.

use std::path::Path;
use std::process::ExitCode;

use fleet::{CheckLine, CheckOutcome};
use futures::future::join_all;

use super::Failure;
use crate::config::Config;

pub(super) async fn run(path: &Path) -> Result<ExitCode, Failure> {
    let config = Config::read(path)?;
    let checks = join_all(config.environments.iter().map(fleet::check)).await;
    for (environment, lines) in config.environments.iter().zip(&checks) {
        println!("{} ({})", environment.name, environment.region);
        for line in lines {
            println!("  {}", said(line));
        }
    }
    let readable = checks.iter().flatten().all(is_fine);
    Ok(if readable { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What could not be tried for want of anything to try it on is no failure: that there is nothing has been read.
fn is_fine(line: &CheckLine) -> bool {
    match line.outcome {
        CheckOutcome::Allowed | CheckOutcome::NotTried => true,
        CheckOutcome::Denied | CheckOutcome::Unreachable => false,
    }
}

fn said(line: &CheckLine) -> String {
    let outcome = match line.outcome {
        CheckOutcome::Allowed => "ok",
        CheckOutcome::Denied => "denied",
        CheckOutcome::Unreachable => "no answer",
        CheckOutcome::NotTried => "not tried",
    };
    format!("{outcome:<9}  {:<28}  {}", line.action, line.message)
}
