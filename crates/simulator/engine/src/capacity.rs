//! Capacity in EC2: container instances, and the capacity providers that start and end them.
//!
//! Nothing here looks at a cluster by itself. What changes an instance (a task ends, an instance comes, goes or drains)
//! plans one look at the cluster's waiting tasks, a moment later; a cluster in which nothing changes costs nothing.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html>

pub mod attributes;
pub mod input;
pub mod instance;
pub mod machine;
pub mod provider;
pub mod resources;

mod agent;
mod change;
mod daemon;
mod demand;
mod deregister;
mod draining;
mod mark;
mod provide;
mod register;
mod scale_in;
mod scale_out;
mod seat;

pub use mark::Marked;

pub(super) use change::Change;
pub(super) use demand::Demand;
pub(super) use seat::Seat;

use super::Name;
use super::cluster::{Cluster, TaskCounts};
use super::id::{InstanceId, InstanceKey, TaskId};
use super::placement::Template;
use super::world::World;
use instance::Instance;
use provider::CapacityProvider;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A cluster's container instances, and the tasks that wait for one.
#[derive(Clone, Debug, Default)]
pub(super) struct Capacity {
    pub(super) instances: BTreeMap<InstanceId, Instance>,
    /// Tasks in PROVISIONING until managed scaling has brought an instance for them, the oldest first.
    waiting: Vec<Waiting>,
    /// Whether a look at the waiting tasks is planned.
    look: bool,
    /// Providers for which scaling out is planned.
    scaling_out: BTreeSet<Name>,
    /// How many instances of a provider have been asked for and are not registered yet.
    booting: BTreeMap<Name, u32>,
    /// Tasks on EC2 that are starting and running.
    pub(super) counts: TaskCounts,
}

#[derive(Clone, Debug)]
struct Waiting {
    task: TaskId,
    template: Arc<Template>,
    provider: Name,
}

impl Cluster {
    /// Its container instances, by id.
    pub fn instances(&self) -> impl ExactSizeIterator<Item = &Instance> {
        self.capacity.instances.values()
    }

    /// The container instance with that id.
    #[must_use]
    pub fn instance(&self, id: InstanceId) -> Option<&Instance> {
        self.capacity.instances.get(&id)
    }

    /// How many of its tasks on EC2 are starting and running; the others are on Fargate.
    #[must_use]
    pub fn ec2_counts(&self) -> TaskCounts {
        self.capacity.counts
    }
}

impl World {
    /// The container instance.
    #[must_use]
    pub fn instance(&self, key: &InstanceKey) -> Option<&Instance> {
        self.cluster(&key.cluster)?.instance(key.instance)
    }

    /// The capacity providers that were made, by name. `FARGATE` and `FARGATE_SPOT`, which every account has, are not
    /// among them.
    pub fn capacity_providers(&self) -> impl ExactSizeIterator<Item = &CapacityProvider> {
        self.providers.values()
    }

    /// The capacity provider of that name, unless it is one of Fargate's.
    #[must_use]
    pub fn capacity_provider(&self, name: &str) -> Option<&CapacityProvider> {
        self.providers.get(name)
    }
}
