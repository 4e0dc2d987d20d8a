//! A snapshot with a verdict for each of its services.

mod group;
mod service;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use fleet::{ClusterSnapshot, Snapshot};
use model::address::ServiceRef;
use model::name::{ClusterName, EnvironmentName, ServiceName};
use model::time::Timestamp;

use crate::routes::Routes;
use crate::rows::worst_first;
pub(crate) use group::{KnownGroup, ec2_of};
pub(crate) use service::{Judged, RevisionOf};

/// One environment at one moment, judged.
pub(crate) struct Survey {
    /// What it was made from.
    pub snapshot: Arc<Snapshot>,
    /// When it was made.
    pub at: Timestamp,
    /// All services, by cluster and name.
    pub services: Vec<Arc<Judged>>,
    /// Where the rules of its listeners lead.
    pub routes: Arc<Routes>,
    worst_first: OnceLock<Vec<Arc<Judged>>>,
    ranges: BTreeMap<ClusterName, Range<usize>>,
}

impl Survey {
    /// Judges every service of which anything changed, and keeps the verdicts of the others.
    ///
    /// Comparing 10 000 tasks by their addresses is about a hundred times cheaper than judging their 1 000 services again.
    /// `revision_of` tells what a service revision runs, if it has been read.
    pub fn new(snapshot: Arc<Snapshot>, before: Option<&Self>, revision_of: &RevisionOf<'_>, now: Timestamp) -> Self {
        let routes = Routes::update(before.map(|survey| &survey.routes), &snapshot);
        let mut services = Vec::new();
        let mut ranges = BTreeMap::new();
        for (name, cluster) in snapshot.clusters.iter() {
            let start = services.len();
            let mut old = before.map(|survey| survey.in_cluster(name)).unwrap_or_default().iter().peekable();
            for (service, seen) in cluster.services.iter() {
                while old.next_if(|judged| judged.at.service < *service).is_some() {}
                let kept = old.next_if(|judged| judged.at.service == *service);
                let at = || ServiceRef {
                    environment: snapshot.environment.name.clone(),
                    cluster: name.clone(),
                    service: service.clone(),
                };
                let groups = group::known_groups(&snapshot, &routes, &seen.value);
                services.push(Judged::update(kept, at, cluster, seen, groups, revision_of, now));
            }
            ranges.insert(name.clone(), start..services.len());
        }
        Self { snapshot, at: now, services, routes, worst_first: OnceLock::new(), ranges }
    }

    /// Whether waiting for its first reading makes no sense any more: it is complete, or AWS refuses even the beginning.
    pub fn is_settled(&self) -> bool {
        is_settled(&self.snapshot)
    }

    /// The environment's name.
    pub fn environment(&self) -> &EnvironmentName {
        &self.snapshot.environment.name
    }

    /// All services, the worst first: sorted once, however many ask.
    pub fn worst_first(&self) -> &[Arc<Judged>] {
        self.worst_first.get_or_init(|| {
            let mut services = self.services.clone();
            services.sort_by(|a, b| worst_first(&a.row, &b.row));
            services
        })
    }

    /// The services of one cluster, by name.
    pub fn in_cluster(&self, cluster: &ClusterName) -> &[Arc<Judged>] {
        self.ranges.get(cluster).and_then(|range| self.services.get(range.clone())).unwrap_or_default()
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
