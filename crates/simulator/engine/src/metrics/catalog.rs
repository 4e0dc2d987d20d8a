//! Which metrics there are.

use super::Metrics;
use super::balancer::{BalancerMetric, GroupMetric, NAMESPACE};
use super::cluster::ClusterMetric;
use super::ecs::ServiceMetric;
use super::key::MetricKey;
use super::past::ServicePast;
use super::steps::MINUTE;
use crate::id::ServiceKey;
use crate::{Millis, Name, World};
use std::collections::BTreeSet;

/// For how many minutes a metric without new data is listed: two weeks.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html>
const LISTED: u64 = 14 * 24 * 60;

/// Which metrics are asked for; what is absent does not narrow.
#[derive(Clone, Debug, Default)]
pub struct MetricFilter {
    /// Of this namespace.
    pub namespace: Option<String>,
    /// Of this name.
    pub name: Option<String>,
    /// With each of these dimensions, and with its value when there is one.
    pub dimensions: Vec<(String, Option<String>)>,
    /// With data since then.
    pub since: Option<Millis>,
}

impl MetricFilter {
    fn admits(&self, key: &MetricKey) -> bool {
        self.namespace.as_ref().is_none_or(|namespace| **namespace == *key.namespace)
            && self.name.as_ref().is_none_or(|name| **name == *key.name)
            && self.dimensions.iter().all(|(name, value)| {
                let found = key.dimension(name);
                found.is_some() && value.as_deref().is_none_or(|value| found == Some(value))
            })
    }
}

impl Metrics {
    /// The metrics that the filter admits and that had data within two weeks, in order.
    #[must_use]
    pub fn metric_keys(&self, world: &World, filter: &MetricFilter) -> Vec<MetricKey> {
        let since = filter.since.unwrap_or(world.now.before(LISTED * MINUTE));
        let mut keys: Vec<_> = self.of_services(world, since).filter(|key| filter.admits(key)).collect();
        keys.extend(self.of_clusters(since).filter(|key| filter.admits(key)));
        keys.extend(self.of_groups(since).chain(self.of_balancers(since)).filter(|key| filter.admits(key)));
        let stored = self.stored.iter().filter(|(key, stored)| stored.since(since) && filter.admits(key));
        keys.extend(stored.map(|(key, _)| key.clone()));
        keys.sort();
        keys
    }

    fn of_clusters(&self, since: Millis) -> impl Iterator<Item = MetricKey> {
        let clusters = self.clusters_with_instances(since);
        clusters.flat_map(|name| ClusterMetric::ALL.into_iter().map(|metric| metric.key(name)))
    }

    fn of_groups(&self, since: Millis) -> impl Iterator<Item = MetricKey> {
        let groups = self.groups.iter().filter(move |(_, past)| past.had_targets_since(since));
        groups.flat_map(|(name, past)| {
            let both = past.balancer.iter().flat_map(move |balancer| {
                let key = move |metric: GroupMetric| {
                    let dimensions = [("LoadBalancer", &**balancer), ("TargetGroup", &**name)];
                    MetricKey::new(NAMESPACE, metric.name(), dimensions)
                };
                GroupMetric::ALL.into_iter().map(key)
            });
            let alone = MetricKey::new(NAMESPACE, GroupMetric::RequestsPerTarget.name(), [("TargetGroup", &**name)]);
            both.chain([alone])
        })
    }

    fn of_balancers(&self, since: Millis) -> impl Iterator<Item = MetricKey> {
        let groups = self.groups.values().filter(move |past| past.had_targets_since(since));
        let names: BTreeSet<&Name> = groups.filter_map(|past| past.balancer.as_ref()).collect();
        names.into_iter().flat_map(|name| {
            BalancerMetric::ALL
                .into_iter()
                .map(|metric| MetricKey::new(NAMESPACE, metric.name(), [("LoadBalancer", &**name)]))
        })
    }

    fn of_services(&self, world: &World, since: Millis) -> impl Iterator<Item = MetricKey> {
        let has = move |metric: ServiceMetric, key: &ServiceKey, past: &ServicePast| match metric.is_insight() {
            true => world.has_insights(&key.cluster),
            false => past.ran_since(since),
        };
        self.services.iter().flat_map(move |(key, past)| {
            ServiceMetric::ALL.into_iter().filter(move |it| has(*it, key, past)).map(|metric| metric.key(key))
        })
    }
}
