//! One cluster with a verdict for each of its services.

mod asked;

use std::sync::Arc;

use fleet::{ClusterSnapshot, Seen, Snapshot};
use model::address::ServiceRef;
use model::freshness::STALE_AFTER;
use model::name::{ClusterName, ServiceName};
use model::service::Service;
use model::time::Timestamp;

use super::Judged;
use super::changes::{ClusterChanges, TrafficChanges};
use super::group::known_groups;
use super::lists::ClusterLists;
use super::scaling::{Calls, ScalingChanges};
use super::service::RevisionOf;
use crate::routes::Routes;

/// What the clusters of one environment are judged from beside their own snapshots.
pub(super) struct Context<'a> {
    /// The environment.
    pub snapshot: &'a Snapshot,
    /// Where its rules lead.
    pub routes: &'a Routes,
    /// What its traffic was when the cluster was judged before.
    pub traffic: TrafficChanges,
    /// The policies that alarms call.
    pub calls: &'a Calls,
    /// What scaled otherwise when the cluster was judged before.
    pub scaling: ScalingChanges,
    /// What service revisions run.
    pub revision_of: &'a RevisionOf<'a>,
    /// When this is.
    pub now: Timestamp,
}

/// One cluster, judged.
pub(crate) struct JudgedCluster {
    /// Its services by name.
    pub services: Arc<[Arc<Judged>]>,
    /// What pages ask of it.
    pub lists: Arc<ClusterLists>,
    /// When time alone changes the first of its verdicts.
    pub holds_until: Timestamp,
    snapshot: Arc<ClusterSnapshot>,
}

impl JudgedCluster {
    /// Judges every service of which anything changed, and keeps the verdicts of the others.
    pub(super) fn update(
        before: Option<&Arc<Self>>,
        name: &ClusterName,
        snapshot: &Arc<ClusterSnapshot>,
        context: &Context<'_>,
    ) -> Arc<Self> {
        if let Some(before) = before
            && Arc::ptr_eq(&before.snapshot, snapshot)
            && context.traffic.leave_verdicts()
            && !context.scaling.are_in(name)
            && context.now < before.holds_until
        {
            return Arc::clone(before);
        }
        let changes = before.map(|before| ClusterChanges::between(&before.snapshot, snapshot));
        let still_holds = |judged: &Judged, seen: &Seen<Service>| {
            judged.holds(seen, context.now)
                && changes.as_ref().is_some_and(|changes| !changes.touch(judged))
                && !context.scaling.touch(judged)
                && !context.traffic.touch(judged, context.snapshot, context.routes)
        };
        let mut old = before.map(|before| &*before.services).unwrap_or_default().iter().peekable();
        let mut are_kept = before.is_some_and(|before| before.services.len() == snapshot.services.len());
        let mut holds_until = Timestamp(i64::MAX);
        let mut services = Vec::with_capacity(snapshot.services.len());
        for (service, seen) in snapshot.services.iter() {
            while old.next_if(|judged| judged.at.service < *service).is_some() {}
            let kept = old.next_if(|judged| judged.at.service == *service).filter(|judged| still_holds(judged, seen));
            are_kept &= kept.is_some();
            let judged = kept.map_or_else(|| Arc::new(judge(name, service, snapshot, seen, context)), Arc::clone);
            holds_until = holds_until.min(judged.holds_until).min(turns_stale(seen, context.now));
            services.push(judged);
        }
        let (services, lists) = match before.filter(|_| are_kept) {
            Some(before) if changes.is_some_and(|changes| !changes.others) => {
                (Arc::clone(&before.services), Arc::clone(&before.lists))
            }
            Some(before) => (Arc::clone(&before.services), Arc::new(ClusterLists::after(&before.lists))),
            None => {
                let lists = before.map(|before| ClusterLists::after(&before.lists)).unwrap_or_default();
                (services.into(), Arc::new(lists))
            }
        };
        Arc::new(Self { services, lists, holds_until, snapshot: Arc::clone(snapshot) })
    }

    /// What was read of it.
    pub fn snapshot(&self) -> &ClusterSnapshot {
        &self.snapshot
    }
}

fn judge(
    cluster: &ClusterName,
    service: &ServiceName,
    snapshot: &ClusterSnapshot,
    seen: &Seen<Service>,
    context: &Context<'_>,
) -> Judged {
    let at = ServiceRef {
        environment: context.snapshot.environment.name.clone(),
        cluster: cluster.clone(),
        service: service.clone(),
    };
    let groups = known_groups(context.snapshot, context.routes, &seen.value);
    let held = context.calls.held(context.snapshot, cluster, &seen.value);
    Judged::new(at, snapshot, seen, (groups, held), context.revision_of, context.now)
}

/// When the news about a service is too old, if it is not so already.
fn turns_stale(seen: &Seen<Service>, now: Timestamp) -> Timestamp {
    let at = Timestamp(seen.at.0.saturating_add(STALE_AFTER.0).saturating_add(1));
    if at > now { at } else { Timestamp(i64::MAX) }
}
