//! The simulator over its socket, byte for byte.

mod buckets;
mod client;
mod connection;
mod errors;
mod faults;
mod journal;
mod paging;
mod reads;
mod side;
mod sts;
