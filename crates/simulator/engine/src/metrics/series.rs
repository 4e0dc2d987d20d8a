//! Finding what a name means, and asking it for data.

use super::Metrics;
use super::balancer::{BalancerMetric, GroupMetric};
use super::chance::Chance;
use super::cluster::{ClusterMetric, ClusterPast};
use super::datum::{Datum, summarize};
use super::ecs::{OF_SERVICE, ServiceMetric};
use super::key::MetricKey;
use super::load::Nature;
use super::past::ServicePast;
use super::statistic::Statistic;
use super::steps::MINUTE;
use super::stored::{RETENTION, Stored};
use super::traffic::{BalancerTraffic, GroupTraffic};
use super::unit::Unit;
use crate::id::ServiceKey;
use crate::{Engine, Millis, World};
use std::borrow::Cow;

/// What a name means.
pub(super) enum Series<'a> {
    /// A metric of a service.
    Service(ServiceMetric, &'a ServicePast, Nature),
    /// A metric of the container instances of a cluster.
    Cluster(ClusterMetric, &'a Metrics, &'a str, &'a ClusterPast),
    /// A metric of a target group.
    Group(GroupMetric, GroupTraffic<'a>),
    /// A metric of a load balancer.
    Balancer(BalancerMetric, BalancerTraffic<'a>),
    /// What clients have put.
    Stored(&'a Stored),
}

impl Series<'_> {
    /// The unit of its data.
    pub fn unit(&self) -> Unit {
        match self {
            Self::Service(metric, ..) => metric.unit(),
            Self::Cluster(..) => Unit::Percent,
            Self::Group(metric, _) => metric.unit(),
            Self::Balancer(metric, _) => metric.unit(),
            Self::Stored(stored) => stored.unit.clone(),
        }
    }

    /// What was sampled in each of those minutes since 1970, in order; minutes without a sample are left out.
    fn data(&self, first: u64, last: u64) -> Vec<(u64, Cow<'_, [Datum]>)> {
        let each = |datum: &dyn Fn(u64) -> Option<Datum>| {
            (first..=last).filter_map(|minute| Some((minute, Cow::Owned(vec![datum(minute)?])))).collect()
        };
        match self {
            Self::Service(metric, past, nature) => each(&|minute| metric.datum(past, nature, minute)),
            Self::Cluster(metric, metrics, name, past) => each(&|minute| metric.datum(metrics, name, past, minute)),
            Self::Group(metric, traffic) => each(&|minute| metric.datum(traffic, minute)),
            Self::Balancer(metric, traffic) => each(&|minute| metric.datum(traffic, minute)),
            Self::Stored(stored) => {
                stored.data(first..=last).map(|(minute, data)| (minute, Cow::Borrowed(data))).collect()
            }
        }
    }
}

/// One period of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct Period {
    /// When it began.
    pub at: Millis,
    /// The answers to the statistics that were asked for, in their order.
    pub values: Vec<f64>,
    /// How many samples it has.
    pub count: f64,
}

impl Engine {
    /// One statistic of a metric in `from..to`, oldest first: each point at the beginning of its period, which is so
    /// many milliseconds long. A period without samples has no point; a metric that does not exist has none at all.
    #[must_use]
    pub fn metric(
        &self,
        key: &MetricKey,
        from: Millis,
        to: Millis,
        period: u64,
        statistic: Statistic,
    ) -> Vec<(Millis, f64)> {
        let periods = self.metrics.periods(&self.world, key, from, to, period, &[statistic]);
        periods.into_iter().map(|point| (point.at, point.values[0])).collect()
    }
}

impl Metrics {
    /// Several statistics of a metric, as [`Engine::metric`].
    ///
    /// What the estate itself does is known when a minute is over. A period begins at a multiple of its length; one
    /// that began before `from` is asked for, too.
    #[must_use]
    pub fn periods(
        &self,
        world: &World,
        key: &MetricKey,
        from: Millis,
        to: Millis,
        period: u64,
        statistics: &[Statistic],
    ) -> Vec<Period> {
        let Some(series) = self.series(world, key) else { return Vec::new() };
        let period = period.max(1_000);
        let begin = from.0.max(world.now.before(RETENTION * MINUTE).0) / period * period;
        // A client may have put a datum for the minute under way, or for one to come; the estate's own end with the
        // last one.
        let known = match series {
            Series::Stored(_) => to.0,
            _ => to.0.min(world.now.0 / MINUTE * MINUTE),
        };
        if known <= begin {
            return Vec::new();
        }
        let data = series.data(begin / MINUTE, (known - 1) / MINUTE);
        let of = |minute: u64| Millis((minute * MINUTE).max(begin) / period * period);
        let periods = data.chunk_by(|(one, _), (other, _)| of(*one) == of(*other));
        let point = |chunk: &[(u64, Cow<'_, [Datum]>)]| {
            let at = of(chunk.first()?.0);
            let data: Vec<Datum> = chunk.iter().flat_map(|(_, data)| data.iter().cloned()).collect();
            let values = statistics.iter().map(|statistic| summarize(&data, *statistic)).collect::<Option<_>>()?;
            Some(Period { at, values, count: summarize(&data, Statistic::SampleCount)? })
        };
        periods.filter_map(point).filter(|point| point.at < to).collect()
    }

    /// The unit of a metric; `None` when there is no such metric.
    #[must_use]
    pub fn metric_unit(&self, world: &World, key: &MetricKey) -> Option<Unit> {
        self.series(world, key).map(|series| series.unit())
    }

    pub(super) fn series(&self, world: &World, key: &MetricKey) -> Option<Series<'_>> {
        if let Some(stored) = self.stored.get(key) {
            return Some(Series::Stored(stored));
        }
        if let Some([balancer, group]) = key.exactly(["LoadBalancer", "TargetGroup"]) {
            return Some(Series::Group(GroupMetric::of(key)?, self.group_traffic(group, Some(balancer))?));
        }
        if let Some([group]) = key.exactly(["TargetGroup"]) {
            let metric = GroupMetric::of(key).filter(|metric| *metric == GroupMetric::RequestsPerTarget)?;
            return Some(Series::Group(metric, self.group_traffic(group, None)?));
        }
        if let Some([balancer]) = key.exactly(["LoadBalancer"]) {
            return Some(Series::Balancer(BalancerMetric::of(key)?, self.balancer_traffic(balancer)?));
        }
        if let Some([cluster]) = key.exactly(["ClusterName"]) {
            let (name, past) = self.clusters.get_key_value(cluster)?;
            return Some(Series::Cluster(ClusterMetric::of(key)?, self, name, past));
        }
        let metric = ServiceMetric::of(key)?;
        let [cluster, service] = key.exactly(OF_SERVICE)?;
        let key = ServiceKey { cluster: cluster.into(), service: service.into() };
        if metric.is_insight() && !world.has_insights(cluster) {
            return None;
        }
        Some(Series::Service(metric, self.services.get(&key)?, self.nature(&key)))
    }

    /// What a service is like: the same for the same seed and names.
    pub(super) fn nature(&self, key: &ServiceKey) -> Nature {
        Nature::of(Chance::of(self.seed, &[&key.cluster, &key.service]))
    }
}

impl World {
    /// Whether Container Insights is on for a cluster.
    pub(super) fn has_insights(&self, cluster: &str) -> bool {
        let settings = self.cluster(cluster).and_then(|cluster| cluster.settings.get("settings")?.as_array());
        settings
            .into_iter()
            .flatten()
            .any(|it| it["name"] == "containerInsights" && (it["value"] == "enabled" || it["value"] == "enhanced"))
    }
}
