//! The threads that everything runs on.

use std::io;
use std::num::NonZero;
use std::thread::available_parallelism;

use tokio::runtime::{Builder, Runtime};

/// With a single worker, rendering can wait for itself for ever (<https://github.com/leptos-rs/leptos/issues/4647>),
/// and small containers have a single processor.
const FEWEST_WORKERS: usize = 4;

/// Starts one worker per processor, and at least four.
///
/// # Errors
/// What the operating system says when it gives no threads.
pub fn start() -> io::Result<Runtime> {
    let processors = available_parallelism().map_or(1, NonZero::get);
    Builder::new_multi_thread().worker_threads(processors.max(FEWEST_WORKERS)).enable_all().build()
}
