//! All container instances of one cluster.

use std::sync::Arc;

use super::cluster_poller::ClusterPoller;
use super::keep_fresh::Loop;
use crate::error::FleetError;
use crate::read;
use crate::store::Area;

/// Reads the container instances for ever.
pub(super) async fn keep(at: Arc<ClusterPoller>) {
    let options = &at.poller.estate.options;
    let reading = Loop {
        poller: &at.poller,
        name: format!("container instances of {}", at.cluster),
        area: Some(Area::Instances(at.cluster.clone())),
        interval: || if at.is_watched_alone() { options.sweep } else { at.poller.interval(false) },
        back_off_most: || at.poller.back_off_most(at.is_watched_alone()),
        due: at.lists_due.subscribe(),
    };
    reading.run(|| async { at.noting_absence(read_all(&at).await) }).await;
}

async fn read_all(at: &ClusterPoller) -> Result<(), FleetError> {
    let (estate, began) = (&at.poller.estate, at.poller.estate.clock.now());
    let instances = match may_have_some(at) {
        true => {
            let priority = at.poller.priority(&Area::Instances(at.cluster.clone()), at.is_watched_alone());
            read::instances::all(&estate.clients, &at.cluster, priority).await?
        }
        false => Vec::new(),
    };
    estate.store.edit(|draft| draft.set_instances(&at.cluster, instances, began));
    Ok(())
}

/// A cluster that counts no container instances has none to list, as long as clusters can be described.
fn may_have_some(at: &ClusterPoller) -> bool {
    let snapshot = at.poller.estate.store.read();
    let counted = snapshot.clusters.get(&at.cluster).map_or(0, |known| known.cluster.instances);
    counted > 0 || snapshot.clusters.freshness.trouble.is_some()
}
