//! The evidence of rules 7, 8 and 11: how a deployment goes.

use super::{Counts, Failure};
use crate::deployment::{CircuitBreaker, DeploymentStrategy, HookAction, LifecycleStage};
use crate::event::ServiceEvent;
use crate::name::TaskId;
use crate::task_definition::TaskDefinitionRef;
use crate::time::{Span, Timestamp};

/// What service deployments and rollbacks add to the numbers of the deployment under way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Course {
    /// What is deployed, or was until the rollback began.
    pub revision: Option<TaskDefinitionRef>,
    /// How it replaces what ran before.
    pub strategy: Option<DeploymentStrategy>,
    /// Share of production requests that the new revision gets, in tenths of a percent, where the strategy shifts them.
    pub tenths: Option<u32>,
    /// The lifecycle stage.
    pub stage: Option<LifecycleStage>,
    /// How long the stage lasts from now on, where it ends by itself.
    pub left: Option<Span>,
    /// Somebody it waits for: how long, and what ECS does then.
    pub pause: Option<Pause>,
    /// What the circuit breaker has counted, where it is on.
    pub breaker: Option<CircuitBreaker>,
    /// What it goes back to, if it does.
    pub back_to: Option<TaskDefinitionRef>,
    /// Whether StopServiceDeployment was called to stop it where it is.
    pub is_stopping: bool,
}

/// A hook that waits until somebody decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pause {
    /// How long it waits, where it ends by itself.
    pub left: Option<Span>,
    /// What ECS does then.
    pub then: HookAction,
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
    /// It failed as well.
    Failed,
}

/// What ended a deployment that did not succeed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EndedBy {
    /// The circuit breaker.
    CircuitBreaker,
    /// Alarms; their names, where they are known.
    Alarms(Vec<String>),
    /// Somebody called StopServiceDeployment.
    Request,
    /// A lifecycle hook that said no, or did not answer in time.
    Hook,
    /// Something that AWS does not report.
    Unknown,
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
    /// What ended it.
    pub by: EndedBy,
    /// Whether the service went back.
    pub rollback: Rollback,
    /// What the circuit breaker counted.
    pub breaker: Option<CircuitBreaker>,
    /// ECS's sentence about it.
    pub reason: Option<String>,
    /// When it failed.
    pub at: Option<Timestamp>,
    /// The last of its tasks that stopped by itself.
    pub last: Option<Failure>,
    /// Whether all that the verdict of what serves now needs is known.
    pub is_seen: bool,
}

/// Targets of the new revision that fail while it is deployed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTargets {
    /// How many.
    pub failing: u32,
    /// The commonest code: `Target.ResponseCodeMismatch [502]`.
    pub code: String,
}

/// Rule 11: a deployment, in numbers.
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
    /// What service deployments add.
    pub course: Option<Course>,
    /// Its targets that fail, all of them within their grace.
    pub new_targets: Option<NewTargets>,
    /// Its targets that are not healthy yet.
    pub waiting: u32,
    /// What ECS watches before it calls the deployment complete, although all of it runs.
    pub watched: Option<Watched>,
    /// Whether it is a task set beside the one that takes the traffic.
    pub is_set: bool,
}

/// What ECS watches at the end of a rolling deployment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watched {
    /// The alarms of the deployment.
    Alarms,
    /// Nothing but the clock: the bake time.
    BakeTime,
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
    /// The circuit breaker counts failures: of starts, or of health checks.
    Counted(CircuitBreaker),
    /// Its tasks run and fail their container health check.
    Unhealthy(Vec<TaskId>),
    /// ECS is kept from starting its tasks.
    Hindered(ServiceEvent),
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
    /// Since when it does not advance, as far as it is known.
    pub since: Option<Timestamp>,
    /// The last of its tasks that stopped by itself.
    pub last: Option<Failure>,
}
