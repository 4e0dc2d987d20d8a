//! Task definitions: families of numbered, immutable revisions.

use super::fault::{Fault, of_image};
use super::logs::target::LogTarget;
use super::tag::Tag;
use super::time::seconds;
use super::{JsonMap, Millis, Name};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What may be done with a revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RevisionStatus {
    /// Anything.
    Active,
    /// It was deregistered: what uses it goes on, nothing new may.
    Inactive,
    /// It is being deleted: it goes as soon as nothing uses it.
    DeleteInProgress,
}

impl RevisionStatus {
    /// The word on the wire.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Active => "ACTIVE",
            Self::Inactive => "INACTIVE",
            Self::DeleteInProgress => "DELETE_IN_PROGRESS",
        }
    }
}

/// A family: revisions under one name. It exists as long as any of its revisions does.
#[derive(Clone, Debug)]
pub struct Family {
    /// Its name.
    pub name: Name,
    pub(super) last: u32,
    pub(super) revisions: BTreeMap<u32, Revision>,
}

impl Family {
    /// All revisions, the oldest first.
    pub fn revisions(&self) -> impl DoubleEndedIterator<Item = &Revision> {
        self.revisions.values()
    }

    /// The newest ACTIVE revision.
    #[must_use]
    pub fn latest_active(&self) -> Option<&Revision> {
        self.revisions.values().rev().find(|revision| revision.status == RevisionStatus::Active)
    }
}

/// One revision: what never changes, and the little that does.
#[derive(Clone, Debug)]
pub struct Revision {
    /// What was registered.
    pub definition: Arc<TaskDefinition>,
    /// What may be done with it.
    pub status: RevisionStatus,
    /// When it was deregistered.
    pub deregistered_at: Option<Millis>,
    /// When its deletion was asked for.
    pub delete_requested_at: Option<Millis>,
    /// Its tags, in the order they were put on.
    pub tags: Vec<Tag>,
}

/// What was registered, with what AWS adds; it never changes.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html>
#[derive(Clone, Debug, PartialEq)]
pub struct TaskDefinition {
    /// The family's name.
    pub family: Name,
    /// Its number: 1, 2, 3…
    pub revision: u32,
    /// Everything DescribeTaskDefinition gives back, but for what the fields of this type and of [`Revision`] hold: no
    /// `taskDefinitionArn`, `revision`, `status`, `registeredAt`, `deregisteredAt`, `deleteRequestedAt` or
    /// `registeredBy`.
    pub document: JsonMap,
    /// The containers, as far as the engine looks into them.
    pub containers: Vec<ContainerDefinition>,
    /// The task's CPU in CPU units (1024 are one vCPU), as text, as AWS gives it back.
    pub cpu: Option<Name>,
    /// The task's memory in MiB, as text, as AWS gives it back.
    pub memory: Option<Name>,
    /// Whether each task has a network interface of its own.
    pub awsvpc: bool,
    /// Whether it was registered for Fargate (`requiresCompatibilities`).
    pub requires_fargate: bool,
    /// Whether it can run on Fargate (`compatibilities`).
    pub fits_fargate: bool,
    /// When it was registered.
    pub registered_at: Millis,
    /// The ARN of who registered it.
    pub registered_by: Name,
}

/// A container definition, as far as the engine looks into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContainerDefinition {
    /// Its name, unique in the task definition.
    pub name: Name,
    /// The image reference.
    pub image: Name,
    /// `sha256:…` of what the reference is pretended to point to.
    pub image_digest: Name,
    /// Whether the task ends with it.
    pub essential: bool,
    /// Its health check, when it has one.
    pub health_check: Option<HealthCheck>,
    /// How long it may take to end after SIGTERM, in milliseconds. AWS's default is 30 s.
    pub stop_timeout: u64,
    /// What its `cpu` member says, in CPU units.
    pub cpu: u32,
    /// Where its output goes, when it goes to CloudWatch Logs.
    pub logs: Option<LogTarget>,
    /// Its hard memory limit in MiB.
    pub memory: Option<u32>,
    /// Its soft memory limit in MiB.
    pub memory_reservation: Option<u32>,
    /// What it waits for.
    pub depends_on: Vec<Dependency>,
    /// How long others wait for it, in milliseconds; for ever when absent.
    pub start_timeout: Option<u64>,
    /// When it is started again, when it ever is.
    pub restart: Option<RestartPolicy>,
}

/// What a container waits for before it starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// The other container's name.
    pub container: Name,
    /// What the other one must be.
    pub condition: Condition,
}

/// What a container must be for others to start.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// It has started.
    Start,
    /// It has ended.
    Complete,
    /// It has ended with 0.
    Success,
    /// Its health check passes.
    Healthy,
}

/// When a container is started again.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerRestartPolicy.html>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RestartPolicy {
    /// How long it must have run, in milliseconds.
    pub period: u64,
    /// Exit codes after which it is not.
    pub ignored: Vec<i32>,
}

impl ContainerDefinition {
    /// The container's health check. An `unhealthy` image always has one, so that the fault can be rehearsed with any
    /// task definition.
    #[must_use]
    pub fn check(&self) -> Option<HealthCheck> {
        let fails = || matches!(of_image(&self.image), Some(Fault::Unhealthy | Fault::Ailing { .. }));
        let rehearsed = || fails().then(HealthCheck::default);
        self.health_check.or_else(rehearsed)
    }
}

/// When a container health check speaks, in milliseconds.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HealthCheck {
    /// Between two checks; 30 s by default.
    pub interval: u64,
    /// How many failures make it unhealthy; 3 by default.
    pub retries: u32,
    /// Failures before this do not count; 0 by default.
    pub start_period: u64,
}

impl Default for HealthCheck {
    fn default() -> Self {
        Self { interval: seconds(30), retries: 3, start_period: 0 }
    }
}
