//! Clients and servers that Podium's authors did not write: boto3 and the AWS CLI on the simulator, ecs-deploy beside
//! Podium, Podium on moto.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;

use super::demo::Demo;
use super::tally::Tally;
use crate::announce::step;
use crate::install;
use crate::process::{command, listen, run};

/// What a check talks to.
enum Subject {
    /// A simulator of its own, given as `--endpoint URL`.
    Simulator,
    /// The binary, given as `--podium PATH`, which it starts itself.
    Binary,
    /// Files of the repository, which it must not change.
    Files,
}

/// The checks, in `end2end/independent`. Each ends with a line `N passed, N failed`.
const CHECKS: [(&str, Subject); 6] = [
    (SHAPES, Subject::Files),
    ("simulator_boto3.py", Subject::Simulator),
    ("aws_cli.py", Subject::Simulator),
    ("codedeploy_cli.py", Subject::Simulator),
    ("ecs_deploy.py", Subject::Binary),
    ("moto.py", Subject::Binary),
];

/// What makes the shapes of the simulator's requests from botocore's model.
const SHAPES: &str = "shapes.py";

/// Runs every check.
///
/// # Errors
/// When their packages cannot be installed.
pub fn check(podium: &Path) -> Result<Tally> {
    let python = install::python::python()?;
    let outcomes = CHECKS.iter().map(|(script, subject)| {
        let outcome = step(script, || match subject {
            Subject::Simulator => on_simulator(&python, script, podium),
            Subject::Binary => script_tally(&python, script, &["--podium", &podium.display().to_string()]),
            Subject::Files => script_tally(&python, script, &["--check"]),
        });
        outcome.unwrap_or_else(|error| {
            eprintln!("error: {error:#}");
            Tally::FAILED
        })
    });
    Ok(outcomes.sum())
}

/// Writes the shapes of the simulator's requests anew.
///
/// # Errors
/// When botocore cannot be installed, or a file cannot be written.
pub fn write_shapes() -> Result<ExitCode> {
    let python = install::python::python()?;
    run(command(&python).arg(path(SHAPES)))?;
    Ok(ExitCode::SUCCESS)
}

fn on_simulator(python: &Path, script: &str, podium: &Path) -> Result<Tally> {
    let demo = Demo::start(podium, script)?;
    let tally = script_tally(python, script, &["--endpoint", demo.simulator()]);
    let end = Tally::of(demo.stop());
    Ok([tally?, end].into_iter().sum())
}

fn script_tally(python: &Path, script: &str, arguments: &[&str]) -> Result<Tally> {
    let heard = listen(command(python).arg(path(script)).args(arguments).env("PYTHONUNBUFFERED", "1"))?;
    let tally = heard.lines.iter().rev().find_map(|line| closing(line)).unwrap_or_default();
    Ok(tally.unless_silent(heard.success))
}

fn path(script: &str) -> PathBuf {
    Path::new("end2end/independent").join(script)
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
