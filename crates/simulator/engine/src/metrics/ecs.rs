//! The metrics of services: `AWS/ECS` and `ECS/ContainerInsights`.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html>

use super::datum::Datum;
use super::key::MetricKey;
use super::load::{Nature, ServiceMinute};
use super::past::{CPU, DESIRED, MEMORY, PENDING, RUNNING, ServicePast};
use super::unit::Unit;
use crate::id::ServiceKey;

/// The namespace of what ECS itself measures.
pub(super) const ECS: &str = "AWS/ECS";

/// The namespace of Container Insights.
pub(super) const INSIGHTS: &str = "ECS/ContainerInsights";

/// The dimensions of a service's metrics.
pub(super) const OF_SERVICE: [&str; 2] = ["ClusterName", "ServiceName"];

/// A metric of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ServiceMetric {
    Cpu,
    Memory,
    CpuUtilized,
    CpuReserved,
    MemoryUtilized,
    MemoryReserved,
    Running,
    Pending,
    Desired,
}

impl ServiceMetric {
    pub const ALL: [Self; 9] = [
        Self::Cpu,
        Self::Memory,
        Self::CpuUtilized,
        Self::CpuReserved,
        Self::MemoryUtilized,
        Self::MemoryReserved,
        Self::Running,
        Self::Pending,
        Self::Desired,
    ];

    /// Namespace and name.
    pub fn name(self) -> (&'static str, &'static str) {
        match self {
            Self::Cpu => (ECS, "CPUUtilization"),
            Self::Memory => (ECS, "MemoryUtilization"),
            Self::CpuUtilized => (INSIGHTS, "CpuUtilized"),
            Self::CpuReserved => (INSIGHTS, "CpuReserved"),
            Self::MemoryUtilized => (INSIGHTS, "MemoryUtilized"),
            Self::MemoryReserved => (INSIGHTS, "MemoryReserved"),
            Self::Running => (INSIGHTS, "RunningTaskCount"),
            Self::Pending => (INSIGHTS, "PendingTaskCount"),
            Self::Desired => (INSIGHTS, "DesiredTaskCount"),
        }
    }

    pub fn of(key: &MetricKey) -> Option<Self> {
        Self::ALL.into_iter().find(|metric| metric.name() == (&*key.namespace, &*key.name))
    }

    /// Whether it exists only where Container Insights are on.
    pub fn is_insight(self) -> bool {
        self.name().0 == INSIGHTS
    }

    pub fn unit(self) -> Unit {
        match self {
            Self::Cpu | Self::Memory => Unit::Percent,
            Self::CpuUtilized | Self::CpuReserved => Unit::None,
            Self::MemoryUtilized | Self::MemoryReserved => Unit::Megabytes,
            Self::Running | Self::Pending | Self::Desired => Unit::Count,
        }
    }

    /// The metric of that service.
    pub fn key(self, service: &ServiceKey) -> MetricKey {
        let (namespace, name) = self.name();
        let dimensions = [(OF_SERVICE[0], &*service.cluster), (OF_SERVICE[1], &*service.service)];
        MetricKey::new(namespace, name, dimensions)
    }

    /// What was sampled in that minute since 1970.
    pub fn datum(self, past: &ServicePast, nature: &Nature, minute: u64) -> Option<Datum> {
        let level = match self {
            Self::Running => RUNNING,
            Self::Pending => PENDING,
            Self::Desired => DESIRED,
            Self::CpuReserved => CPU,
            Self::MemoryReserved => MEMORY,
            Self::Cpu | Self::Memory | Self::CpuUtilized | Self::MemoryUtilized => {
                return self.used(&ServiceMinute::of(past, nature, minute)?);
            }
        };
        let levels = past.levels.of(minute)?;
        let exists = levels.from.iter().chain(&levels.to).any(|level| *level > 0);
        let (from, to) = (f64::from(levels.from[level]), f64::from(levels.to[level]));
        Datum::between(1.0, levels.mean[level], from.min(to), from.max(to)).filter(|_| exists)
    }

    fn used(self, minute: &ServiceMinute) -> Option<Datum> {
        let tasks = minute.levels.mean[RUNNING].ceil();
        let (share, most) = match self {
            Self::Memory | Self::MemoryUtilized => (minute.memory, minute.most_memory),
            _ => (minute.cpu, (minute.cpu * 1.14).min(1.0)),
        };
        let (least, scale) = match self {
            Self::Cpu | Self::Memory => (share * 0.87, 100.0),
            Self::CpuUtilized => (share, minute.levels.mean[CPU]),
            _ => (share, minute.levels.mean[MEMORY]),
        };
        match self {
            // One sample of each task, in percent of what it reserved.
            Self::Cpu | Self::Memory => Datum::between(tasks, share * scale, least * scale, most * scale),
            _ => Datum::between(1.0, share * scale, share * scale, share * scale),
        }
    }
}
