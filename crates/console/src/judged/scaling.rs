//! What scales in an environment: which policies alarms call right now, and what became different of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use fleet::Snapshot;
use model::alarm::{Alarm, AlarmState};
use model::name::{ClusterName, ServiceName};
use model::scaling::{Call, Held};
use model::service::Service;
use model::time::Timestamp;

use super::Judged;
use super::changes::differences;

/// A service within its environment.
type Address = (ClusterName, ServiceName);

/// The policies that alarms call, by their services.
pub(crate) struct Calls {
    by_service: Arc<BTreeMap<Address, Vec<Call>>>,
    /// Whether the alarms are too old to say what they call.
    are_old: bool,
}

impl Calls {
    /// Finds them; what nothing has changed for is kept.
    pub fn update(before: Option<(&Snapshot, &Arc<Self>)>, new: &Snapshot, now: Timestamp) -> Arc<Self> {
        let are_old = new.alarms.freshness.is_stale(now);
        if let Some((old, before)) = before
            && before.are_old == are_old
            && Arc::ptr_eq(&old.scaling.value, &new.scaling.value)
            && Arc::ptr_eq(&old.alarms.value, &new.alarms.value)
        {
            return Arc::clone(before);
        }
        let ringing = new.alarms.iter().filter(|alarm| alarm.state == AlarmState::Alarm && !are_old);
        let ringing: BTreeMap<&str, &Alarm> = ringing.map(|alarm| (&*alarm.name, alarm)).collect();
        let calls = new.scaling.iter().map(|(at, target)| (at, target.calls(|name| ringing.get(name).copied())));
        let called = calls.filter(|(_, calls)| !calls.is_empty()).map(|(at, calls)| (at.clone(), calls));
        Arc::new(Self { by_service: Arc::new(called.collect()), are_old })
    }

    /// The policies of a service that alarms call.
    pub fn of(&self, at: &Address) -> &[Call] {
        self.by_service.get(at).map(Vec::as_slice).unwrap_or_default()
    }

    /// What holds the desired count of a service, if it scales and something does.
    pub fn held(&self, snapshot: &Snapshot, cluster: &ClusterName, service: &Service) -> Option<Held> {
        if snapshot.scaling.is_empty() {
            return None;
        }
        let at = (cluster.clone(), service.name.clone());
        snapshot.scaling.get(&at)?.held(service.desired, self.of(&at))
    }
}

/// Services that scale otherwise than before, or whose policies are called otherwise.
pub(super) struct ScalingChanges(BTreeMap<ClusterName, BTreeSet<ServiceName>>);

impl ScalingChanges {
    /// Compares what scaled with what scales now.
    pub fn between(before: Option<(&Snapshot, &Arc<Calls>)>, new: &Snapshot, calls: &Arc<Calls>) -> Self {
        let mut services: BTreeMap<ClusterName, BTreeSet<ServiceName>> = BTreeMap::new();
        if let Some((old, before)) = before {
            let mut add = |(cluster, service): &Address| {
                services.entry(cluster.clone()).or_default().insert(service.clone());
            };
            differences(&old.scaling.value, &new.scaling.value, PartialEq::eq, |at, _| add(at));
            differences(&before.by_service, &calls.by_service, PartialEq::eq, |at, _| add(at));
        }
        Self(services)
    }

    /// Whether verdicts in this cluster may be others now.
    pub fn are_in(&self, cluster: &ClusterName) -> bool {
        self.0.contains_key(cluster)
    }

    /// Whether the verdict of a service may be another now.
    pub fn touch(&self, judged: &Judged) -> bool {
        self.0.get(&judged.at.cluster).is_some_and(|services| services.contains(&judged.at.service))
    }
}
