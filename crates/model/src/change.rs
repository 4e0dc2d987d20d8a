//! Changes that a person makes: what is asked, whether it can be done now, what it will do, and what that was decided
//! on.
//!
//! Nothing here changes anything. `console` describes the thing, makes a plan of what it sees, and compares it again
//! before it writes.

mod ask;
mod autoscale;
mod can;
mod command;
mod consequence;
mod difference;
mod draft;
mod image;
mod managed_by;
mod number;
mod plan;
mod seen;
mod settings;
#[cfg(test)]
mod tests;
mod verb;

/// The names of the fields with which a plan is confirmed.
pub mod field {
    /// The sealed plan.
    pub const PLAN: &str = "plan";
    /// Why.
    pub const REASON: &str = "reason";
    /// The name that is typed to confirm.
    pub const CONFIRM: &str = "confirm";
}

pub use ask::{Ask, DRAFT, MOST_TASKS, StopType, USUAL_MINUTES};
pub use autoscale::{ScalingAsk, TargetChange};
pub use can::{WhyNot, can_change_revision, can_change_service, can_change_task, can_replace_task};
pub use command::Equivalent;
pub use consequence::{Consequence, Weight};
pub use difference::differences;
pub use draft::DraftId;
pub use image::IMAGE_FIELDS;
pub use managed_by::{Manager, managers};
pub use plan::{Confirmation, DraftFacts, Plan, RevisionFacts, Room, ServiceFacts, TaskFacts};
pub use seen::Seen;
pub use settings::{Setting, Settings};
pub use verb::{RevisionVerb, ServiceVerb, TaskVerb};
