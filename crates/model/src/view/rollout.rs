//! How a service deployment goes, and those before it.

use serde::{Deserialize, Serialize};

use super::{AlarmLine, StepState};
use crate::deployment::{DeploymentStrategy, LifecycleStage, RollbackMonitorStatus, ServiceDeploymentStatus};
use crate::task_definition::TaskDefinitionRef;
use crate::time::{Span, Timestamp};
use crate::verdict::Level;

/// One side of a deployment: what ran, or what is to run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SideView {
    /// What it runs, where its service revision has been read.
    pub revision: Option<TaskDefinitionRef>,
    /// Tasks asked for.
    pub requested: u32,
    /// Tasks that run.
    pub running: u32,
    /// Tasks on their way.
    pub pending: u32,
    /// Tasks that failed in a row; known for the new side only.
    pub failed: u32,
    /// Share of production requests, in percent, where the strategy shifts them.
    pub production_weight: Option<f64>,
    /// Share of test requests, in percent.
    pub test_weight: Option<f64>,
}

/// What the circuit breaker has counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BreakerView {
    /// Failures so far.
    pub failures: u32,
    /// Failures that end the deployment.
    pub threshold: u32,
    /// Whether it watches, or ended the deployment.
    pub status: RollbackMonitorStatus,
}

/// A deployment that is under way, or the last one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RolloutView {
    /// The last part of the service deployment's ARN, or the deployment's `ecs-svc/…` where service deployments are not
    /// read.
    pub id: String,
    /// One sentence: how it goes.
    pub headline: String,
    /// Deploying while it advances, Degraded when it fails or went back, Steady when it succeeded, Idle when it was
    /// stopped.
    pub level: Level,
    /// How it replaces what ran before.
    pub strategy: DeploymentStrategy,
    /// The status of the service deployment, or the rollout state of the deployment: `IN_PROGRESS`,
    /// `ROLLBACK_SUCCESSFUL`.
    pub status: String,
    /// Whether it is still moving.
    pub is_moving: bool,
    /// Whether the service goes back, or went back, to what ran before.
    pub is_rollback: bool,
    /// Why, in ECS's words.
    pub reason: Option<String>,
    /// The lifecycle stage.
    pub stage: Option<LifecycleStage>,
    /// The stages of its strategy with where each stands; a stage this build does not know is one of them. Rolling
    /// deployments have none.
    pub stages: Vec<(LifecycleStage, StepState)>,
    /// Until the stage ends by itself: bake time, or the next shift of traffic.
    pub time_left: Option<Span>,
    /// The circuit breaker, where it is on.
    pub breaker: Option<BreakerView>,
    /// Alarms that end it.
    pub alarms: Vec<AlarmLine>,
    /// What ran before.
    pub sources: Vec<SideView>,
    /// What is to run.
    pub target: Option<SideView>,
    /// Failing targets of the new tasks, in words: `3 targets fail: Target.ResponseCodeMismatch [502]`.
    pub failing: Option<String>,
    /// When it began.
    pub started: Option<Timestamp>,
}

/// One deployment in the history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RolloutRow {
    /// The last part of its ARN.
    pub id: String,
    /// What was deployed, where its service revision has been read.
    pub revision: Option<TaskDefinitionRef>,
    /// What it replaced.
    pub from: Option<TaskDefinitionRef>,
    /// Images that changed: `web: registry/web:1.2 → registry/web:1.3`.
    pub images: Vec<String>,
    /// How it replaced what ran before.
    pub strategy: Option<DeploymentStrategy>,
    /// Where it stands.
    pub status: ServiceDeploymentStatus,
    /// How it ended: Steady, Degraded, Idle when it was stopped, Deploying while it moves, Unknown in a state this
    /// build does not know.
    pub level: Level,
    /// Why, in ECS's words.
    pub reason: Option<String>,
    /// When it began.
    pub started: Option<Timestamp>,
    /// How long it took, or takes so far.
    pub took: Option<Span>,
}

/// The deployment of a service and those before it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RolloutPage {
    /// The deployment under way, or the last one.
    pub current: Option<RolloutView>,
    /// The deployments of the last 90 days that are known, the newest first.
    pub history: Vec<RolloutRow>,
    /// Why there is no history, if it could not be read.
    pub unread: Option<String>,
    /// Whether the history is being read for the first time; it arrives by itself.
    pub is_loading: bool,
}
