//! Container instances, service deployments, and what scales.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use model::deployment::ServiceDeployment;
use model::instance::{CapacityProvider, Instance};
use model::name::{ClusterName, ServiceName};
use model::scaling::ScalableTarget;
use model::time::Timestamp;

use super::super::merge::{keep_only, upsert};
use super::Draft;
use crate::snapshot::{ClusterSnapshot, Disconnected};

impl Draft {
    /// Puts in all container instances of a cluster.
    pub(crate) fn set_instances(&mut self, cluster: &ClusterName, instances: Vec<Instance>, at: Timestamp) {
        let at = self.past(at);
        let Some(entry) = self.cluster(cluster) else { return };
        let ids: BTreeSet<_> = instances.iter().map(|instance| instance.id.clone()).collect();
        let disconnected = disconnected(entry, &instances, at);
        let known = entry.instances.make_mut();
        let mut differs = false;
        for instance in instances {
            differs |= upsert(known, instance.id.clone(), instance, at);
        }
        differs |= keep_only(&mut entry.instances.value, at, |id, _| ids.contains(id));
        if *entry.disconnected != disconnected {
            entry.disconnected = Arc::new(disconnected);
        }
        self.touch_if(differs, cluster);
    }

    /// Puts in service deployments of services, the newest first, each with the moment they were asked for.
    pub(crate) fn put_rollouts(
        &mut self,
        cluster: &ClusterName,
        read: Vec<(ServiceName, Timestamp, Vec<ServiceDeployment>)>,
    ) {
        let now = self.now;
        let Some(entry) = self.cluster(cluster).filter(|_| !read.is_empty()) else { return };
        let known = entry.rollouts.make_mut();
        let mut differs = false;
        for (service, at, deployments) in read {
            differs |= upsert(known, service, deployments, at.min(now));
        }
        self.touch_if(differs, cluster);
    }

    /// Puts in what a service scales by, or that it does not; the others stay as old as they are.
    pub(crate) fn put_scalable_target(&mut self, key: (ClusterName, ServiceName), target: Option<ScalableTarget>) {
        if self.snapshot.scaling.get(&key) == target.as_ref() {
            return;
        }
        let cluster = key.0.clone();
        let known = self.snapshot.scaling.make_mut();
        match target {
            Some(target) => known.insert(key, target),
            None => known.remove(&key),
        };
        self.touch(Some(cluster));
    }

    /// Puts in the capacity providers of the account, and forgets those of all clusters but these.
    pub(crate) fn set_account_providers(
        &mut self,
        of_account: BTreeMap<String, CapacityProvider>,
        clusters: &BTreeSet<ClusterName>,
    ) {
        let known = &self.snapshot.capacity_providers;
        if known.of_account != of_account || known.of_clusters.keys().any(|name| !clusters.contains(name)) {
            let known = self.snapshot.capacity_providers.make_mut();
            known.of_account = of_account;
            known.of_clusters.retain(|name, _| clusters.contains(name));
            self.touch(None);
        }
    }

    /// Puts in the capacity providers that a cluster tells of.
    pub(crate) fn set_cluster_providers(&mut self, cluster: ClusterName, own: BTreeMap<String, CapacityProvider>) {
        if self.snapshot.capacity_providers.of_clusters.get(&cluster) != Some(&own) {
            self.snapshot.capacity_providers.make_mut().of_clusters.insert(cluster.clone(), own);
            self.touch(Some(cluster));
        }
    }

    /// Forgets the service deployments of services that are gone.
    pub(crate) fn keep_rollouts_of_known_services(&mut self, cluster: &ClusterName) {
        let Some(entry) = self.cluster(cluster) else { return };
        let services = Arc::clone(&entry.services.value);
        entry.rollouts.make_mut().retain(|service, _| services.contains_key(service));
        self.touch(Some(cluster.clone()));
    }
}

/// Those of the instances of whose tasks ECS hears nothing, each with when that was seen first.
fn disconnected(known: &ClusterSnapshot, instances: &[Instance], at: Timestamp) -> BTreeMap<String, Disconnected> {
    let away = instances.iter().filter(|instance| instance.is_out_of_sight());
    let since = |instance: &Instance| {
        let before = known.disconnected.get(&instance.id).copied();
        before.unwrap_or(Disconnected { since: at, is_older: !known.instances.is_read() })
    };
    away.map(|instance| (instance.id.clone(), since(instance))).collect()
}
