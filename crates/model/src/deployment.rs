//! A deployment: one revision of a service on its way in or out.

mod hook;
mod level;
mod service_deployment;
mod stages;
mod status;

pub use hook::{HookAction, HookStatus, HookTarget, LifecycleHook};
pub use service_deployment::{CircuitBreaker, DeploymentAlarms, RevisionTasks, ServiceDeployment, ServiceRevision};
pub use stages::LifecycleStage;
pub use status::{
    DeploymentRolloutState, DeploymentStatus, DeploymentStrategy, RollbackMonitorStatus, ServiceDeploymentStatus,
};

use serde::{Deserialize, Serialize};

use crate::task_definition::TaskDefinitionRef;
use crate::time::Timestamp;

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
    pub rollout_state: Option<DeploymentRolloutState>,
    /// ECS's sentence about the state.
    pub rollout_reason: Option<String>,
    /// When it began.
    pub created_at: Option<Timestamp>,
    /// When it last changed.
    pub updated_at: Option<Timestamp>,
}
