//! One environment with everything that belongs to it.

use std::sync::Arc;

use model::environment::Environment;
use model::name::{ClusterName, EnvironmentName};
use model::view::Change;
use tokio::sync::broadcast;

use crate::clients::Clients;
use crate::definitions::Definitions;
use crate::options::{EnvironmentSettings, FleetOptions};
use crate::store::Store;
use crate::watch::Watches;

/// What the pollers of one environment share with the readers of its snapshot.
#[derive(Debug)]
pub(crate) struct Estate {
    pub(crate) clients: Clients,
    pub(crate) store: Store,
    pub(crate) definitions: Definitions,
    pub(crate) options: Arc<FleetOptions>,
    pub(crate) watches: Arc<Watches>,
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
            clients,
            store: Store::new(environment, changes.clone()),
            options: Arc::clone(options),
            watches: Arc::clone(watches),
            name,
        })
    }

    pub(crate) fn name(&self) -> &EnvironmentName {
        &self.name
    }

    /// Whether the cluster as a whole is looked at.
    pub(crate) fn is_watched(&self, cluster: &ClusterName) -> bool {
        self.watches.covers_cluster(&self.name, cluster)
    }
}
