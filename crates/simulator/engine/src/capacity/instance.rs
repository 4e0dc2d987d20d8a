//! A container instance: a machine that tasks run on.

use super::attributes::{Attributes, ZONE};
use super::resources::{Held, Resources};
use crate::cluster::TaskCounts;
use crate::id::{InstanceId, TaskId};
use crate::lifecycle::Step;
use crate::tag::Tag;
use crate::{Millis, Name};
use std::collections::BTreeMap;

/// Whether tasks may be placed on an instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InstanceStatus {
    /// They may.
    Active,
    /// No new ones; those of services move elsewhere.
    Draining,
    /// It was deregistered.
    Inactive,
}

impl InstanceStatus {
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

/// How far an update of the agent is.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerInstance.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgentUpdate {
    /// Asked for.
    Pending,
    /// The new agent is being downloaded.
    Staging,
    /// It has been downloaded.
    Staged,
    /// The old agent makes place for it.
    Updating,
    /// It runs.
    Updated,
}

impl AgentUpdate {
    /// The word on the wire.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Pending => "PENDING",
            Self::Staging => "STAGING",
            Self::Staged => "STAGED",
            Self::Updating => "UPDATING",
            Self::Updated => "UPDATED",
        }
    }

    /// What comes after it.
    pub(super) fn next(self) -> Option<Self> {
        match self {
            Self::Pending => Some(Self::Staging),
            Self::Staging => Some(Self::Staged),
            Self::Staged => Some(Self::Updating),
            Self::Updating => Some(Self::Updated),
            Self::Updated => None,
        }
    }
}

/// Which programs keep the instance in the cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionInfo {
    /// The agent's, for example `1.97.1`.
    pub agent_version: Name,
    /// The commit that the agent was built from.
    pub agent_hash: Name,
    /// For example `DockerVersion: 25.0.8`.
    pub docker_version: Name,
}

/// A container instance.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerInstance.html>
#[derive(Clone, Debug)]
pub struct Instance {
    /// Its id in the cluster.
    pub id: InstanceId,
    /// Its id in EC2: `i-0` and 16 hexadecimal digits.
    pub ec2_id: Name,
    /// Whether tasks may be placed on it.
    pub status: InstanceStatus,
    /// Whether its agent answers. Tasks of an instance whose agent does not are not known to have changed.
    pub agent_connected: bool,
    /// When the agent's connection came or went.
    pub agent_changed_at: Millis,
    /// How far the last update of its agent is.
    pub agent_update: Option<AgentUpdate>,
    /// Which programs it runs.
    pub versions: VersionInfo,
    /// Counts up with every change.
    pub version: u64,
    /// What it had for tasks when it was registered.
    pub registered: Resources,
    /// What is left of it; of ports, those that are taken.
    pub remaining: Resources,
    /// What is told about it.
    pub attributes: Attributes,
    /// The capacity provider that started it.
    pub provider: Option<Name>,
    /// When it was registered.
    pub registered_at: Millis,
    /// Its tasks that are starting and running.
    pub counts: TaskCounts,
    /// Its tags, in the order they were put on.
    pub tags: Vec<Tag>,
    pub(crate) held: BTreeMap<TaskId, Held>,
    pub(crate) last_port: u16,
    pub(crate) empty_since: Millis,
    /// What has happened to its tasks since its agent is silent: the task, the step, and the task's generation.
    pub(crate) unheard: Vec<(TaskId, Step, u32)>,
}

impl Instance {
    /// The ids of the tasks that have a place on it: also those that are still stopping.
    pub fn tasks(&self) -> impl ExactSizeIterator<Item = TaskId> {
        self.held.keys().copied()
    }

    /// The value of an attribute.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&Name> {
        self.attributes.get(name)?.as_ref()
    }

    /// Its availability zone.
    #[must_use]
    pub fn zone(&self) -> Option<&Name> {
        self.attribute(ZONE)
    }
}
