//! What is known of an environment at one moment: immutable, shared, swapped whole.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::alarm::Alarm;
use model::cluster::Cluster;
use model::deployment::ServiceDeployment;
use model::environment::Environment;
use model::freshness::Freshness;
use model::instance::{CapacityProvider, Instance};
use model::name::{ClusterName, Family, ServiceName, TaskId};
use model::scaling::ScalableTarget;
use model::service::Service;
use model::task::Task;
use model::time::Timestamp;

mod traffic;

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

/// One cluster and all that is known to be in it.
#[derive(Clone, Debug)]
pub struct ClusterSnapshot {
    /// The cluster itself.
    pub cluster: Arc<Cluster>,
    /// When the cluster itself was asked for.
    pub seen_at: Timestamp,
    /// Its services by name.
    pub services: Arc<BTreeMap<ServiceName, Seen<Service>>>,
    /// Its tasks by id, stopped ones included for as long as AWS lists them: about one hour.
    pub tasks: Arc<BTreeMap<TaskId, Seen<Task>>>,
    /// Ids of the tasks of each service, as the tasks' groups tell; a service without tasks may be absent.
    pub service_tasks: Arc<BTreeMap<ServiceName, Vec<TaskId>>>,
    /// When all services were last read completely, and what is wrong since.
    pub services_freshness: Freshness,
    /// When all tasks were last read completely, and what is wrong since.
    pub tasks_freshness: Freshness,
    /// Its container instances by id; none in a cluster that only runs tasks on Fargate.
    pub instances: Arc<BTreeMap<String, Seen<Instance>>>,
    /// When all container instances were last read completely, and what is wrong since.
    pub instances_freshness: Freshness,
    /// Service deployments of each service, the newest first: of services that are looked at, deploying or not steady, and of
    /// those that were a while ago.
    pub rollouts: Arc<BTreeMap<ServiceName, Seen<Vec<ServiceDeployment>>>>,
    /// When service deployments were last read, and what is wrong since.
    pub rollouts_freshness: Freshness,
}

impl ClusterSnapshot {
    /// A cluster of whose services and tasks nothing is known yet.
    pub fn new(cluster: Cluster, seen_at: Timestamp) -> Self {
        Self {
            cluster: Arc::new(cluster),
            seen_at,
            services: Arc::default(),
            tasks: Arc::default(),
            service_tasks: Arc::default(),
            services_freshness: Freshness::default(),
            tasks_freshness: Freshness::default(),
            instances: Arc::default(),
            instances_freshness: Freshness::default(),
            rollouts: Arc::default(),
            rollouts_freshness: Freshness::default(),
        }
    }

    /// The tasks of a service in the order of their ids, stopped ones included.
    pub fn tasks_of(&self, service: &ServiceName) -> impl Iterator<Item = &Seen<Task>> {
        self.service_tasks.get(service).into_iter().flatten().filter_map(|id| self.tasks.get(id))
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
    pub clusters: BTreeMap<ClusterName, Arc<ClusterSnapshot>>,
    /// ACTIVE revisions of each task definition family, the newest first.
    pub families: Arc<BTreeMap<Family, Vec<u32>>>,
    /// When all clusters were last read completely, and what is wrong since.
    pub clusters_freshness: Freshness,
    /// When all families were last read completely, and what is wrong since.
    pub families_freshness: Freshness,
    /// Load balancers and everything behind them.
    pub traffic: Arc<Traffic>,
    /// When load balancers, listeners, rules and target groups were last read completely, and what is wrong since.
    pub traffic_freshness: Freshness,
    /// When the health of every target group was last known completely, and what is wrong since. What is older than that is
    /// told group by group: each has its own [`Seen::at`].
    pub health_freshness: Freshness,
    /// Metric alarms in the order of their names.
    pub alarms: Arc<Vec<Alarm>>,
    /// When all alarms were last read completely, and what is wrong since.
    pub alarms_freshness: Freshness,
    /// How services scale, for those that do.
    pub scaling: Arc<BTreeMap<(ClusterName, ServiceName), ScalableTarget>>,
    /// When all scalable targets, policies and scheduled actions were last read completely, and what is wrong since.
    pub scaling_freshness: Freshness,
    /// Capacity providers by name.
    pub capacity_providers: Arc<BTreeMap<String, CapacityProvider>>,
    /// When all capacity providers were last read completely, and what is wrong since.
    pub capacity_providers_freshness: Freshness,
    /// Whether everything but the health of targets was read once, or tried without success. It stays true. When health was
    /// read once, too, its freshness says so.
    pub first_read_complete: bool,
}

impl Snapshot {
    /// An environment of which nothing is known yet.
    pub fn new(environment: Environment) -> Self {
        Self {
            environment,
            version: 0,
            clusters: BTreeMap::new(),
            families: Arc::default(),
            clusters_freshness: Freshness::default(),
            families_freshness: Freshness::default(),
            traffic: Arc::default(),
            traffic_freshness: Freshness::default(),
            health_freshness: Freshness::default(),
            alarms: Arc::default(),
            alarms_freshness: Freshness::default(),
            scaling: Arc::default(),
            scaling_freshness: Freshness::default(),
            capacity_providers: Arc::default(),
            capacity_providers_freshness: Freshness::default(),
            first_read_complete: false,
        }
    }
}
