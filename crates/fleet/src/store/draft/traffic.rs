//! Load balancers and everything behind them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use model::freshness::Freshness;
use model::name::ClusterName;
use model::time::Timestamp;
use model::traffic::{Listener, LoadBalancer, Target, TargetGroup};

use super::super::area::Area;
use super::super::merge::upsert;
use super::Draft;

impl Draft {
    /// Puts in all load balancers there are.
    pub(crate) fn set_balancers(&mut self, balancers: Vec<LoadBalancer>) {
        let balancers = balancers.into_iter().map(|balancer| (balancer.arn.as_str().to_owned(), balancer)).collect();
        if *self.snapshot.traffic.balancers != balancers {
            self.snapshot.traffic.make_mut().balancers = Arc::new(balancers);
            self.touch(None);
        }
    }

    /// Puts in all target groups there are, and forgets the health of those that are gone.
    pub(crate) fn set_groups(&mut self, groups: Vec<TargetGroup>, at: Timestamp) {
        let keyed = groups.into_iter().map(|group| (group.arn.as_str().to_owned(), group));
        let groups = shared(&self.snapshot.traffic.groups, keyed);
        if *self.snapshot.traffic.groups != groups {
            if self.snapshot.health.keys().any(|arn| !groups.contains_key(arn)) {
                self.snapshot.health.make_mut().retain(|arn, _| groups.contains_key(arn));
            }
            self.snapshot.traffic.make_mut().groups = Arc::new(groups);
            self.touch(None);
        }
        if self.snapshot.traffic.groups.is_empty() {
            self.succeeded(&Area::Health, at);
        }
    }

    /// Puts in all listeners there are.
    pub(crate) fn set_listeners(&mut self, listeners: Vec<Listener>) {
        let keyed = listeners.into_iter().map(|listener| (listener.arn.as_str().to_owned(), listener));
        let listeners = shared(&self.snapshot.traffic.listeners, keyed);
        if *self.snapshot.traffic.listeners != listeners {
            self.snapshot.traffic.make_mut().listeners = Arc::new(listeners);
            self.touch(None);
        }
    }

    /// Replaces one listener, if it is still known.
    pub(crate) fn put_listener(&mut self, listener: Listener) {
        let known = self.snapshot.traffic.listeners.get(listener.arn.as_str());
        if known.is_some_and(|known| **known != listener) {
            let listeners = &mut self.snapshot.traffic.make_mut().listeners;
            Arc::make_mut(listeners).insert(listener.arn.as_str().to_owned(), Arc::new(listener));
            self.touch(None);
        }
    }

    /// Puts in the targets of groups, each with the moment they were asked for.
    pub(crate) fn put_health(&mut self, read: Vec<(String, Timestamp, Vec<Target>)>) {
        if read.is_empty() {
            return;
        }
        let (now, groups, health) = (self.now, &self.snapshot.traffic.groups, self.snapshot.health.make_mut());
        let mut differing = BTreeSet::new();
        for (arn, at, targets) in read {
            if groups.contains_key(&arn) && upsert(health, arn.clone(), targets, at.min(now)) {
                differing.insert(arn);
            }
        }
        self.touch_users(&differing);
        self.note_health();
    }

    /// Forgets the targets of a group that is gone.
    pub(crate) fn drop_health(&mut self, arn: &str) {
        if self.snapshot.health.contains_key(arn) {
            self.snapshot.health.make_mut().remove(arn);
            self.touch_users(&BTreeSet::from([arn.to_owned()]));
        }
    }

    /// The health of all groups is as old as that of the group that was read longest ago.
    fn note_health(&mut self) {
        let (groups, health) = (&self.snapshot.traffic.groups, &self.snapshot.health);
        let seen = groups.keys().map(|arn| health.get(arn).map(|seen| seen.at));
        let oldest = seen.collect::<Option<Vec<_>>>().and_then(|seen| seen.into_iter().min());
        self.set_freshness(&Area::Health, |before| Freshness {
            as_of: oldest.or(before.as_of),
            ..Freshness::default()
        });
    }

    /// Marks the clusters whose services use these groups; the environment where none does.
    fn touch_users(&mut self, groups: &BTreeSet<String>) {
        if groups.is_empty() {
            return;
        }
        let users: Vec<ClusterName> = self
            .snapshot
            .clusters
            .iter()
            .filter(|(_, cluster)| {
                let bindings = cluster.services.values().flat_map(|service| &service.value.target_groups);
                bindings.flat_map(|binding| binding.groups()).any(|arn| groups.contains(arn))
            })
            .map(|(name, _)| name.clone())
            .collect();
        if users.is_empty() {
            self.touch(None);
        }
        users.into_iter().for_each(|cluster| self.touch(Some(cluster)));
    }
}

/// The new values, with the old allocations where they are equal.
fn shared<V: PartialEq>(
    known: &BTreeMap<String, Arc<V>>,
    found: impl Iterator<Item = (String, V)>,
) -> BTreeMap<String, Arc<V>> {
    let keep = |(key, value): (String, V)| {
        let old = known.get(&key).filter(|old| ***old == value);
        let value = old.map_or_else(|| Arc::new(value), Arc::clone);
        (key, value)
    };
    found.map(keep).collect()
}
