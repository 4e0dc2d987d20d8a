//! Changes that a person makes: what is asked, whether it can be done now, what it will do, and what that was decided
//! on.
//!
//! Nothing here changes anything. `console` describes the thing, makes a plan of what it sees, and compares it again
//! before it writes.

mod ask;
mod can;
mod command;
mod consequence;
mod difference;
mod manager;
mod plan;
mod seen;
#[cfg(test)]
mod tests;
mod verb;

pub use ask::{Ask, MOST_TASKS, StopType};
pub use can::{WhyNot, can_change_service, can_change_task};
pub use command::Equivalent;
pub use consequence::{Consequence, Weight};
pub use difference::differences;
pub use manager::{Manager, managers};
pub use plan::{Confirmation, Plan, Room, ServiceFacts, TaskFacts};
pub use seen::Seen;
pub use verb::{ServiceVerb, TaskVerb};
