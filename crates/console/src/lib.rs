//! The use cases: what a person may ask for, one file each.
//!
//! Each takes the viewer first, reads the snapshot that `fleet` keeps and gives back what the page draws. There is no HTTP
//! and no framework here; nothing in this crate waits for AWS except for a task definition that was never read.

mod answer;
mod cluster;
mod clusters;
mod configuration;
mod console;
mod error;
mod events;
mod judged;
mod list;
mod overview;
mod roads;
mod rows;
mod search;
mod service;
mod services;
mod shell;
mod task;
mod task_definitions;
mod tasks;
#[cfg(test)]
mod testing;

pub use access::Viewer;
pub use console::Console;
pub use error::ConsoleError;
pub use fleet::{Watch, WatchGuard};
