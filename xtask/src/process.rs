//! Other programs: run to their end here, beside us in [`running`].

use std::env;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::places;

pub mod running;

/// A program that runs at the root of the repository.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(places::root());
    command
}

/// The Cargo that runs us, working on this workspace.
///
/// What Cargo told us about ourselves is taken away: build scripts that look at such variables would otherwise run
/// again each time somebody changes between `cargo xtask` and plain `cargo`.
pub fn cargo() -> Command {
    let mut cargo = command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (name, _) in env::vars_os() {
        if ["CARGO_PKG_", "CARGO_MANIFEST_"].iter().any(|prefix| name.to_string_lossy().starts_with(prefix)) {
            cargo.env_remove(name);
        }
    }
    cargo
}

/// Runs a program whose words go straight to the person.
///
/// # Errors
/// When it cannot be started or does not succeed; the message has the command line.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start {}", line(command)))?;
    if !status.success() {
        bail!("{} ended with {status}", line(command));
    }
    Ok(())
}

/// Runs a program and gives back what it printed on its standard output.
///
/// # Errors
/// As [`run`].
pub fn output(command: &mut Command) -> Result<String> {
    let output =
        command.stderr(Stdio::inherit()).output().with_context(|| format!("cannot start {}", line(command)))?;
    if !output.status.success() {
        bail!("{} ended with {}", line(command), output.status);
    }
    String::from_utf8(output.stdout).with_context(|| format!("{} printed something that is no text", line(command)))
}

/// Runs a program quietly. Gives whether it succeeded, and all that it printed.
///
/// # Errors
/// When it cannot be started.
pub fn said(command: &mut Command) -> Result<(bool, String)> {
    let output = command.output().with_context(|| format!("cannot start {}", line(command)))?;
    let words = [output.stdout, output.stderr].concat();
    Ok((output.status.success(), String::from_utf8_lossy(&words).into_owned()))
}

/// How a program ended whose output was passed on line by line.
pub struct Heard {
    /// Whether it ended with success.
    pub success: bool,
    /// What it printed on its standard output.
    pub lines: Vec<String>,
}

/// Runs a program, shows its output as it comes, and remembers it.
///
/// # Errors
/// When it cannot be started; a bad end is told in the answer.
pub fn listen(command: &mut Command) -> Result<Heard> {
    let mut child =
        command.stdout(Stdio::piped()).spawn().with_context(|| format!("cannot start {}", line(command)))?;
    let mut lines = Vec::new();
    if let Some(output) = child.stdout.take() {
        for text in BufReader::new(output).split(b'\n') {
            let text = String::from_utf8_lossy(&text?).into_owned();
            println!("{text}");
            lines.push(text);
        }
    }
    Ok(Heard { success: child.wait()?.success(), lines })
}

/// The command as a person would type it.
fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_fails_is_named_with_its_arguments() {
        let error = run(command("false").arg("--really")).unwrap_err();
        assert!(error.to_string().starts_with("false --really ended with"), "{error}");
    }

    #[test]
    fn what_a_failing_program_said_is_still_heard() {
        let heard = listen(command("sh").args(["-c", "echo one; echo two; exit 3"])).unwrap();
        assert_eq!((heard.success, heard.lines), (false, vec!["one".to_owned(), "two".to_owned()]));
    }
}
