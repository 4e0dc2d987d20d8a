//! The log: for a person on a terminal, as JSON for machines.

use std::io::{IsTerminal as _, stderr};

use tracing::{Level, Metadata};
use tracing_subscriber::filter::{FilterExt as _, filter_fn};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, Layer as _, Registry, fmt};

pub mod requests;

/// The environment variable that says what is worth a line, as in `PODIUM_LOG=info,fleet=debug`.
pub const FILTER: &str = "PODIUM_LOG";

/// Begins to log to standard error; a second call changes nothing.
pub fn start() {
    let wanted = EnvFilter::builder().with_default_directive(Level::INFO.into()).with_env_var(FILTER).from_env_lossy();
    let filter = wanted.and(filter_fn(is_harmless));
    let lines = if stderr().is_terminal() {
        fmt::layer().compact().with_target(false).with_writer(stderr).with_filter(filter).boxed()
    } else {
        fmt::layer()
            .json()
            .flatten_event(true)
            .with_current_span(true)
            .with_span_list(false)
            .with_writer(stderr)
            .with_filter(filter)
            .boxed()
    };
    if Registry::default().with(lines).try_init().is_ok() {
        crate::panics::log();
    }
}

/// Whether a line cannot hold a secret.
///
/// Below `INFO` the AWS SDK writes whole answers to the log, and a task definition's answer holds the values of
/// environment variables. No setting brings those lines back.
pub fn is_harmless(line: &Metadata<'_>) -> bool {
    *line.level() <= Level::INFO || !line.target().starts_with("aws_")
}
