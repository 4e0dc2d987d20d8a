//! Clients and servers that Podium's authors did not write: boto3 and the AWS CLI on the simulator, Podium on moto.

use std::path::Path;

use anyhow::Result;

use super::demo::Demo;
use super::tally::Tally;
use crate::announce::step;
use crate::install;
use crate::process::{command, listen};

/// What a check talks to.
enum Subject {
    /// A simulator of its own, given as `--endpoint URL`.
    Simulator,
    /// The binary, given as `--podium PATH`, which it starts itself.
    Binary,
}

/// The checks, in `end2end/independent`. Each ends with a line `N passed, N failed`.
const CHECKS: [(&str, Subject); 3] =
    [("simulator_boto3.py", Subject::Simulator), ("aws_cli.py", Subject::Simulator), ("moto.py", Subject::Binary)];

/// Runs every check.
///
/// # Errors
/// When their packages cannot be installed.
pub fn check(podium: &Path) -> Result<Tally> {
    let python = install::python::python()?;
    let outcomes = CHECKS.iter().map(|(script, subject)| {
        let outcome = step(script, || match subject {
            Subject::Simulator => on_simulator(&python, script, podium),
            Subject::Binary => script_tally(&python, script, "--podium", &podium.display().to_string()),
        });
        outcome.unwrap_or_else(|error| {
            eprintln!("error: {error:#}");
            Tally::FAILED
        })
    });
    Ok(outcomes.sum())
}

fn on_simulator(python: &Path, script: &str, podium: &Path) -> Result<Tally> {
    let demo = Demo::start(podium, script)?;
    let tally = script_tally(python, script, "--endpoint", demo.simulator());
    let end = Tally::of(demo.stop());
    Ok([tally?, end].into_iter().sum())
}

fn script_tally(python: &Path, script: &str, option: &str, value: &str) -> Result<Tally> {
    let script = Path::new("end2end/independent").join(script);
    let heard = listen(command(python).arg(script).args([option, value]).env("PYTHONUNBUFFERED", "1"))?;
    let tally = heard.lines.iter().rev().find_map(|line| closing(line)).unwrap_or_default();
    Ok(tally.unless_silent(heard.success))
}

/// Reads `12 passed, 1 failed`.
fn closing(line: &str) -> Option<Tally> {
    let (passed, failed) = line.trim().split_once(", ")?;
    let passed = passed.strip_suffix(" passed")?.parse().ok()?;
    Some(Tally { passed, failed: failed.strip_suffix(" failed")?.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_line_is_read_and_nothing_that_only_looks_like_it() {
        assert_eq!(closing("12 passed, 1 failed"), Some(Tally { passed: 12, failed: 1 }));
        for other in ["12 passed", "12 passed, 1 failed, 2 skipped", "none passed, 1 failed", ""] {
            assert_eq!(closing(other), None, "{other}");
        }
    }
}
