//! Capacity providers.

use std::collections::BTreeMap;

use model::instance::CapacityProvider;
use model::name::ClusterName;

/// The capacity providers of one environment. Those of ECS Managed Instances belong to one cluster, and another cluster
/// may have one of the same name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Providers {
    /// Those of the account, by name.
    pub of_account: BTreeMap<String, CapacityProvider>,
    /// What clusters that name others tell of theirs, by name.
    pub of_clusters: BTreeMap<ClusterName, BTreeMap<String, CapacityProvider>>,
}

impl Providers {
    /// The provider that goes by this name in this cluster.
    pub fn of(&self, cluster: &ClusterName, name: &str) -> Option<&CapacityProvider> {
        let own = self.of_clusters.get(cluster).and_then(|own| own.get(name));
        own.or_else(|| self.of_account.get(name))
    }

    /// All that a cluster could name, by name.
    pub fn all_of(&self, cluster: &ClusterName) -> BTreeMap<String, CapacityProvider> {
        let own = self.of_clusters.get(cluster).into_iter().flatten();
        self.of_account.iter().chain(own).map(|(name, provider)| (name.clone(), provider.clone())).collect()
    }
}
