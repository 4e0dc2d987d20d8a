//! The evidence of each rule, as data.

mod rollout;
mod targets;

pub use rollout::{Course, DeploymentFailed, EndedBy, NewTargets, Progress, Rollback, Stuck, StuckReason};
pub use targets::{FailingTarget, NoHealthyTarget, Targets, TargetsFailing, Unread};

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
    /// What the load balancer said about it, if that is why: `Target.ResponseCodeMismatch [502]`.
    pub told: Option<String>,
}

impl Failure {
    /// The cause in a few words, with what the load balancer said.
    pub fn words(&self) -> String {
        match &self.told {
            Some(told) => format!("{} ({told})", self.cause.short()),
            None => self.cause.short(),
        }
    }
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
    /// The deployment under way.
    pub course: Option<Course>,
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
    /// The deployment under way.
    pub course: Option<Course>,
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
    /// Its targets, if it is load-balanced.
    pub targets: Option<Targets>,
}
