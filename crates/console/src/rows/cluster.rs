//! A cluster as a row.

use std::collections::BTreeMap;
use std::sync::Arc;

use fleet::ClusterSnapshot;
use model::address::ClusterRef;
use model::launch::label;
use model::task::TaskStatus;
use model::view::{ClusterRow, ServiceCell};

use super::{runs_on, worst_first};
use crate::judged::{Judged, Survey};
use crate::list::count;

/// The most cells a row draws.
const CELLS: usize = 60;

pub(crate) fn cluster_row(survey: &Survey, cluster: &ClusterSnapshot) -> ClusterRow {
    let services = survey.in_cluster(&cluster.cluster.name);
    let mut worst: Vec<&Arc<Judged>> = services.iter().collect();
    worst.sort_by(|a, b| worst_first(&a.row, &b.row));
    let attention = worst.iter().filter(|judged| judged.level().needs_attention()).count();
    let sum = |count: fn(&Judged) -> u32| services.iter().map(|judged| count(judged)).sum::<u32>();
    let (running, pending) = match services.is_empty() {
        true => (cluster.cluster.running, cluster.cluster.pending),
        false => (sum(|judged| judged.service.running), sum(|judged| judged.service.pending)),
    };
    ClusterRow {
        at: ClusterRef { environment: survey.environment().clone(), cluster: cluster.cluster.name.clone() },
        status: cluster.cluster.status.clone(),
        cells: worst
            .iter()
            .take(CELLS)
            .map(|judged| ServiceCell { service: judged.at.service.clone(), level: judged.level() })
            .collect(),
        services: if services.is_empty() { cluster.cluster.active_services } else { count(services.len()) },
        worst: worst.first().map(|judged| judged.level()),
        attention: count(attention),
        desired: sum(|judged| judged.service.desired),
        running,
        pending,
        instances: cluster.cluster.instances,
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
