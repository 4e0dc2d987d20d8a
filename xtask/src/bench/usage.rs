//! What a running program takes of the machine.

use std::fs;

use anyhow::{Context, Result};

use crate::process::running::Running;

/// The memory of a program now and at its greatest, in MB (10⁶ bytes): resident set size.
///
/// # Errors
/// When the operating system does not tell.
pub fn memory(program: &Running) -> Result<(f64, f64)> {
    let status = fs::read_to_string(format!("/proc/{}/status", program.id()))?;
    let line = |name: &str| -> Result<f64> {
        let line = status.lines().find_map(|line| line.strip_prefix(name)).context("no such line in /proc")?;
        let kib: f64 = line.trim().trim_end_matches(" kB").parse()?;
        Ok(kib * 1024.0 / 1e6)
    };
    Ok((line("VmRSS:")?, line("VmHWM:")?))
}

/// The processor time that a program has used, in seconds.
///
/// # Errors
/// When the operating system does not tell.
pub fn processor_time(program: &Running) -> Result<f64> {
    let stat = fs::read_to_string(format!("/proc/{}/stat", program.id()))?;
    let fields = stat.rsplit_once(") ").context("/proc/PID/stat has another shape")?.1;
    let ticks = |index: usize| fields.split(' ').nth(index).and_then(|field| field.parse::<f64>().ok());
    // Clock ticks are hundredths of a second on every Linux that Rust supports.
    Ok((ticks(11).unwrap_or(0.0) + ticks(12).unwrap_or(0.0)) / 100.0)
}
