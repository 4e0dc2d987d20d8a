//! A service: a number of tasks that is kept.

use super::cluster::TaskCounts;
use super::deployment::{Deployment, DeploymentStatus};
use super::id::{DeploymentId, RevisionId, TaskId, Uuid};
use super::rollout::revision::ServiceRevision;
use super::rollout::state::{Completed, ServiceDeployment};
use super::scheduler::Plan;
use super::tag::Tag;
use super::{JsonMap, Millis, Name};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

/// Where a service is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServiceStatus {
    /// It keeps its tasks.
    Active,
    /// It was deleted and its last tasks are stopping.
    Draining,
    /// It was deleted; it can be described for an hour more.
    Inactive,
}

impl ServiceStatus {
    /// The word on the wire.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Active => "ACTIVE",
            Self::Draining => "DRAINING",
            Self::Inactive => "INACTIVE",
        }
    }
}

/// What tasks run on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Compute {
    /// AWS Fargate.
    Fargate,
    /// Container instances in EC2.
    Ec2,
    /// Container instances elsewhere. There are none.
    External,
}

impl Compute {
    /// The launch type's word on the wire.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Fargate => "FARGATE",
            Self::Ec2 => "EC2",
            Self::External => "EXTERNAL",
        }
    }
}

/// How many tasks a service wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchedulingStrategy {
    /// As many as `desiredCount` says.
    Replica,
    /// One on each container instance.
    Daemon,
}

impl SchedulingStrategy {
    /// The word on the wire.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Replica => "REPLICA",
            Self::Daemon => "DAEMON",
        }
    }
}

/// One line of a service's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceEvent {
    /// Its id.
    pub id: Uuid,
    /// When it happened.
    pub at: Millis,
    /// AWS's sentence.
    pub message: Name,
}

/// A service.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Service.html>
#[derive(Clone, Debug)]
pub struct Service {
    /// Its name, unique in its cluster.
    pub name: Name,
    /// The name of its cluster.
    pub cluster: Name,
    /// Where it is in its life.
    pub status: ServiceStatus,
    /// How many tasks it wants.
    pub desired: u32,
    /// What its tasks run on.
    pub compute: Compute,
    /// How many tasks it wants, in kind.
    pub scheduling: SchedulingStrategy,
    /// In percent of `desired`, rounded up: never fewer healthy tasks than this during a deployment.
    pub minimum_healthy_percent: u32,
    /// In percent of `desired`, rounded down: never more starting and running tasks than this.
    pub maximum_percent: u32,
    /// The newest (PRIMARY) first. Never empty while the service is ACTIVE.
    pub deployments: Vec<Deployment>,
    /// The newest first, at most 100.
    pub events: VecDeque<ServiceEvent>,
    /// When it was created.
    pub created_at: Millis,
    /// The ARN of who created it.
    pub created_by: Name,
    /// Its tags, in the order they were put on.
    pub tags: Vec<Tag>,
    /// Members as they are given back, with AWS's defaults: `launchType` or `capacityProviderStrategy`,
    /// `platformVersion`, `platformFamily`, `loadBalancers`, `serviceRegistries`, `deploymentConfiguration`,
    /// `deploymentController`, `placementConstraints`, `placementStrategy`, `networkConfiguration`,
    /// `healthCheckGracePeriodSeconds`, `roleArn`, `enableECSManagedTags`, `enableExecuteCommand`, `propagateTags`,
    /// `availabilityZoneRebalancing`.
    pub settings: Arc<JsonMap>,
    pub(super) tasks: BTreeSet<TaskId>,
    pub(super) stopped: BTreeSet<TaskId>,
    pub(super) client_token: Option<String>,
    pub(super) plan: Plan,
    /// The newest first.
    pub(super) rollouts: VecDeque<ServiceDeployment>,
    pub(super) revisions: BTreeMap<RevisionId, ServiceRevision>,
    pub(super) last_completed: Option<Completed>,
    /// The task sets that CreateTaskSet made, by the request's client token.
    pub(super) set_tokens: BTreeMap<String, DeploymentId>,
}

impl Service {
    /// The newest deployment; none once the service has ended.
    #[must_use]
    pub fn primary(&self) -> Option<&Deployment> {
        self.deployments.first().filter(|deployment| deployment.status == DeploymentStatus::Primary)
    }

    /// The deployment with that id.
    #[must_use]
    pub fn deployment(&self, id: DeploymentId) -> Option<&Deployment> {
        self.deployments.iter().find(|deployment| deployment.id == id)
    }

    pub(super) fn deployment_mut(&mut self, id: DeploymentId) -> Option<&mut Deployment> {
        self.deployments.iter_mut().find(|deployment| deployment.id == id)
    }

    /// How many tasks are starting and running, over all deployments.
    #[must_use]
    pub fn counts(&self) -> TaskCounts {
        self.deployments.iter().fold(TaskCounts::default(), |sum, deployment| TaskCounts {
            pending: sum.pending + deployment.counts.pending,
            running: sum.running + deployment.counts.running,
        })
    }

    /// The ids of the tasks it has; stopped ones are not among them.
    pub fn tasks(&self) -> impl ExactSizeIterator<Item = TaskId> {
        self.tasks.iter().copied()
    }

    /// The ids of its tasks that have stopped and are not forgotten yet.
    pub fn stopped_tasks(&self) -> impl ExactSizeIterator<Item = TaskId> {
        self.stopped.iter().copied()
    }
}
