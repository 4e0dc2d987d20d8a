//! An embedded Amazon ECS: a loopback HTTP endpoint that any AWS client can use.
//!
//! The demo, the tests and the product run the same SDK code against it as against AWS. [`Simulator::start`] starts one
//! in this process; several at once are independent. `docs/simulator.md` has the rest.
//!
//! This crate is the endpoint: connections, faults, request buckets, the journal and the side API. Beside it stand
//! `simulator-engine` (what happens), `simulator-scenario` (the estates), `simulator-protocol` and `simulator-wire`
//! (how it is told), and `simulator-logs`. Of all these, the rest of Podium knows this crate only.
//!
//! Architecture invariant: neither it nor the crates beside it know another crate of the workspace.

pub mod buckets;
pub mod clock;
mod control;
mod endpoint;
pub mod faults;
pub mod journal;
mod serve;
mod side;
mod start;

pub use control::{Agent, Control, Counts, State};
pub use simulator_scenario::{Scenario, UnknownScenario};
pub use start::{Running, Simulator, SimulatorOptions, StartError};
