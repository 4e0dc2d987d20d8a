//! The use cases: what a person may ask for, one file each.
//!
//! Each takes the viewer first, reads the snapshot that `fleet` keeps and gives back what the page draws. There is no
//! HTTP and no framework here; nothing in this crate waits for AWS except for what never changes or costs money and was
//! never read – task definitions, service revisions, older service deployments, metrics – and for what is about to be
//! changed.

mod alarms;
mod answer;
mod capacity;
mod change;
mod cluster;
mod clusters;
mod configuration;
mod console;
mod error;
mod events;
mod instances;
mod judged;
mod list;
mod metrics;
mod needle;
mod overview;
mod rollout;
mod routes;
mod rows;
mod scaling;
mod search;
mod service;
mod services;
mod shell;
mod task;
mod task_definitions;
mod tasks;
#[cfg(test)]
mod testing;
mod traffic;
mod work;

pub use access::{Access, Viewer};
pub use change::{Changes, Confirmed, Edit, EditStep};
pub use console::Console;
pub use error::ConsoleError;
pub use fleet::WatchGuard;
