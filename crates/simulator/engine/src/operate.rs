//! What requests do: one file per noun.

mod cluster;
mod protection;
mod rollout;
mod run_task;
mod service;
mod start_task;
mod stop_task;
mod tags;
mod task_definition;

pub(super) use run_task::RememberedRun;
pub(super) use service::Maker;

use super::error::Failure;
use super::id::TaskKey;
use super::task_definition::TaskDefinition;
use std::sync::Arc;

/// What RunTask answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ran {
    /// The tasks that were made.
    pub tasks: Vec<TaskKey>,
    /// Why others were not.
    pub failures: Vec<Failure>,
}

/// What DeleteTaskDefinitions answers.
#[derive(Clone, Debug, Default)]
pub struct Deleted {
    /// The revisions that are now DELETE_IN_PROGRESS.
    pub revisions: Vec<Arc<TaskDefinition>>,
    /// Why others are not.
    pub failures: Vec<Failure>,
}

/// What UpdateTaskProtection and GetTaskProtection answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Protected {
    /// The tasks that were looked at.
    pub tasks: Vec<TaskKey>,
    /// Why others were not.
    pub failures: Vec<Failure>,
}
