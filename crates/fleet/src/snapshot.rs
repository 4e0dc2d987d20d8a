//! What is known of an environment at one moment: immutable, shared, swapped whole.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::alarm::Alarm;
use model::cluster::Cluster;
use model::deployment::ServiceDeployment;
use model::environment::Environment;
use model::instance::Instance;
use model::job::Run;
use model::name::{ClusterName, Family, ServiceName, TaskId};
use model::scaling::ScalableTarget;
use model::service::Service;
use model::task::Task;
use model::task_definition::{TaskDefinition, TaskDefinitionRef};
use model::time::Timestamp;
use model::traffic::Target;

mod known;
mod providers;
mod traffic;

pub use known::Known;
pub use providers::Providers;
pub use traffic::Traffic;

/// A thing and the moment it was asked for.
///
/// The value is shared from snapshot to snapshot as long as it stays equal, whatever becomes of `at`.
#[derive(Debug)]
pub struct Seen<T> {
    /// When the request was sent whose answer this is.
    pub at: Timestamp,
    /// What AWS said.
    pub value: Arc<T>,
}

impl<T> Seen<T> {
    /// A value that was asked for at this moment.
    pub fn new(at: Timestamp, value: T) -> Self {
        Self { at, value: Arc::new(value) }
    }
}

impl<T> Clone for Seen<T> {
    fn clone(&self) -> Self {
        Self { at: self.at, value: Arc::clone(&self.value) }
    }
}

/// Since when ECS does not hear from the agent of a container instance: AWS does not say, so it is remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disconnected {
    /// When that was first seen.
    pub since: Timestamp,
    /// Whether it was so when the instances were first read: it may be so for longer, then.
    pub is_older: bool,
}

/// One cluster and all that is known to be in it.
#[derive(Clone, Debug)]
pub struct ClusterSnapshot {
    /// The cluster itself.
    pub cluster: Arc<Cluster>,
    /// When the cluster itself was asked for.
    pub seen_at: Timestamp,
    /// Its services by name.
    pub services: Known<BTreeMap<ServiceName, Seen<Service>>>,
    /// Of these, those that were seen to want more tasks than at the reading before, with when that was.
    pub raised: Arc<BTreeMap<ServiceName, Timestamp>>,
    /// Its tasks by id, stopped ones included for as long as AWS lists them: about one hour.
    pub tasks: Known<BTreeMap<TaskId, Seen<Task>>>,
    /// Ids of the tasks of each service, as the tasks' groups tell; a service without tasks may be absent.
    pub service_tasks: Arc<BTreeMap<ServiceName, Arc<Vec<TaskId>>>>,
    /// Tasks of no service that ended, by id: the last of each job that were seen, long after AWS has forgotten them.
    pub runs: Arc<BTreeMap<TaskId, Run>>,
    /// What tasks of its services that ended were made from, where that tells which of their containers ended them and
    /// could be read.
    pub definitions: Arc<BTreeMap<TaskDefinitionRef, Arc<TaskDefinition>>>,
    /// Its container instances by id; none in a cluster that only runs tasks on Fargate.
    pub instances: Known<BTreeMap<String, Seen<Instance>>>,
    /// Of these, those whose agent ECS does not hear from, with since when.
    pub disconnected: Arc<BTreeMap<String, Disconnected>>,
    /// Service deployments of each service, the newest first: of services that are looked at, deploying or not steady,
    /// and of those that were a while ago.
    pub rollouts: Known<BTreeMap<ServiceName, Seen<Vec<ServiceDeployment>>>>,
}

impl ClusterSnapshot {
    /// A cluster of whose services and tasks nothing is known yet.
    pub fn new(cluster: Cluster, seen_at: Timestamp) -> Self {
        Self {
            cluster: Arc::new(cluster),
            seen_at,
            services: Known::unread(),
            raised: Arc::default(),
            tasks: Known::unread(),
            service_tasks: Arc::default(),
            runs: Arc::default(),
            definitions: Arc::default(),
            instances: Known::unread(),
            disconnected: Arc::default(),
            rollouts: Known::unread(),
        }
    }

    /// The tasks of a service in the order of their ids, stopped ones included.
    pub fn tasks_of(&self, service: &ServiceName) -> impl Iterator<Item = &Seen<Task>> {
        let ids = self.service_tasks.get(service).map(|ids| ids.iter());
        ids.into_iter().flatten().filter_map(|id| self.tasks.get(id))
    }
}

/// All that is known of one environment.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The environment; its account once known.
    pub environment: Environment,
    /// Counts up with every change of content; reading the same again changes ages, not this.
    pub version: u64,
    /// Its clusters by name.
    pub clusters: Known<BTreeMap<ClusterName, Arc<ClusterSnapshot>>>,
    /// ACTIVE revisions of each task definition family, the newest first.
    pub families: Known<BTreeMap<Family, Vec<u32>>>,
    /// Load balancers, listeners, rules and target groups.
    pub traffic: Known<Traffic>,
    /// Targets by the ARN of their target group; a group that is absent was not read yet. It is as old as the group
    /// read longest ago; each has its own [`Seen::at`].
    pub health: Known<BTreeMap<String, Seen<Vec<Target>>>>,
    /// Metric alarms in the order of their names.
    pub alarms: Known<Vec<Alarm>>,
    /// How services scale, for those that do.
    pub scaling: Known<BTreeMap<(ClusterName, ServiceName), ScalableTarget>>,
    /// Capacity providers.
    pub capacity_providers: Known<Providers>,
    /// Whether everything but the health of targets was read once, or tried without success. It stays true. When health
    /// was read once, too, its freshness says so.
    pub first_read_complete: bool,
}

impl Snapshot {
    /// An environment of which nothing is known yet.
    pub fn new(environment: Environment) -> Self {
        Self {
            environment,
            version: 0,
            clusters: Known::unread(),
            families: Known::unread(),
            traffic: Known::unread(),
            health: Known::unread(),
            alarms: Known::unread(),
            scaling: Known::unread(),
            capacity_providers: Known::unread(),
            first_read_complete: false,
        }
    }
}
