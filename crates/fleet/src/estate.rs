//! One environment with everything that belongs to it.

use std::sync::Arc;
use std::time::Duration;

use model::deployment::ServiceDeployment;
use model::environment::Environment;
use model::metric::ServiceMetrics;
use model::name::{ClusterName, EnvironmentName, ServiceName};
use model::watch::Change;
use tokio::sync::broadcast;

use crate::budget::Priority;
use crate::cache::Cache;
use crate::clients::Clients;
use crate::definitions::Definitions;
use crate::error::FleetError;
use crate::fleet::now;
use crate::options::{EnvironmentSettings, FleetOptions};
use crate::read;
use crate::read::metrics::Subject;
use crate::revisions::Revisions;
use crate::rollouts;
use crate::store::Store;
use crate::told::Told;
use crate::watch::Watches;

/// How long what was asked for on demand serves.
const ON_DEMAND_SERVES: Duration = Duration::from_secs(60);

/// A service within its environment.
pub(crate) type Address = (ClusterName, ServiceName);

/// What the pollers of one environment share with the readers of its snapshot.
#[derive(Debug)]
pub(crate) struct Estate {
    pub(crate) clients: Clients,
    pub(crate) store: Store,
    pub(crate) definitions: Definitions,
    pub(crate) revisions: Revisions,
    pub(crate) metrics: Cache<Address, Arc<ServiceMetrics>>,
    pub(crate) rollouts: Cache<Address, Arc<Vec<ServiceDeployment>>>,
    pub(crate) options: Arc<FleetOptions>,
    pub(crate) watches: Arc<Watches>,
    told: Told,
    name: EnvironmentName,
}

impl Estate {
    pub(crate) async fn new(
        settings: EnvironmentSettings,
        options: &Arc<FleetOptions>,
        changes: &broadcast::Sender<Change>,
        watches: &Arc<Watches>,
    ) -> Arc<Self> {
        let clients = Clients::new(&settings, options).await;
        let name = settings.name.clone();
        let environment = Environment { name: settings.name, region: settings.region, account: None };
        Arc::new(Self {
            definitions: Definitions::new(clients.clone()),
            revisions: Revisions::new(clients.clone()),
            metrics: Cache::new(ON_DEMAND_SERVES),
            rollouts: Cache::new(ON_DEMAND_SERVES),
            clients,
            store: Store::new(environment, changes.clone()),
            options: Arc::clone(options),
            watches: Arc::clone(watches),
            told: Told::default(),
            name,
        })
    }

    pub(crate) fn name(&self) -> &EnvironmentName {
        &self.name
    }

    /// Passes on what came of a read that somebody waits for; what is new about it goes to the log.
    pub(crate) fn noted<T>(&self, what: &'static str, result: Result<T, FleetError>) -> Result<T, FleetError> {
        self.told.note(&self.name, what, result)
    }

    /// Whether the cluster as a whole is looked at.
    pub(crate) fn is_watched(&self, cluster: &ClusterName) -> bool {
        self.watches.covers_cluster(&self.name, cluster)
    }

    /// Service deployments of a service, the newest first: what the pollers know, or what AWS says now.
    pub(crate) async fn rollouts(&self, at: Address) -> Result<Arc<Vec<ServiceDeployment>>, FleetError> {
        let snapshot = self.store.read();
        let known = snapshot.clusters.get(&at.0).and_then(|cluster| cluster.rollouts.get(&at.1));
        if let Some(known) = known {
            return Ok(Arc::clone(&known.value));
        }
        let read = || async {
            let read = rollouts::read(&self.clients, (&at.0, &at.1), &[], Priority::Interactive).await?;
            Ok(Arc::new(read.value))
        };
        self.rollouts.get(at.clone(), read).await
    }

    /// The last hour of a service in numbers.
    pub(crate) async fn metrics(&self, at: Address) -> Result<Arc<ServiceMetrics>, FleetError> {
        let read = || async {
            let snapshot = self.store.read();
            let service = snapshot.clusters.get(&at.0).and_then(|cluster| cluster.services.get(&at.1));
            let bindings = service.map(|seen| seen.value.target_groups.as_slice()).unwrap_or_default();
            let arns = bindings.iter().flat_map(|binding| binding.groups());
            let groups: Vec<_> = arns.filter_map(|arn| snapshot.traffic.groups.get(arn).cloned()).collect();
            let subject = Subject { cluster: &at.0, service: &at.1, groups: &groups };
            Ok(Arc::new(read::metrics::service(&self.clients, &subject, now(), Priority::Interactive).await?))
        };
        self.metrics.get(at.clone(), read).await
    }
}
