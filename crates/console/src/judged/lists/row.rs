//! A cluster as a row, and in lists.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use fleet::ClusterSnapshot;
use model::address::ClusterRef;
use model::launch::label;
use model::name::EnvironmentName;
use model::query::CLUSTER_SORTS;
use model::task::TaskStatus;
use model::verdict::Level;
use model::view::{ClusterRow, ServiceCell};

use crate::judged::{Judged, JudgedCluster};
use crate::list::{Carried, Index, Listed, count};
use crate::rows::runs_on;

/// The most cells a row draws.
const CELLS: usize = 40;

pub(in crate::judged) fn cluster_row(
    environment: &EnvironmentName,
    judged: &JudgedCluster,
    list: &Index<Arc<Judged>>,
) -> ClusterRow {
    let (cluster, services, jobs) = (judged.snapshot(), &judged.services, judged.jobs(environment));
    let mut worst = list.iter().peekable();
    let of_services = worst.peek().map(|judged| Judged::level(judged));
    let level = of_services.max(jobs.iter().map(|job| job.level).max());
    let last_known = worst.peek().and_then(|judged| judged.last_known());
    let attention = services.iter().filter(|judged| Judged::level(judged).needs_attention()).count();
    // What was not read is not idle, and what it counts is not nothing.
    let is_more =
        cluster.cluster.lacks("activeServicesCount") || cluster.cluster.active_services > count(services.len());
    let is_unread = !cluster.services.is_read() && is_more;
    let is_unknown = is_unread || (!cluster.services.is_read() && cluster.services.trouble().is_some());
    let sum = |count: fn(&Judged) -> u32| services.iter().fold(0u32, |sum, judged| sum.saturating_add(count(judged)));
    let (running, pending) = match services.is_empty() || is_unknown {
        true => (cluster.cluster.running, cluster.cluster.pending),
        false => (sum(|judged| judged.service.running), sum(|judged| judged.service.pending)),
    };
    ClusterRow {
        at: ClusterRef { environment: environment.clone(), cluster: cluster.cluster.name.clone() },
        status: cluster.cluster.status.clone(),
        cells: worst
            .take(CELLS)
            .map(|judged| ServiceCell {
                service: judged.at.service.clone(),
                level: Judged::level(judged),
                last_known: judged.last_known(),
            })
            .collect(),
        services: match is_unknown || services.is_empty() {
            true => cluster.cluster.active_services.max(count(services.len())),
            false => count(services.len()),
        },
        worst: level.max(is_unknown.then_some(Level::Unknown)),
        last_known,
        attention: count(attention),
        jobs: count(jobs.len()),
        desired: (!is_unknown && !services.iter().any(|judged| judged.row.is_uncounted))
            .then(|| sum(|judged| judged.service.desired)),
        running,
        pending,
        // Those that are registering, or failed to, are not counted.
        instances: cluster.cluster.instances.max(count(cluster.instances.len())),
        capacity: capacity(cluster),
    }
}

/// `Fargate 12 · Spot 3`: running tasks by where they run, the most first; without tasks, what the cluster offers.
fn capacity(cluster: &ClusterSnapshot) -> String {
    let mut by_launch: BTreeMap<&str, u32> = BTreeMap::new();
    for task in cluster.tasks.values().map(|seen| &seen.value).filter(|task| task.last_status == TaskStatus::Running) {
        if let Some(kind) = runs_on(task) {
            *by_launch.entry(kind).or_default() += 1;
        }
    }
    if by_launch.is_empty() {
        by_launch = cluster.cluster.running_by_launch.iter().map(|(kind, tasks)| (kind.as_str(), *tasks)).collect();
        by_launch.retain(|_, tasks| *tasks > 0);
    }
    let mut parts: Vec<(String, u32)> = by_launch.into_iter().map(|(kind, tasks)| (label(kind), tasks)).collect();
    parts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let words: Vec<String> = match parts.is_empty() {
        true => cluster.cluster.capacity_providers.iter().map(|provider| label(provider)).collect(),
        false => parts.into_iter().map(|(launch, tasks)| format!("{launch} {tasks}")).collect(),
    };
    words.join(" · ")
}

/// Orders clusters: the worst level, then the most services and jobs that need attention, then by name.
pub(crate) fn worst_cluster_first(a: &ClusterRow, b: &ClusterRow) -> Ordering {
    let attention = |row: &ClusterRow| row.attention.saturating_add(row.jobs);
    let level = |row: &ClusterRow| row.worst.map(|worst| worst.in_order(row.last_known));
    level(b).cmp(&level(a)).then_with(|| attention(b).cmp(&attention(a))).then_with(|| by_name(a, b))
}

fn by_name(a: &ClusterRow, b: &ClusterRow) -> Ordering {
    a.at.cluster.cmp(&b.at.cluster).then_with(|| a.at.cmp(&b.at))
}

impl Listed for Arc<ClusterRow> {
    const SORTS: &'static [&'static str] = CLUSTER_SORTS;

    fn order(sort: &str) -> fn(&Self, &Self) -> Ordering {
        match sort {
            "name" => |a, b| by_name(a, b),
            "services" => |a, b| b.services.cmp(&a.services).then_with(|| by_name(a, b)),
            "tasks" => |a, b| b.running.cmp(&a.running).then_with(|| by_name(a, b)),
            _ => |a, b| worst_cluster_first(a, b),
        }
    }

    fn words(&self) -> Cow<'_, str> {
        Cow::Owned(format!("{} {} {}", self.at.cluster, self.status, self.capacity).to_lowercase())
    }

    fn level(&self) -> Option<Level> {
        self.worst
    }

    fn was(&self) -> Option<Level> {
        self.last_known
    }
}

impl Carried for Arc<ClusterRow> {
    fn place(&self, other: &Self) -> Ordering {
        self.at.cluster.cmp(&other.at.cluster)
    }

    fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(self, other)
    }
}
