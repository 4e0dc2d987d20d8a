//! The metrics of clusters with container instances: `AWS/ECS` under `ClusterName` alone.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html>

use super::Metrics;
use super::datum::Datum;
use super::ecs::ECS;
use super::key::MetricKey;
use super::load::ServiceMinute;
use super::past;
use super::steps::Steps;
use crate::{Engine, Millis, Name};

/// CPU units and MiB that the instances have for tasks, and what of it tasks have reserved.
const HAS: [usize; 2] = [0, 1];
const RESERVED: [usize; 2] = [2, 3];

/// What a cluster's container instances had, and what their tasks had of it.
pub(super) type ClusterPast = Steps<4>;

/// A metric of a cluster with container instances.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ClusterMetric {
    CpuReservation,
    MemoryReservation,
    CpuUtilization,
    MemoryUtilization,
}

impl Engine {
    /// Remembers what a cluster's container instances have and what is left; to be called after every change of that.
    pub(crate) fn note_cluster(&mut self, name: &Name) {
        let Some(cluster) = self.world.cluster(name) else { return };
        let mut levels = [0; 4];
        for instance in cluster.instances() {
            let (had, left) = (&instance.registered, &instance.remaining);
            levels[HAS[0]] += had.cpu;
            levels[HAS[1]] += had.memory;
            levels[RESERVED[0]] += had.cpu.saturating_sub(left.cpu);
            levels[RESERVED[1]] += had.memory.saturating_sub(left.memory);
        }
        let now = self.world.now;
        let past = self.metrics.clusters.entry(name.clone()).or_insert_with(|| Steps::new(now));
        past.record(now, levels);
    }
}

impl ClusterMetric {
    pub const ALL: [Self; 4] =
        [Self::CpuReservation, Self::MemoryReservation, Self::CpuUtilization, Self::MemoryUtilization];

    fn name(self) -> &'static str {
        match self {
            Self::CpuReservation => "CPUReservation",
            Self::MemoryReservation => "MemoryReservation",
            Self::CpuUtilization => "CPUUtilization",
            Self::MemoryUtilization => "MemoryUtilization",
        }
    }

    pub fn of(key: &MetricKey) -> Option<Self> {
        Self::ALL.into_iter().find(|metric| *key.namespace == *ECS && *metric.name() == *key.name)
    }

    /// The metric of that cluster.
    pub fn key(self, cluster: &str) -> MetricKey {
        MetricKey::new(ECS, self.name(), [("ClusterName", cluster)])
    }

    /// What was sampled in that minute since 1970, in percent of what the instances have; `None` while there are none.
    ///
    /// What tasks reserve is used as far as the cluster's services use what is theirs.
    pub fn datum(self, metrics: &Metrics, cluster: &str, past: &ClusterPast, minute: u64) -> Option<Datum> {
        let mean = past.of(minute)?.mean;
        let resource = match self {
            Self::CpuReservation | Self::CpuUtilization => 0,
            Self::MemoryReservation | Self::MemoryUtilization => 1,
        };
        let used = match self {
            Self::CpuReservation | Self::MemoryReservation => 1.0,
            Self::CpuUtilization | Self::MemoryUtilization => metrics.used(cluster, resource, minute),
        };
        let has = mean[HAS[resource]];
        let percent = 100.0 * used * mean[RESERVED[resource]] / has;
        (has > 0.0).then(|| Datum::between(1.0, percent, percent, percent))?
    }
}

impl Metrics {
    /// The clusters that had container instances at any time since then.
    pub(super) fn clusters_with_instances(&self, since: Millis) -> impl Iterator<Item = &Name> {
        let clusters = self.clusters.iter();
        clusters.filter(move |(_, past)| past.ever(since, |levels| levels[HAS[0]] > 0)).map(|(name, _)| name)
    }

    /// The share of their CPU, or their memory, that the services of a cluster use together.
    fn used(&self, cluster: &str, resource: usize, minute: u64) -> f64 {
        let services = self.services.iter().filter(|(key, _)| *key.cluster == *cluster);
        let minutes = services.filter_map(|(key, past)| ServiceMinute::of(past, &self.nature(key), minute));
        let (used, reserved) = minutes.fold((0.0, 0.0), |(used, reserved), of| {
            let (share, level) = [(of.cpu, past::CPU), (of.memory, past::MEMORY)][resource];
            (used + share * of.levels.mean[level], reserved + of.levels.mean[level])
        });
        if reserved > 0.0 { used / reserved } else { 0.0 }
    }
}
