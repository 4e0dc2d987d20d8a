//! A cluster: a name over services and tasks.

use super::capacity::Capacity;
use super::id::TaskId;
use super::service::{Service, ServiceStatus};
use super::tag::Tag;
use super::task::Task;
use super::{JsonMap, Millis, Name};
use std::collections::BTreeMap;

/// Whether a cluster can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClusterStatus {
    /// It can.
    Active,
    /// It was deleted; it can still be described.
    Inactive,
}

impl ClusterStatus {
    /// The word on the wire.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Active => "ACTIVE",
            Self::Inactive => "INACTIVE",
        }
    }
}

/// How many tasks of a cluster or a deployment are where.
///
/// A task counts as running while its process can serve: from RUNNING until it leaves DEACTIVATING.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TaskCounts {
    /// PROVISIONING, PENDING or ACTIVATING.
    pub pending: u32,
    /// RUNNING or DEACTIVATING.
    pub running: u32,
}

/// How many services of a cluster are in which state, by where they run: for `statistics`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ServiceCounts {
    /// ACTIVE services on Fargate.
    pub active_fargate: u32,
    /// ACTIVE services on EC2.
    pub active_ec2: u32,
    /// ACTIVE services on instances outside of AWS.
    pub active_external: u32,
    /// DRAINING services on Fargate.
    pub draining_fargate: u32,
    /// DRAINING services on EC2.
    pub draining_ec2: u32,
    /// DRAINING services on instances outside of AWS.
    pub draining_external: u32,
}

/// A cluster and all that is in it.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Cluster.html>
#[derive(Clone, Debug)]
pub struct Cluster {
    /// Its name, unique in the account and region.
    pub name: Name,
    /// Whether it can be used.
    pub status: ClusterStatus,
    /// When it was created (or created anew after its deletion).
    pub created_at: Millis,
    /// Its tags, in the order they were put on.
    pub tags: Vec<Tag>,
    /// Members as they are given back: `settings`, `configuration`, `capacityProviders`,
    /// `defaultCapacityProviderStrategy`, `serviceConnectDefaults`.
    pub settings: JsonMap,
    /// How many tasks are starting and running, wherever they are.
    pub counts: TaskCounts,
    pub(super) services: BTreeMap<Name, Service>,
    pub(super) tasks: BTreeMap<TaskId, Task>,
    pub(super) capacity: Capacity,
}

impl Cluster {
    /// All services, by name; also DRAINING and INACTIVE ones that are not forgotten yet.
    pub fn services(&self) -> impl ExactSizeIterator<Item = &Service> {
        self.services.values()
    }

    /// The service of that name, whatever its status.
    #[must_use]
    pub fn service(&self, name: &str) -> Option<&Service> {
        self.services.get(name)
    }

    /// All tasks, by id; also STOPPED ones that are not forgotten yet.
    pub fn tasks(&self) -> impl ExactSizeIterator<Item = &Task> {
        self.tasks.values()
    }

    /// The task with that id.
    #[must_use]
    pub fn task(&self, id: TaskId) -> Option<&Task> {
        self.tasks.get(&id)
    }

    /// The tasks of a service, by id: first those it has, then those that have stopped and are not forgotten yet.
    pub fn tasks_of<'a>(&'a self, service: &'a Service) -> impl Iterator<Item = &'a Task> {
        service.tasks.iter().chain(&service.stopped).filter_map(|id| self.tasks.get(id))
    }

    /// How many services are ACTIVE and DRAINING, and where.
    #[must_use]
    pub fn service_counts(&self) -> ServiceCounts {
        use super::service::Compute::{Ec2, External, Fargate};
        let mut counts = ServiceCounts::default();
        for service in self.services.values() {
            let count = match (service.status, service.compute) {
                (ServiceStatus::Active, Fargate) => &mut counts.active_fargate,
                (ServiceStatus::Active, Ec2) => &mut counts.active_ec2,
                (ServiceStatus::Active, External) => &mut counts.active_external,
                (ServiceStatus::Draining, Fargate) => &mut counts.draining_fargate,
                (ServiceStatus::Draining, Ec2) => &mut counts.draining_ec2,
                (ServiceStatus::Draining, External) => &mut counts.draining_external,
                (ServiceStatus::Inactive, _) => continue,
            };
            *count += 1;
        }
        counts
    }
}
