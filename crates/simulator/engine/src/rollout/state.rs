//! What is known of a service deployment.

use super::alarms::AlarmWatch;
use super::breaker::CircuitBreaker;
use super::hook::Hook;
use super::stage::LifecycleStage;
use super::strategy::Strategy;
use crate::id::{DeploymentId, RevisionId, ServiceDeploymentId};
use crate::service::Service;
use crate::{JsonMap, Millis};
use std::sync::Arc;

/// How a service deployment goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServiceDeploymentStatus {
    /// It was asked for; nothing has happened yet.
    Pending,
    /// It is replacing tasks.
    InProgress,
    /// The target revision is what the service runs.
    Successful,
    /// Somebody asked for its end without a rollback.
    StopRequested,
    /// It was given up without a rollback.
    Stopped,
    /// Somebody asked for a rollback.
    RollbackRequested,
    /// It failed, and the revision before it is being put back.
    RollbackInProgress,
    /// The revision before it is what the service runs.
    RollbackSuccessful,
    /// There was nothing to go back to.
    RollbackFailed,
}

impl ServiceDeploymentStatus {
    /// The word on the wire.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Pending => "PENDING",
            Self::InProgress => "IN_PROGRESS",
            Self::Successful => "SUCCESSFUL",
            Self::StopRequested => "STOP_REQUESTED",
            Self::Stopped => "STOPPED",
            Self::RollbackRequested => "ROLLBACK_REQUESTED",
            Self::RollbackInProgress => "ROLLBACK_IN_PROGRESS",
            Self::RollbackSuccessful => "ROLLBACK_SUCCESSFUL",
            Self::RollbackFailed => "ROLLBACK_FAILED",
        }
    }

    /// Whether nothing will change it any more.
    #[must_use]
    pub fn is_final(self) -> bool {
        matches!(self, Self::Successful | Self::Stopped | Self::RollbackSuccessful | Self::RollbackFailed)
    }
}

/// What a service deployment watches for its failure, and what came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MonitorStatus {
    /// It is not watched.
    Disabled,
    /// It is.
    Monitoring,
    /// It made the service deployment fail.
    Triggered,
    /// It was watched to the end.
    Complete,
}

impl MonitorStatus {
    /// The word on the wire.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Disabled => "DISABLED",
            Self::Monitoring => "MONITORING",
            Self::Triggered => "TRIGGERED",
            Self::Complete => "MONITORING_COMPLETE",
        }
    }

    /// At the end of what it watches.
    pub(super) fn completed(self) -> Self {
        if self == Self::Monitoring { Self::Complete } else { self }
    }
}

/// The way back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rollback {
    /// Why, in a sentence.
    pub reason: String,
    /// When it began.
    pub started_at: Millis,
    /// The revision that is put back.
    pub revision: RevisionId,
}

/// How many tasks a revision has in a service deployment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RevisionCounts {
    /// How many it should have.
    pub requested: u32,
    /// RUNNING or DEACTIVATING.
    pub running: u32,
    /// PROVISIONING, PENDING or ACTIVATING.
    pub pending: u32,
}

/// One service deployment.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeployment.html>
#[derive(Clone, Debug)]
pub struct ServiceDeployment {
    /// Its id.
    pub id: ServiceDeploymentId,
    /// How it goes.
    pub status: ServiceDeploymentStatus,
    /// Why it goes so, when there is something to say.
    pub status_reason: Option<String>,
    /// Where it is; `None` while a rolling deployment rolls.
    pub stage: Option<LifecycleStage>,
    /// When it was asked for.
    pub created_at: Millis,
    /// When it began.
    pub started_at: Option<Millis>,
    /// When it ended well or its rollback did.
    pub finished_at: Option<Millis>,
    /// When it was stopped.
    pub stopped_at: Option<Millis>,
    /// When it last changed.
    pub updated_at: Millis,
    /// What the service ran when it was asked for; first the one that served.
    pub sources: Vec<RevisionId>,
    /// What the service is to run.
    pub target: RevisionId,
    /// The `deploymentConfiguration` it follows, as AWS gives it back.
    pub configuration: Arc<JsonMap>,
    /// How traffic moves.
    pub strategy: Strategy,
    /// The way back, once it was taken.
    pub rollback: Option<Rollback>,
    /// The circuit breaker.
    pub breaker: CircuitBreaker,
    /// The alarms.
    pub alarms: AlarmWatch,
    /// The hooks of the present stage.
    pub hooks: Vec<Hook>,
    /// How much of the production traffic goes to the target revision, in tenths of a percent; `None` when the strategy
    /// moves none.
    pub production_weight: Option<u32>,
    /// How much of the test traffic goes to the target revision, in tenths of a percent; `None` when the strategy moves
    /// none.
    pub test_weight: Option<u32>,
    /// The tasks it brings.
    pub(crate) deployment: DeploymentId,
    /// When the present stage has taken its time.
    pub(crate) stage_until: Millis,
    /// How many steps of production traffic were taken.
    pub(crate) steps: usize,
    /// How many tasks each revision had at the end.
    pub(crate) closed: Option<Vec<(RevisionId, RevisionCounts)>>,
}

/// The deployment that was completed last: where a rollback goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Completed {
    pub deployment: DeploymentId,
    pub revision: RevisionId,
}

impl ServiceDeployment {
    /// Whether it goes on.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !self.status.is_final()
    }

    /// Whether it still wants its target revision.
    pub(crate) fn goes_forward(&self) -> bool {
        matches!(self.status, ServiceDeploymentStatus::Pending | ServiceDeploymentStatus::InProgress)
    }
}

impl Service {
    /// The service deployment that goes on.
    #[must_use]
    pub fn open_rollout(&self) -> Option<&ServiceDeployment> {
        self.rollouts.front().filter(|rollout| rollout.is_open())
    }

    /// The same, to be changed.
    pub(crate) fn open_rollout_mut(&mut self) -> Option<&mut ServiceDeployment> {
        self.rollouts.front_mut().filter(|rollout| rollout.is_open())
    }
}
