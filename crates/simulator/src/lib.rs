//! (being written)

pub mod engine;
pub mod scenario;
