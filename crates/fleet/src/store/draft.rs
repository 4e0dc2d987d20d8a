//! A snapshot that is being edited: every method notes whether a reader would see a difference.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::Arc;

use model::arn::Arn;
use model::cluster::Cluster;
use model::freshness::{Freshness, Trouble};
use model::name::{ClusterName, ServiceName};
use model::service::Service;
use model::term::AwsRequestId;
use model::time::Timestamp;

use super::area::Area;
use super::merge::{keep_only, upsert};
use crate::snapshot::{ClusterSnapshot, Known, Snapshot};

mod capacity;
mod runs;
mod tasks;
mod traffic;

pub(crate) use tasks::TaskScope;

#[derive(Debug)]
pub(crate) struct Draft {
    snapshot: Snapshot,
    touched: BTreeSet<Option<ClusterName>>,
    now: Timestamp,
}

impl Draft {
    pub(super) fn of(snapshot: &Snapshot, now: Timestamp) -> Self {
        Self { snapshot: snapshot.clone(), touched: BTreeSet::new(), now }
    }

    /// The snapshot, all of which a reader will see differently.
    pub(super) fn all_touched(&mut self) -> &mut Snapshot {
        self.touched.insert(None);
        self.touched.extend(self.snapshot.clusters.keys().cloned().map(Some));
        &mut self.snapshot
    }

    /// A moment that was noted while the clock was still ahead: nothing was asked for later than now.
    fn past(&self, at: Timestamp) -> Timestamp {
        at.min(self.now)
    }

    pub(super) fn finish(mut self) -> (Snapshot, BTreeSet<Option<ClusterName>>) {
        let snapshot = &mut self.snapshot;
        if !snapshot.first_read_complete {
            snapshot.first_read_complete = was_read_once(snapshot);
            if snapshot.first_read_complete {
                self.touched.insert(None);
            }
        }
        if !self.touched.is_empty() {
            snapshot.version += 1;
        }
        (self.snapshot, self.touched)
    }

    /// Marks the environment, or one cluster of it, as changed.
    pub(crate) fn touch(&mut self, cluster: Option<ClusterName>) {
        self.touched.insert(cluster);
    }

    /// The account, if nobody has told it yet, as an ARN tells it.
    pub(crate) fn learn_account(&mut self, arn: &Arn) {
        if self.snapshot.environment.account.is_none() && !arn.account().is_empty() {
            self.set_account(arn.account().to_owned());
        }
    }

    pub(crate) fn set_account(&mut self, account: String) {
        if self.snapshot.environment.account.as_ref() != Some(&account) {
            self.snapshot.environment.account = Some(account);
            self.touch(None);
        }
    }

    /// Puts in all clusters there are.
    pub(crate) fn set_clusters(&mut self, clusters: Vec<Cluster>, at: Timestamp) {
        let at = self.past(at);
        let known = self.snapshot.clusters.make_mut();
        let mut old = std::mem::take(known);
        let before = old.len();
        for cluster in clusters {
            let name = cluster.name.clone();
            let entry = match old.remove(&name) {
                Some(mut entry) => {
                    let changed = Arc::make_mut(&mut entry);
                    changed.seen_at = at;
                    if *changed.cluster != cluster {
                        changed.cluster = Arc::new(cluster);
                        self.touched.insert(Some(name.clone()));
                    }
                    entry
                }
                None => {
                    self.touched.insert(None);
                    Arc::new(ClusterSnapshot::new(cluster, at))
                }
            };
            known.insert(name, entry);
        }
        if !old.is_empty() || known.len() != before {
            self.touch(None);
        }
    }

    /// Puts in clusters of which only the names are known; what is known of them already stays as old as it is.
    pub(crate) fn set_listed_clusters(&mut self, listed: Vec<Cluster>, at: Timestamp) {
        let at = self.past(at);
        let known = self.snapshot.clusters.make_mut();
        let before = known.len();
        known.retain(|name, _| listed.iter().any(|cluster| cluster.name == *name));
        let mut differs = known.len() != before;
        for cluster in listed {
            known.entry(cluster.name.clone()).or_insert_with(|| {
                differs = true;
                Arc::new(ClusterSnapshot::new(cluster, at))
            });
        }
        if differs {
            self.touch(None);
        }
    }

    /// Puts in the whole of an area of the environment.
    pub(crate) fn set<T: PartialEq>(&mut self, area: fn(&mut Snapshot) -> &mut Known<T>, value: T) {
        if area(&mut self.snapshot).set(value) {
            self.touch(None);
        }
    }

    /// Adds services or replaces what is known of them, unless something newer is known already.
    pub(crate) fn put_services(&mut self, cluster: &ClusterName, services: Vec<Service>, at: Timestamp) {
        let at = self.past(at);
        let Some(entry) = self.cluster(cluster) else { return };
        let known = entry.services.make_mut();
        let mut differs = false;
        for service in services {
            let (name, wanted) = (service.name.clone(), service.wanted());
            let is_counted = |service: &Service| service.uncounted().is_empty();
            let before = known.get(&name).filter(|seen| is_counted(&seen.value) && is_counted(&service));
            let before = before.map(|seen| seen.value.wanted());
            if !upsert(known, name.clone(), service, at) {
                continue;
            }
            differs = true;
            match before.map(|before| before.cmp(&wanted)) {
                Some(Ordering::Less) => _ = Arc::make_mut(&mut entry.raised).insert(name, at),
                Some(Ordering::Greater) => _ = Arc::make_mut(&mut entry.raised).remove(&name),
                Some(Ordering::Equal) | None => {}
            }
        }
        self.touch_if(differs, cluster);
    }

    /// Forgets the services that a complete list asked for at this moment does not name.
    pub(crate) fn keep_services(&mut self, cluster: &ClusterName, names: &BTreeSet<ServiceName>, at: Timestamp) {
        let at = self.past(at);
        let Some(entry) = self.cluster(cluster) else { return };
        let differs = keep_only(&mut entry.services.value, at, |name, _| names.contains(name));
        forget_raises(entry);
        self.touch_if(differs, cluster);
    }

    /// Forgets services that were asked for by name at this moment and are gone.
    pub(crate) fn drop_services(&mut self, cluster: &ClusterName, names: &[ServiceName], at: Timestamp) {
        let at = self.past(at);
        let Some(entry) = self.cluster(cluster) else { return };
        let differs = keep_only(&mut entry.services.value, at, |name, _| !names.contains(name));
        forget_raises(entry);
        self.touch_if(differs, cluster);
    }

    /// An area was read completely; the request was sent at this moment.
    pub(crate) fn succeeded(&mut self, area: &Area, at: Timestamp) {
        let at = self.past(at);
        self.set_freshness(area, |freshness| Freshness {
            as_of: freshness.as_of.max(Some(at)),
            trouble: None,
            request_id: None,
        });
    }

    /// An area was read, but for a part: the trouble that was noted of it stands, and the rest is fresh.
    pub(crate) fn succeeded_in_part(&mut self, area: &Area, at: Timestamp) {
        let at = self.past(at);
        self.set_freshness(area, |before| Freshness { as_of: before.as_of.max(Some(at)), ..before.clone() });
    }

    /// An area could not be read. While the trouble stays the same, the request that met it first stands for it: that
    /// is the one in the log.
    pub(crate) fn failed(&mut self, area: &Area, trouble: Trouble, request_id: Option<&AwsRequestId>) {
        self.set_freshness(area, |before| {
            let is_same = before.trouble.as_ref() == Some(&trouble);
            let request_id = if is_same { before.request_id.clone() } else { request_id.cloned() };
            Freshness { as_of: before.as_of, trouble: Some(trouble), request_id }
        });
    }

    fn set_freshness(&mut self, area: &Area, next: impl FnOnce(&Freshness) -> Freshness) {
        let Some(freshness) = area.freshness_mut(&mut self.snapshot) else { return };
        let next = next(freshness);
        let differs = freshness.trouble != next.trouble || freshness.as_of.is_none() != next.as_of.is_none();
        *freshness = next;
        if differs {
            self.touch(area.cluster().cloned());
        }
    }

    fn cluster(&mut self, name: &ClusterName) -> Option<&mut ClusterSnapshot> {
        self.snapshot.clusters.make_mut().get_mut(name).map(Arc::make_mut)
    }

    fn touch_if(&mut self, differs: bool, cluster: &ClusterName) {
        if differs {
            self.touch(Some(cluster.clone()));
        }
    }
}

/// Whether everything was read once, or tried without success. The health of targets is not waited for: there may be
/// more target groups than the budget allows to read within a minute, and each says itself that it was not read yet.
fn was_read_once(snapshot: &Snapshot) -> bool {
    let is_apart = |area: &Area| matches!(area, Area::Clusters | Area::Families | Area::Health);
    let of_cluster =
        |name: &ClusterName| [Area::Services(name.clone()), Area::Tasks(name.clone()), Area::Instances(name.clone())];
    snapshot.clusters.freshness.as_of.is_some()
        && snapshot.clusters.keys().flat_map(of_cluster).all(|area| area.was_tried(snapshot))
        && Area::OF_ENVIRONMENT.iter().filter(|area| !is_apart(area)).all(|area| area.was_tried(snapshot))
}

/// What was remembered of services that are gone goes with them.
fn forget_raises(entry: &mut ClusterSnapshot) {
    let ClusterSnapshot { raised, services, .. } = entry;
    if raised.keys().any(|name| !services.contains_key(name)) {
        Arc::make_mut(raised).retain(|name, _| services.contains_key(name));
    }
}
