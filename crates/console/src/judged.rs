//! A snapshot with a verdict for each of its services, and everything that pages ask of it.

mod changes;
mod cluster;
mod environment;
mod group;
mod lists;
mod scaling;
mod service;

use std::collections::BTreeMap;
use std::sync::Arc;

use fleet::{ClusterSnapshot, Snapshot};
use model::name::{ClusterName, EnvironmentName, ServiceName};
use model::time::{Span, Timestamp};

use crate::routes::Routes;
use changes::TrafficChanges;
use cluster::Context;
pub(crate) use cluster::JudgedCluster;
use environment::EnvironmentLists;
pub(crate) use environment::{ATTENTION_SHOWN, FamilyItem, Uses};
pub(crate) use group::{KnownGroup, ec2_of};
pub(crate) use lists::{
    DEPLOYING_SHOWN, EventItem, Hits, Matches, RECENT_SHOWN, Sought, TaskItem, deploying_order, worst_cluster_first,
};
pub(crate) use scaling::Calls;
use scaling::ScalingChanges;
pub(crate) use service::{Judged, RevisionOf};

/// A survey of the same version is used again for this long; the ages it shows are that much too great.
const SURVEY_LASTS: Span = Span::seconds(1);

/// One environment at one moment, judged.
pub(crate) struct Survey {
    /// What it was made from.
    pub snapshot: Arc<Snapshot>,
    /// When it was made.
    pub at: Timestamp,
    /// Where the rules of its listeners lead.
    pub routes: Arc<Routes>,
    /// The policies that alarms call.
    pub calls: Arc<Calls>,
    /// The families and newest revisions that match the last searches.
    pub families_matched: Arc<Matches>,
    /// The target groups and load balancers that do. Kept as long as nothing in the traffic changes.
    pub traffic_matched: Arc<Matches>,
    clusters: BTreeMap<ClusterName, Arc<JudgedCluster>>,
    lists: Arc<EnvironmentLists>,
    holds_until: Timestamp,
}

impl Survey {
    /// Judges every service of which anything changed, and keeps what is known of the others.
    ///
    /// `revision_of` tells what a service revision runs, if it has been read.
    pub fn new(snapshot: Arc<Snapshot>, before: Option<&Self>, revision_of: &RevisionOf<'_>, now: Timestamp) -> Self {
        let routes = Routes::update(before.map(|survey| &survey.routes), &snapshot);
        let old = before.map(|survey| (&*survey.snapshot, &survey.routes, survey.at));
        let traffic = TrafficChanges::between(old, &snapshot, &routes);
        let old = before.map(|survey| (&*survey.snapshot, &survey.calls));
        let calls = Calls::update(old, &snapshot, now);
        let scaling = ScalingChanges::between(old, &snapshot, &calls);
        let context =
            Context { snapshot: &snapshot, routes: &routes, traffic, calls: &calls, scaling, revision_of, now };
        let judge = |(name, cluster): (&ClusterName, _)| {
            let before = before.and_then(|survey| survey.clusters.get(name));
            (name.clone(), JudgedCluster::update(before, name, cluster, &context))
        };
        let clusters: BTreeMap<_, _> = snapshot.clusters.iter().map(judge).collect();
        let holds_until = clusters.values().map(|cluster| cluster.holds_until).min();
        let is_same = |before: &&Self| {
            let lists = |(name, cluster): (&ClusterName, &Arc<JudgedCluster>)| {
                before.clusters.get(name).is_some_and(|old| Arc::ptr_eq(&old.lists, &cluster.lists))
            };
            context.traffic.are_none()
                && Arc::ptr_eq(&before.snapshot.families.value, &snapshot.families.value)
                && before.clusters.len() == clusters.len()
                && clusters.iter().all(lists)
        };
        let lists = match before {
            Some(before) if is_same(&before) => Arc::clone(&before.lists),
            before => Arc::new(before.map(|before| EnvironmentLists::after(&before.lists)).unwrap_or_default()),
        };
        let holds_until = holds_until.unwrap_or(Timestamp(i64::MAX));
        let kept = before.map(|before| Arc::clone(&before.traffic_matched));
        let traffic_matched = kept.filter(|_| context.traffic.are_none()).unwrap_or_default();
        let families_matched = before.map(|before| Arc::clone(&before.families_matched)).unwrap_or_default();
        Self { snapshot, at: now, routes, calls, families_matched, traffic_matched, clusters, lists, holds_until }
    }

    /// Whether a new survey would say the same, as far as a person can see.
    pub fn holds(&self, snapshot: &Snapshot, now: Timestamp) -> bool {
        let lasts = Span(0)..SURVEY_LASTS;
        self.snapshot.version == snapshot.version && now < self.holds_until && lasts.contains(&now.since(self.at))
    }

    /// Finds what nearly every page asks for.
    pub fn prepare(&self) {
        self.head();
        self.fleet_part();
        self.cluster_list().iter().next();
    }

    /// Whether waiting for its first reading makes no sense any more: it is complete, or AWS refuses even the
    /// beginning.
    pub fn is_settled(&self) -> bool {
        is_settled(&self.snapshot)
    }

    /// The environment's name.
    pub fn environment(&self) -> &EnvironmentName {
        &self.snapshot.environment.name
    }

    /// One cluster with what pages ask of it.
    pub fn judged_cluster(&self, cluster: &ClusterName) -> Option<&Arc<JudgedCluster>> {
        self.clusters.get(cluster)
    }

    /// All services, by cluster and name.
    pub fn services(&self) -> impl Iterator<Item = &Arc<Judged>> {
        self.clusters.values().flat_map(|cluster| cluster.services.iter())
    }

    /// The services of one cluster, by name.
    pub fn in_cluster(&self, cluster: &ClusterName) -> &[Arc<Judged>] {
        self.clusters.get(cluster).map(|cluster| &*cluster.services).unwrap_or_default()
    }

    /// One service.
    pub fn service(&self, cluster: &ClusterName, service: &ServiceName) -> Option<&Arc<Judged>> {
        let services = self.in_cluster(cluster);
        let index = services.binary_search_by(|judged| judged.at.service.cmp(service)).ok()?;
        services.get(index)
    }

    /// One cluster.
    pub fn cluster(&self, cluster: &ClusterName) -> Option<&ClusterSnapshot> {
        self.snapshot.clusters.get(cluster).map(|cluster| &**cluster)
    }
}

/// Whether an environment was read once, or tried without success.
pub(crate) fn is_settled(snapshot: &Snapshot) -> bool {
    let clusters = &snapshot.clusters.freshness;
    snapshot.first_read_complete || (clusters.as_of.is_none() && clusters.trouble.is_some())
}

#[cfg(test)]
mod tests;
