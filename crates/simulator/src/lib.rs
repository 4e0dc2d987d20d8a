//! An embedded Amazon ECS: a loopback HTTP endpoint that any AWS client can use.
//!
//! The demo, the tests and the product run the same SDK code against it as against AWS. [`Simulator::start`] starts one in
//! this process; several at once are independent. `docs/simulator.md` tells the rest.
//!
//! Architecture invariant: this crate knows no other crate of the workspace.

pub mod api;
pub mod buckets;
pub mod clock;
mod control;
mod endpoint;
pub mod engine;
pub mod faults;
mod identity;
pub mod journal;
pub mod scenario;
mod serve;
mod side;
mod start;
mod wire;

pub use control::{Control, Counts, State};
pub use scenario::Scenario;
pub use start::{Running, Simulator, SimulatorOptions, StartError};
