//! What Cargo checks.

use std::time::Duration;

use anyhow::Result;

use super::Notes;
use super::tally::Tally;
use crate::install;
use crate::process::{Heard, cargo, listen, run};

/// Everything that is compiled for the server. The browser's half is left out: built together with it, `app` would be
/// asked to be both halves at once. So are our own commands, whose needs are others.
const NATIVE: [&str; 5] = ["--workspace", "--exclude", "frontend", "--exclude", "xtask"];

/// Everything is formatted.
pub fn format() -> Result<Tally> {
    Ok(Tally::of(run(cargo().args(["fmt", "--all", "--check"]))))
}

/// Clippy has nothing to say: about the server, about the browser's half, about these commands.
pub fn clippy() -> Result<Tally> {
    install::wasm_target()?;
    let native = [&NATIVE[..], &["--all-targets"]].concat();
    let browser = ["--package", "frontend", "--target", install::WASM];
    let own = ["--package", "xtask", "--all-targets"];
    Ok([&native[..], &browser, &own].into_iter().map(clippy_on).sum())
}

fn clippy_on(selection: &[&str]) -> Tally {
    Tally::of(run(cargo().arg("clippy").args(selection).args(["--", "--deny", "warnings"])))
}

/// Unit and integration tests, those of the second ring among them if `all`.
pub fn tests(all: bool, notes: &Notes) -> Result<Tally> {
    let native = listen(cargo().arg("test").args(NATIVE).args(["--lib", "--bins", "--tests"]).args(with_times(all)))?;
    let own = listen(cargo().args(["test", "--package", "xtask", "--bins"]).args(with_times(all)))?;
    let examples = listen(cargo().arg("test").args(NATIVE).args(["--doc", "--no-fail-fast"]))?;
    for heard in [&native, &own] {
        for (name, time) in heard.lines.iter().filter_map(|line| time(line)) {
            notes.slowest.note(name, time);
        }
    }
    for line in &native.lines {
        notes.figures.note(line);
        notes.tried.note(line);
    }
    for heard in [&native, &own, &examples] {
        heard.lines.iter().filter_map(|line| failed(line)).for_each(|name| notes.failed.note(name));
    }
    Ok([native, own, examples].iter().map(count).sum())
}

/// How tests are run so that each tells how long it took.
///
/// The test programs of a stable compiler can, but do so for the variable only that makes them take unstable options.
/// They alone get it, through Cargo's `runner`: in Cargo's own environment it would change what is compiled. Examples
/// in comments are not run by such a program, so they go by themselves.
fn with_times(all: bool) -> Vec<&'static str> {
    let runner = r#"target."cfg(all())".runner = ["env", "RUSTC_BOOTSTRAP=1", "PODIUM_TALLY=1"]"#;
    let cargo = ["--no-fail-fast", "--config", runner];
    let program = ["--", "-Zunstable-options", "--report-time"];
    cargo.into_iter().chain(program).chain(all.then_some("--include-ignored")).collect()
}

/// Reads `test name ... ok <1.234s>`.
fn time(line: &str) -> Option<(&str, Duration)> {
    let (name, outcome) = line.strip_prefix("test ")?.rsplit_once(" ... ")?;
    let seconds = outcome.strip_suffix("s>")?.split_once('<')?.1;
    Some((name, Duration::try_from_secs_f64(seconds.parse().ok()?).ok()?))
}

/// Reads `test name ... FAILED <1.234s>`.
fn failed(line: &str) -> Option<&str> {
    let (name, outcome) = line.strip_prefix("test ")?.rsplit_once(" ... ")?;
    outcome.starts_with("FAILED").then_some(name)
}

/// Sums the last lines of the test programs.
fn count(heard: &Heard) -> Tally {
    let tally: Tally = heard.lines.iter().filter_map(|line| result(line)).sum();
    tally.unless_silent(heard.success)
}

/// Reads `test result: ok. 12 passed; 1 failed; 0 ignored; …`.
fn result(line: &str) -> Option<Tally> {
    let counts = line.strip_prefix("test result: ")?.split_once(". ")?.1;
    let count = |word: &str| counts.split("; ").find_map(|part| part.strip_suffix(word)?.trim().parse().ok());
    Some(Tally { passed: count("passed")?, failed: count("failed")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(success: bool, lines: &[&str]) -> Heard {
        Heard { success, lines: lines.iter().map(|&line| line.to_owned()).collect() }
    }

    #[test]
    fn the_results_of_all_test_programs_are_summed() {
        let heard = heard(
            false,
            &[
                "running 13 tests",
                "test result: FAILED. 12 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.10s",
                "test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            ],
        );
        assert_eq!(count(&heard), Tally { passed: 15, failed: 1 });
    }

    #[test]
    fn the_time_of_a_test_is_read() {
        let expect = Some(("tests::one", Duration::from_millis(1_234)));
        assert_eq!(time("test tests::one ... ok <1.234s>"), expect);
        assert_eq!(time("test tests::one ... FAILED <1.234s>"), expect);
        for other in ["test tests::one ... ok", "test tests::one ... ignored, second ring", "running 3 tests"] {
            assert_eq!(time(other), None, "{other}");
        }
    }

    #[test]
    fn a_test_that_failed_is_named() {
        assert_eq!(failed("test tests::one ... FAILED <1.234s>"), Some("tests::one"));
        assert_eq!(failed("test src/lib.rs - one (line 3) ... FAILED"), Some("src/lib.rs - one (line 3)"));
        assert_eq!(failed("test tests::one ... ok <1.234s>"), None);
    }

    #[test]
    fn a_test_that_does_not_compile_is_a_failure() {
        assert_eq!(
            count(&heard(false, &["test result: ok. 3 passed; 0 failed; 0 ignored"])),
            Tally { passed: 3, failed: 1 }
        );
    }
}
