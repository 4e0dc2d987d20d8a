//! A task that is being replaced.

use serde::{Deserialize, Serialize};

use super::TimelineStep;
use crate::address::TaskRef;
use crate::audit::Ending;

/// How the replacement of a task stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Replacement {
    /// The task that is replaced.
    pub at: TaskRef,
    /// One sentence, for example `Task 0123abcd is being replaced`.
    pub sentence: String,
    /// What is waited for, or what is left to do, if there is something to say.
    pub note: Option<String>,
    /// Its steps, in order.
    pub steps: Vec<TimelineStep>,
    /// How it ended, if it has.
    pub ending: Option<Ending>,
    /// Whether it can still be given up.
    pub can_give_up: bool,
    /// The task that serves in its place, once there is one.
    pub successor: Option<TaskRef>,
}
