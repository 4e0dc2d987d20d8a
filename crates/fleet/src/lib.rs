//! The only way to AWS: clients, request budgets, pollers, the snapshot that everybody else reads, and every write.
//!
//! No type of the SDK leaves this crate. Reading never fails because one item is odd, one action is denied or one
//! cluster is gone; whatever could not be read keeps its last answer, its age and the reason.

mod back_off;
mod budget;
mod check;
mod clients;
mod clock;
mod comparisons;
mod convert;
mod definitions;
mod error;
mod estate;
mod fleet;
mod machine_clock;
mod now;
mod on_demand;
mod operation;
mod options;
mod poller;
mod read;
mod rollouts;
mod snapshot;
mod store;
mod told;
mod watch;
mod write;

pub use budget::BudgetUse;
pub use check::{CheckLine, CheckOutcome, check};
pub use clock::{Clock, Hand};
pub use error::{Cause, FleetError};
pub use fleet::Fleet;
pub use operation::{Access, Operation};
pub use options::{EnvironmentSettings, FleetOptions};
pub use snapshot::{ClusterSnapshot, Disconnected, Known, Providers, Seen, Snapshot, Traffic};
pub use watch::WatchGuard;
pub use write::{WriteError, Written};
