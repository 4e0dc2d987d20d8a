//! A deployment: the tasks of a service that were started from one task definition and one set of settings.

use super::cluster::TaskCounts;
use super::id::{DeploymentId, RevisionId};
use super::placement::{Placement, Template};
use super::rollout::revision::Side;
use super::scheduler::Backoff;
use super::task_definition::TaskDefinition;
use super::task_set::TaskSet;
use super::{JsonMap, Millis, Name};
use std::sync::Arc;

/// What a deployment is to its service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeploymentStatus {
    /// The newest: the service wants this.
    Primary,
    /// An older one that still has tasks, or a task set that is not the primary one.
    Active,
    /// A task set that was deleted and whose last tasks are stopping.
    Draining,
}

impl DeploymentStatus {
    /// The word on the wire.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Primary => "PRIMARY",
            Self::Active => "ACTIVE",
            Self::Draining => "DRAINING",
        }
    }
}

/// How a deployment goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RolloutState {
    /// It is replacing tasks.
    InProgress,
    /// All its tasks ran at once, and no older one was left.
    Completed,
    /// It was given up.
    Failed,
}

impl RolloutState {
    /// The word on the wire.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::InProgress => "IN_PROGRESS",
            Self::Completed => "COMPLETED",
            Self::Failed => "FAILED",
        }
    }
}

/// A deployment of a service.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Deployment.html>
#[derive(Clone, Debug)]
pub struct Deployment {
    /// Its id; tasks carry it as `startedBy`.
    pub id: DeploymentId,
    /// The id as text.
    pub started_by: Name,
    /// What it is to its service.
    pub status: DeploymentStatus,
    /// The service revision it brings.
    pub revision: RevisionId,
    /// Which target groups its tasks are in.
    pub side: Side,
    /// What its tasks are made from.
    pub definition: Arc<TaskDefinition>,
    /// How many tasks it should have.
    pub desired: u32,
    /// How many tasks it has.
    pub counts: TaskCounts,
    /// How many of its tasks failed (never ran, or ended before they were healthy) while none has been healthy yet.
    pub failed_tasks: u32,
    /// When it was made.
    pub created_at: Millis,
    /// When its service was last changed or its rollout state moved.
    pub updated_at: Millis,
    /// How it goes.
    pub rollout_state: RolloutState,
    /// Why it goes so, in AWS's words.
    pub rollout_state_reason: String,
    /// Members as they are given back: `launchType` or `capacityProviderStrategy`, `platformVersion`, `platformFamily`,
    /// `networkConfiguration`, `serviceConnectConfiguration`, `volumeConfigurations`, `vpcLatticeConfigurations`.
    pub settings: Arc<JsonMap>,
    /// What it is beside, when it is a task set.
    pub set: Option<TaskSet>,
    pub(super) template: Arc<Template>,
    pub(super) backoff: Backoff,
    pub(super) proven: bool,
}

impl Deployment {
    /// The newest deployment of a service, before its first task.
    pub(super) fn begin(
        id: DeploymentId,
        revision: RevisionId,
        side: Side,
        template: Arc<Template>,
        settings: Arc<JsonMap>,
        desired: u32,
        now: Millis,
    ) -> Self {
        let started_by: Name = id.to_string().into();
        Self {
            id,
            rollout_state_reason: format!("ECS deployment {started_by} in progress."),
            started_by,
            status: DeploymentStatus::Primary,
            revision,
            side,
            definition: template.definition.clone(),
            desired,
            counts: TaskCounts::default(),
            failed_tasks: 0,
            created_at: now,
            updated_at: now,
            rollout_state: RolloutState::InProgress,
            settings,
            set: None,
            template,
            backoff: Backoff::default(),
            proven: false,
        }
    }

    /// Makes its next tasks be placed otherwise: constraints and strategies can change without a new deployment.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html>
    pub(super) fn replace_placement(&mut self, placement: &Placement) {
        if self.template.placement != *placement {
            self.template = Arc::new(Template { placement: placement.clone(), ..(*self.template).clone() });
        }
    }
}
