//! Everything this process writes to its log, at the finest level that Podium ever lets through.

use std::io::{self, Write};
use std::sync::{Mutex, OnceLock, PoisonError};

use server::telemetry::is_harmless;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::{FilterExt as _, filter_fn};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{Layer as _, Registry, fmt};

static LINES: Mutex<Vec<u8>> = Mutex::new(Vec::new());
static STARTED: OnceLock<()> = OnceLock::new();

struct Keep;

impl Write for Keep {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        LINES.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Begins to keep what is logged.
pub fn capture() {
    STARTED.get_or_init(|| {
        let filter = LevelFilter::TRACE.and(filter_fn(is_harmless));
        let lines = fmt::layer().with_ansi(false).with_writer(|| Keep).with_filter(filter);
        Registry::default().with(lines).try_init().unwrap();
    });
}

/// What has been logged so far.
pub fn so_far() -> String {
    String::from_utf8_lossy(&LINES.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
}
