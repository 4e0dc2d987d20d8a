//! The simulator over its socket, byte for byte.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod buckets;
mod capacity;
mod client;
mod connection;
mod errors;
mod faults;
mod journal;
mod load_balancing;
mod logs;
mod monitoring;
mod paging;
mod protocols;
mod reads;
mod rollouts;
mod scaling;
mod side;
mod strategies;
mod sts;
