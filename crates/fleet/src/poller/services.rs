//! All services of one cluster.

use std::collections::BTreeSet;
use std::sync::Arc;

use futures::{StreamExt, stream};
use model::freshness::Trouble;
use model::name::ServiceName;

use super::cluster_poller::ClusterPoller;
use super::keep_fresh::Loop;
use crate::budget::Priority;
use crate::error::FleetError;
use crate::read;
use crate::store::Area;

/// Calls of one sweep that are under way at once.
const IN_FLIGHT: usize = 4;

/// Sweeps the services for ever.
pub(super) async fn keep(at: Arc<ClusterPoller>) {
    let sweeping = Loop {
        poller: &at.poller,
        name: format!("services of {}", at.cluster),
        area: Some(Area::Services(at.cluster.clone())),
        interval: || at.poller.interval(at.is_watched()),
        back_off_most: || at.poller.back_off_most(at.poller.is_looked_at()),
        due: at.lists_due.subscribe(),
    };
    sweeping
        .run(|| async {
            let result = at.noting_absence(sweep(&at).await);
            at.services_read.send_modify(|count| *count += 1);
            result
        })
        .await;
}

/// Lists, forgets what is gone, and describes what was not described since, the oldest news first.
async fn sweep(at: &ClusterPoller) -> Result<(), FleetError> {
    let (estate, began) = (&at.poller.estate, at.poller.estate.clock.now());
    let priority = at.priority(&Area::Services(at.cluster.clone()));
    let names = read::services::list(&estate.clients, &at.cluster, priority).await?;
    estate.store.edit(|draft| draft.keep_services(&at.cluster, &names, began));
    let order = oldest_first(at, names, began);
    let batches = order.chunks(read::services::DESCRIBE_MAX).map(|batch| describe(at, batch, priority));
    let mut results = stream::iter(batches.collect::<Vec<_>>()).buffer_unordered(IN_FLIGHT);
    let mut outcome = Ok(());
    while let Some(result) = results.next().await {
        match result {
            Err(error) if concerns_all(&error) => return Err(error),
            result => outcome = outcome.and(result),
        }
    }
    outcome
}

/// Describes at most ten services and puts them in; those that do not exist any more are forgotten. As long as a part
/// of the answer cannot be read, none is: it may be about any of them, and what is known of it grows old instead.
pub(super) async fn describe(at: &ClusterPoller, names: &[ServiceName], priority: Priority) -> Result<(), FleetError> {
    let estate = &at.poller.estate;
    let answer = read::services::describe(&estate.clients, &at.cluster, names, priority).await?;
    let found: BTreeSet<_> = answer.value.iter().map(|service| &service.name).collect();
    let is_gone = |name: &&ServiceName| answer.is_whole && !found.contains(name);
    let gone: Vec<_> = names.iter().filter(is_gone).cloned().collect();
    estate.store.edit(|draft| {
        draft.drop_services(&at.cluster, &gone, answer.at);
        draft.put_services(&at.cluster, answer.value, answer.at);
    });
    Ok(())
}

/// Whether further calls would fail alike. A failure may be about the ten services of one call, and a throttled call
/// says nothing about the next: those that are answered carry the news on.
pub(super) fn concerns_all(error: &FleetError) -> bool {
    !matches!(error.trouble(), Some(Trouble::Failed { .. } | Trouble::Throttled { .. }))
}

fn oldest_first(at: &ClusterPoller, names: BTreeSet<ServiceName>, began: model::time::Timestamp) -> Vec<ServiceName> {
    let snapshot = at.poller.estate.store.read();
    let known = snapshot.clusters.get(&at.cluster);
    let seen_at = |name: &ServiceName| known.and_then(|known| known.services.get(name)).map(|seen| seen.at);
    let mut order: Vec<_> = names.into_iter().map(|name| (seen_at(&name), name)).collect();
    order.retain(|(seen, _)| seen.is_none_or(|seen| seen < began));
    order.sort();
    order.into_iter().map(|(_, name)| name).collect()
}
