//! What became different between two snapshots.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use fleet::{ClusterSnapshot, Seen, Snapshot};
use model::freshness::STALE_AFTER;
use model::name::ServiceName;
use model::service::SchedulingStrategy;
use model::time::Timestamp;
use model::verdict::Finding;
use model::why::is_ambiguous;

use super::Judged;
use super::group::known_groups;
use crate::routes::Routes;

/// What became different in one cluster.
#[derive(Default)]
pub(super) struct ClusterChanges {
    /// Services with other tasks or service deployments.
    services: BTreeSet<ServiceName>,
    /// Whether container instances stand for other EC2 instances.
    hosts: bool,
    /// Whether other container instances are there, or take tasks.
    instances: bool,
    /// Whether ECS hears from other container instances than before, or something else stands in the way of asking.
    lost: bool,
    /// Whether something else stands in the way of reading tasks.
    trouble: bool,
    /// Whether other definitions of tasks that ended are known.
    definitions: bool,
    /// Whether all tasks were read again.
    tasks_read: bool,
    /// Whether anything differs that is neither a service nor a service deployment.
    pub others: bool,
}

impl ClusterChanges {
    /// Compares two snapshots of a cluster, by addresses: what did not change is shared.
    pub fn between(old: &ClusterSnapshot, new: &ClusterSnapshot) -> Self {
        let mut changes = Self {
            others: !Arc::ptr_eq(&old.cluster, &new.cluster) || !Arc::ptr_eq(&old.runs, &new.runs),
            trouble: old.tasks.trouble() != new.tasks.trouble(),
            definitions: !Arc::ptr_eq(&old.definitions, &new.definitions),
            tasks_read: old.tasks.as_of() != new.tasks.as_of(),
            lost: old.disconnected != new.disconnected || old.instances.trouble() != new.instances.trouble(),
            instances: old.instances.is_read() != new.instances.is_read(),
            ..Self::default()
        };
        differences(&old.tasks.value, &new.tasks.value, same_value, |_, seen| {
            changes.others = true;
            changes.services.extend(seen.value.service());
        });
        differences(&old.rollouts.value, &new.rollouts.value, same_value, |service, _| {
            changes.services.insert(service.clone());
        });
        let mut other_instances = false;
        differences(&old.instances.value, &new.instances.value, same_value, |_, _| other_instances = true);
        if other_instances {
            let hosts = |cluster: &ClusterSnapshot| -> Vec<(String, Option<String>)> {
                cluster.instances.iter().map(|(id, seen)| (id.clone(), seen.value.ec2.clone())).collect()
            };
            changes.hosts = hosts(old) != hosts(new);
            changes.instances = true;
            changes.others = true;
        }
        changes
    }

    /// Whether the verdict of a service may be another now.
    pub fn touch(&self, judged: &Judged) -> bool {
        let is_on_instances = || judged.tasks.iter().any(|task| task.container_instance.is_some());
        let is_daemon = || judged.service.scheduling == SchedulingStrategy::Daemon;
        // Without its tasks a service that grows looks short of them.
        let misses_tasks = || match &judged.finding {
            Finding::Unseen(unseen) => unseen.tasks.is_some(),
            Finding::BelowDesired(_) => true,
            _ => false,
        };
        self.services.contains(&judged.at.service)
            || self.trouble
            || (self.lost && is_on_instances())
            || (self.hosts && !judged.groups.is_empty() && is_on_instances())
            || (self.instances && is_daemon())
            || (self.definitions && judged.tasks.iter().any(|task| is_ambiguous(task)))
            || (self.tasks_read && misses_tasks())
    }
}

/// What became different in the traffic of an environment.
pub(super) struct TrafficChanges {
    /// Target groups that are other ones now, or whose targets are.
    groups: BTreeSet<String>,
    /// Whether rules lead elsewhere, or nothing was known before.
    routes: bool,
    /// Whether load balancers differ.
    balancers: bool,
    /// Whether something else stands in the way of reading target groups or their health.
    trouble: bool,
}

impl TrafficChanges {
    /// Compares the traffic at the moment `judged_at` with what is known now.
    pub fn between(old: Option<(&Snapshot, &Arc<Routes>, Timestamp)>, new: &Snapshot, routes: &Arc<Routes>) -> Self {
        let mut groups = BTreeSet::new();
        let Some((old, old_routes, judged_at)) = old else {
            return Self { groups, routes: true, balancers: true, trouble: true };
        };
        differences(&old.traffic.groups, &new.traffic.groups, Arc::ptr_eq, |arn, _| {
            groups.insert(arn.clone());
        });
        // Health that was stale is told with its age: it matters that it was read again.
        let is_same = |old: &Seen<_>, new: &Seen<_>| {
            same_value(old, new) && (old.at == new.at || judged_at.since(old.at) <= STALE_AFTER)
        };
        differences(&old.health.value, &new.health.value, is_same, |arn, _| {
            groups.insert(arn.clone());
        });
        let balancers = !Arc::ptr_eq(&old.traffic.balancers, &new.traffic.balancers);
        let hindered =
            |one: &Snapshot| (one.health.trouble().cloned(), one.traffic.trouble().cloned(), one.traffic.is_read());
        let trouble = hindered(old) != hindered(new);
        Self { groups, routes: !Arc::ptr_eq(old_routes, routes), balancers, trouble }
    }

    /// Whether all is as it was.
    pub fn are_none(&self) -> bool {
        self.groups.is_empty() && !self.routes && !self.balancers && !self.trouble
    }

    /// Whether no verdict can be another for this.
    pub fn leave_verdicts(&self) -> bool {
        self.groups.is_empty() && !self.routes && !self.trouble
    }

    /// Whether the verdict of a service may be another now.
    pub fn touch(&self, judged: &Judged, snapshot: &Snapshot, routes: &Routes) -> bool {
        if self.trouble && !judged.groups.is_empty() {
            return true;
        }
        let mut arns = judged.groups.iter().map(|group| &group.arn);
        if arns.any(|arn| self.groups.contains(arn)) {
            return true;
        }
        if !self.routes || judged.groups.is_empty() {
            return false;
        }
        let now = known_groups(snapshot, routes, &judged.service);
        !judged.groups.iter().map(|group| group.reached).eq(now.iter().map(|group| group.reached))
    }
}

fn same_value<T>(old: &Seen<T>, new: &Seen<T>) -> bool {
    Arc::ptr_eq(&old.value, &new.value)
}

/// Calls `differs` with every value that is in one of two maps only, and with both values of a key where they are not
/// the same.
pub(super) fn differences<K: Ord, V>(
    old: &Arc<BTreeMap<K, V>>,
    new: &Arc<BTreeMap<K, V>>,
    is_same: impl Fn(&V, &V) -> bool,
    mut differs: impl FnMut(&K, &V),
) {
    if Arc::ptr_eq(old, new) {
        return;
    }
    let mut old = old.iter().peekable();
    for (key, value) in new.iter() {
        while let Some((key, gone)) = old.next_if(|(known, before)| !is_same(before, value) && *known < key) {
            differs(key, gone);
        }
        match old.next_if(|(known, before)| is_same(before, value) || *known == key) {
            Some((_, before)) if is_same(before, value) => {}
            Some((_, before)) => {
                differs(key, before);
                differs(key, value);
            }
            None => differs(key, value),
        }
    }
    old.for_each(|(key, gone)| differs(key, gone));
}
