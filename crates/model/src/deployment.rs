//! A deployment: one revision of a service on its way in or out.

mod rollout;
mod stages;

pub use rollout::{CircuitBreaker, DeploymentAlarms, RevisionTasks, RolloutStatus, ServiceDeployment, ServiceRevision};

use serde::{Deserialize, Serialize};

use crate::task_definition::TaskDefinitionRef;
use crate::time::Timestamp;

/// The part a deployment plays in its service.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DeploymentStatus {
    /// The newest one.
    Primary,
    /// An older one that still has tasks.
    Active,
    /// One that has been replaced.
    Inactive,
    /// A status this build does not know, as it came.
    Other(String),
}

/// How far the newest tasks have come.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Deployment.html>
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RolloutState {
    /// The service has not reached a steady state since.
    InProgress,
    /// The service reached a steady state.
    Completed,
    /// The circuit breaker or an alarm ended it.
    Failed,
    /// A state this build does not know, as it came.
    Other(String),
}

/// One deployment in the list that DescribeServices gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deployment {
    /// `ecs-svc/` and digits; tasks carry it as `startedBy`.
    pub id: String,
    /// Newest, still there, or replaced.
    pub status: DeploymentStatus,
    /// What it deploys.
    pub task_definition: TaskDefinitionRef,
    /// Tasks it should run.
    pub desired: u32,
    /// Tasks of it that are on their way.
    pub pending: u32,
    /// Tasks of it that run.
    pub running: u32,
    /// Tasks of it that failed to start or to stay; set back to 0 when one becomes healthy.
    pub failed: u32,
    /// How far it is; absent for deployments that ECS does not roll itself.
    pub rollout_state: Option<RolloutState>,
    /// ECS's sentence about the state.
    pub rollout_reason: Option<String>,
    /// When it began.
    pub created_at: Option<Timestamp>,
    /// When it last changed.
    pub updated_at: Option<Timestamp>,
}
