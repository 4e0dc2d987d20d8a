//! The clusters of an environment, and a set of loops for each of them.

use std::collections::HashMap;
use std::sync::Arc;

use model::arn::Arn;
use model::name::ClusterName;
use parking_lot::Mutex;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::cluster_poller::ClusterPoller;
use super::keep_fresh::Loop;
use super::{Poller, focus, instances, rollouts, services, tasks};
use crate::error::FleetError;
use crate::read;
use crate::store::Area;

/// The loops of one cluster; they end when this is dropped.
type Loops = JoinSet<()>;

/// Reads the clusters for ever, and begins and ends the loops of those that come and go.
pub(super) async fn keep(poller: &Arc<Poller>) {
    let estate = &poller.estate;
    let is_watched = || estate.watches.any_cluster(estate.name());
    let running: Mutex<HashMap<ClusterName, Loops>> = Mutex::default();
    let reading = Loop {
        poller,
        name: "clusters".to_owned(),
        area: Some(Area::Clusters),
        interval: || poller.interval(is_watched()),
        back_off_most: || poller.back_off_most(poller.is_looked_at()),
        due: poller.clusters_due.subscribe(),
    };
    reading
        .run(|| async {
            let result = read_all(poller, is_watched()).await;
            start_and_stop(poller, &mut running.lock());
            result
        })
        .await;
}

async fn read_all(poller: &Poller, is_watched: bool) -> Result<(), FleetError> {
    let (estate, at, priority) =
        (&poller.estate, poller.estate.clock.now(), poller.priority(&Area::Clusters, is_watched));
    let arns = read::clusters::list(&estate.clients, priority).await?;
    if let Some(arn) = arns.iter().find_map(|arn| Arn::parse(arn).ok()) {
        estate.store.edit(|draft| draft.learn_account(&arn));
    }
    match read::clusters::describe(&estate.clients, &arns, priority).await {
        Ok(clusters) => estate.store.edit(|draft| draft.set_clusters(clusters, at)),
        Err(error) => {
            // Services and tasks can be read all the same.
            estate.store.edit(|draft| draft.set_listed_clusters(read::clusters::known_by_arn(&arns), at));
            return Err(error);
        }
    }
    Ok(())
}

fn start_and_stop(poller: &Arc<Poller>, running: &mut HashMap<ClusterName, Loops>) {
    let snapshot = poller.estate.store.read();
    // Loops do not end by themselves; where one did all the same, the cluster gets new ones.
    running.retain(|cluster, loops| snapshot.clusters.contains_key(cluster) && loops.try_join_next().is_none());
    for cluster in snapshot.clusters.keys() {
        running.entry(cluster.clone()).or_insert_with(|| start(poller, cluster));
    }
}

fn start(poller: &Arc<Poller>, cluster: &ClusterName) -> Loops {
    let at = Arc::new(ClusterPoller {
        poller: Arc::clone(poller),
        cluster: cluster.clone(),
        lists_due: watch::Sender::new(0),
        services_read: watch::Sender::new(0),
    });
    let mut loops = JoinSet::new();
    loops.spawn(services::keep(Arc::clone(&at)));
    loops.spawn(tasks::keep(Arc::clone(&at)));
    loops.spawn(instances::keep(Arc::clone(&at)));
    loops.spawn(rollouts::keep(Arc::clone(&at)));
    loops.spawn(focus::keep(at));
    loops
}
