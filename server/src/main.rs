//! `podium`: reads the command line, opens the log, and does what it is told.

use std::io;
use std::process::ExitCode;

use clap::Parser as _;
use server::command::Cli;
use server::{runtime, telemetry};

/// Rendering a page is thousands of small allocations: with the allocator of glibc they take more than half of its
/// time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> io::Result<ExitCode> {
    let command = Cli::parse().command;
    telemetry::start();
    Ok(runtime::start()?.block_on(command.run()))
}
