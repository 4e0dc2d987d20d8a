//! The capacity providers of an environment.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Poller;
use super::keep_fresh::Loop;
use crate::error::FleetError;
use crate::read;
use crate::store::Area;

/// The most clusters whose own capacity providers are asked for in one round.
const CLUSTERS_MAX: usize = 20;

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

/// The account's, and those that only a cluster knows: its clusters name them.
async fn read_all(poller: &Poller) -> Result<(), FleetError> {
    let (clients, store) = (&poller.estate.clients, &poller.estate.store);
    let priority = poller.priority(&Area::CapacityProviders, false);
    let mut providers = read::capacity_providers::all(clients, None, priority).await?;
    let known: BTreeSet<_> = providers.iter().map(|provider| provider.name.clone()).collect();
    let snapshot = store.read();
    let of_others = snapshot.clusters.values().map(|entry| &entry.cluster);
    let of_others = of_others.filter(|cluster| cluster.capacity_providers.iter().any(|name| !known.contains(name)));
    for cluster in of_others.take(CLUSTERS_MAX).collect::<Vec<_>>() {
        let of_cluster = read::capacity_providers::all(clients, Some(&cluster.name), priority).await?;
        providers.extend(of_cluster.into_iter().filter(|provider| !known.contains(&provider.name)));
    }
    let by_name = providers.into_iter().map(|provider| (provider.name.clone(), provider)).collect();
    store.edit(|draft| draft.set(|snapshot| &mut snapshot.capacity_providers, by_name));
    Ok(())
}
