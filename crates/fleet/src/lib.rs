//! The only way to AWS: clients, request budgets, pollers, and the snapshot that everybody else reads.
//!
//! No type of the SDK leaves this crate. Reading never fails because one item is odd, one action is denied or one
//! cluster is gone; whatever could not be read keeps its last answer, its age and the reason.

mod budget;
mod cache;
mod check;
mod clients;
mod convert;
mod definitions;
mod error;
mod estate;
mod fleet;
mod operation;
mod options;
mod poller;
mod read;
mod revisions;
mod rollouts;
mod snapshot;
mod store;
mod told;
mod watch;

pub use budget::BudgetUse;
pub use check::{CheckLine, CheckOutcome, check};
pub use error::{Cause, FleetError};
pub use fleet::Fleet;
pub use operation::Operation;
pub use options::{EnvironmentSettings, FleetOptions};
pub use snapshot::{ClusterSnapshot, Seen, Snapshot, Traffic};
pub use watch::WatchGuard;
