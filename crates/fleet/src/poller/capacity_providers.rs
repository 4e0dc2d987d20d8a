//! The capacity providers of an environment.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use futures::{StreamExt, stream};
use model::cluster::Cluster;
use model::instance::CapacityProvider;
use model::name::ClusterName;

use super::Poller;
use super::keep_fresh::{Loop, is_outage};
use crate::error::FleetError;
use crate::read::{self, lost};
use crate::store::Area;

/// Clusters whose own capacity providers are read at once.
const IN_FLIGHT: usize = 4;

/// Reads all capacity providers for ever.
pub(super) async fn keep(poller: &Arc<Poller>) {
    let reading = Loop {
        poller,
        name: "capacity providers".to_owned(),
        area: Some(Area::CapacityProviders),
        interval: || poller.interval(false),
        back_off_most: || poller.back_off_most(false),
        due: poller.never_due.subscribe(),
    };
    reading.run(|| async { read_all(poller).await }).await;
}

/// The account's, and those that only a cluster knows: its clusters name them. A cluster that is refused, or fails,
/// keeps what was known of its own, and the others go on.
async fn read_all(poller: &Poller) -> Result<(), FleetError> {
    let (clients, store) = (&poller.estate.clients, &poller.estate.store);
    let priority = poller.priority(&Area::CapacityProviders, false);
    let of_account = by_name(read::capacity_providers::all(clients, None, priority).await?);
    let snapshot = store.read();
    let names_others = |cluster: &Cluster| cluster.capacity_providers.iter().any(|name| !of_account.contains_key(name));
    let clusters = snapshot.clusters.values().map(|entry| &*entry.cluster).filter(|cluster| names_others(cluster));
    let clusters: BTreeSet<ClusterName> = clusters.map(|cluster| cluster.name.clone()).collect();
    store.edit(|draft| draft.set_account_providers(of_account, &clusters));
    let read_one = |cluster: &ClusterName| {
        let cluster = cluster.clone();
        async move {
            let result = read::capacity_providers::all(clients, Some(&cluster), priority).await;
            (cluster, result)
        }
    };
    let mut reads = stream::iter(clusters.iter().map(read_one).collect::<Vec<_>>()).buffer_unordered(IN_FLIGHT);
    while let Some((cluster, result)) = reads.next().await {
        match result {
            Ok(own) => store.edit(|draft| draft.set_cluster_providers(cluster, by_name(own))),
            // It is about to leave the list of clusters.
            Err(FleetError::NotFound { .. }) => {}
            Err(error) if is_outage(&error.to_trouble()) => return Err(error),
            Err(error) => lost::note_failed(error),
        }
    }
    Ok(())
}

fn by_name(providers: Vec<CapacityProvider>) -> BTreeMap<String, CapacityProvider> {
    providers.into_iter().map(|provider| (provider.name.clone(), provider)).collect()
}
