//! All container instances of one cluster.

use std::sync::Arc;
use std::time::Duration;

use model::launch::{LaunchType, is_fargate};
use model::service::Launch;
use parking_lot::Mutex;
use tokio::time::Instant;

use super::cluster_poller::ClusterPoller;
use super::keep_fresh::Loop;
use crate::error::FleetError;
use crate::read;
use crate::snapshot::ClusterSnapshot;
use crate::store::Area;

/// How often instances are looked for where none are counted and nothing asks for any.
const LOOK_AGAIN: Duration = Duration::from_secs(300);

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
    let looked = Mutex::new(at.poller.estate.clock.instant());
    reading.run(|| async { at.noting_absence(read_all(&at, &looked).await) }).await;
}

async fn read_all(at: &ClusterPoller, looked: &Mutex<Instant>) -> Result<(), FleetError> {
    let (estate, began) = (&at.poller.estate, at.poller.estate.clock.now());
    let instances = match may_have_some(at, looked) {
        true => {
            let priority = at.poller.priority(&Area::Instances(at.cluster.clone()), at.is_watched_alone());
            read::instances::all(&estate.clients, &at.cluster, priority).await?
        }
        false => Vec::new(),
    };
    estate.store.edit(|draft| draft.set_instances(&at.cluster, instances, began));
    Ok(())
}

/// A cluster that counts no container instances may have some all the same: those that are registering, or failed to,
/// are listed and not counted. Where nothing asks for instances they are looked for now and then.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListContainerInstances.html>
fn may_have_some(at: &ClusterPoller, looked: &Mutex<Instant>) -> bool {
    let snapshot = at.poller.estate.store.read();
    let Some(known) = snapshot.clusters.get(&at.cluster) else { return false };
    let (cluster, now) = (&known.cluster, at.poller.estate.clock.instant());
    let mut looked = looked.lock();
    let may_have = cluster.instances > 0
        || cluster.lacks("registeredContainerInstancesCount")
        || snapshot.clusters.trouble().is_some_and(|trouble| !trouble.is_partial())
        || asks_for_instances(known)
        || now - *looked >= LOOK_AGAIN;
    if may_have {
        *looked = now;
    }
    may_have
}

/// Whether there are instances already, or a capacity provider or service wants some.
fn asks_for_instances(known: &ClusterSnapshot) -> bool {
    let wants = |launch: &Launch| match launch {
        Launch::Type(kind) => *kind != LaunchType::Fargate,
        Launch::Strategy(providers) => providers.iter().any(|(provider, ..)| !is_fargate(provider)),
        Launch::Default => false,
    };
    !known.instances.is_empty()
        || known.cluster.capacity_providers.iter().any(|provider| !is_fargate(provider))
        || known.services.values().any(|seen| wants(&seen.value.launch))
}
