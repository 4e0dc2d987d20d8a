//! The evidence of each rule, as data.

use crate::event::ServiceEvent;
use crate::name::TaskId;
use crate::task_definition::TaskDefinitionRef;
use crate::time::{Span, Timestamp};
use crate::why::Cause;

/// The three numbers of a service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Tasks that should run; 0 for a service that is being deleted.
    pub desired: u32,
    /// Tasks that run.
    pub running: u32,
    /// Tasks on their way.
    pub pending: u32,
}

/// A task that stopped by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The task.
    pub task: TaskId,
    /// The deployment that started it.
    pub deployment: Option<String>,
    /// What it ran.
    pub revision: TaskDefinitionRef,
    /// When it ended.
    pub at: Option<Timestamp>,
    /// Why.
    pub cause: Cause,
}

/// Failures of one revision, counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Series {
    /// How many.
    pub times: u32,
    /// In how long, up to now.
    pub within: Span,
    /// When the first of them was.
    pub first_at: Timestamp,
}

/// Rule 2: why nothing is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nothing {
    /// Its desired count is 0.
    ScaledToZero,
    /// It runs one task per container instance, and there is none.
    NoInstances,
    /// It is deleted.
    Deleted,
}

/// Rule 3: tasks are wanted and none runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoneRunning {
    /// The numbers.
    pub counts: Counts,
    /// The last task that stopped by itself.
    pub last: Option<Failure>,
    /// How often that happened.
    pub series: Option<Series>,
    /// ECS's word that it finds no place.
    pub unplaced: Option<ServiceEvent>,
    /// What ECS says about the newest deployment, when it failed.
    pub rollout_reason: Option<String>,
    /// The newest deployment.
    pub deployed: Option<(TaskDefinitionRef, Timestamp)>,
    /// Since when none runs, as far as it is known.
    pub since: Option<Timestamp>,
}

/// Rule 5: tasks of one revision stop by themselves, again and again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CrashLoop {
    /// The numbers.
    pub counts: Counts,
    /// The revision.
    pub revision: TaskDefinitionRef,
    /// The last of them, where the tasks are known.
    pub last: Option<Failure>,
    /// How often, where the tasks are known.
    pub series: Option<Series>,
    /// ECS's own count of failures in a row.
    pub failed: u32,
    /// ECS's sentence that it cannot start tasks consistently, if it stands.
    pub told: Option<ServiceEvent>,
    /// When it began, as far as it is known.
    pub first_at: Option<Timestamp>,
    /// The newest deployment, if it began so late that no failure before it can be forgotten.
    pub deployed: Option<(TaskDefinitionRef, Timestamp)>,
}

/// How far a rollback is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rollback {
    /// There is none.
    No,
    /// Tasks of the old revision are being started.
    Underway,
    /// The old revision runs.
    Done,
}

/// Rule 7: the last deployment failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeploymentFailed {
    /// The numbers.
    pub counts: Counts,
    /// What was deployed; `None` once ECS has forgotten it.
    pub failed: Option<TaskDefinitionRef>,
    /// What serves.
    pub serving: TaskDefinitionRef,
    /// Whether the service went back.
    pub rollback: Rollback,
    /// ECS's sentence about it.
    pub reason: Option<String>,
    /// When it failed.
    pub at: Option<Timestamp>,
    /// The last of its tasks that stopped by itself.
    pub last: Option<Failure>,
}

/// Rule 9: a deployment, in numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is deployed.
    pub revision: TaskDefinitionRef,
    /// What it replaces, where tasks of it are left.
    pub from: Option<TaskDefinitionRef>,
    /// The numbers of the new deployment.
    pub counts: Counts,
    /// Running tasks of older deployments.
    pub old_running: u32,
    /// Its tasks that failed in a row.
    pub failed: u32,
    /// When it began.
    pub since: Option<Timestamp>,
}

/// Rule 8: why a deployment does not advance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StuckReason {
    /// Its tasks fail.
    FailedStarts {
        /// How many failed in a row.
        failed: u32,
        /// How many were tried: failed, starting and running.
        tried: u32,
    },
    /// ECS finds no place for its tasks.
    Unplaced(ServiceEvent),
    /// Minimum and maximum healthy percent allow neither a start nor a stop.
    Blocked(ServiceEvent),
    /// Nothing has happened for long.
    NoProgress {
        /// The last thing that did.
        since: Timestamp,
        /// How long ago that was.
        quiet: Span,
    },
}

/// Rule 8: a deployment that does not advance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stuck {
    /// The deployment.
    pub progress: Progress,
    /// Why it does not advance.
    pub reason: StuckReason,
    /// The last of its tasks that stopped by itself.
    pub last: Option<Failure>,
}

/// Rule 10: fewer run (and are well) than wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shortfall {
    /// The numbers.
    pub counts: Counts,
    /// Running tasks that fail their container health check.
    pub unhealthy: Vec<TaskId>,
    /// ECS's word that it finds no place.
    pub unplaced: Option<ServiceEvent>,
    /// The last task that stopped by itself, if that was lately.
    pub last: Option<Failure>,
}

/// Rule 12: all is well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Steady {
    /// The numbers.
    pub counts: Counts,
    /// What runs.
    pub revision: TaskDefinitionRef,
    /// Since when its deployment is complete.
    pub since: Option<Timestamp>,
    /// The last task that stopped by itself, if one did in the last hour.
    pub last: Option<Failure>,
}
