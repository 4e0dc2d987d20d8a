//! An answer with its age, and what could not be read.

use crate::judged::is_settled;
use fleet::{ClusterSnapshot, Snapshot};
use model::freshness::{Freshness, STALE_AFTER, Trouble};
use model::name::EnvironmentName;
use model::time::{Span, Timestamp};
use model::view::{Answer, Notice};

/// Trouble that may pass by itself is told once it has kept news away for this long.
const PATIENCE: Span = Span::minutes(1);

/// Areas that a notice names before it only counts the rest.
const AREAS_NAMED: usize = 3;

/// A part of a snapshot that an answer was made from.
pub(crate) struct Area {
    environment: EnvironmentName,
    name: String,
    freshness: Freshness,
    was_tried: bool,
    is_optional: bool,
    stale_after: Span,
}

impl Area {
    /// The list of clusters.
    pub fn clusters(snapshot: &Snapshot) -> Self {
        Self::new(snapshot, "clusters".to_owned(), &snapshot.clusters.freshness)
    }

    /// The list of task definition families.
    pub fn families(snapshot: &Snapshot) -> Self {
        Self::new(snapshot, "task definitions".to_owned(), &snapshot.families.freshness)
    }

    /// The services of a cluster.
    pub fn services(snapshot: &Snapshot, cluster: &ClusterSnapshot) -> Self {
        Self::new(snapshot, format!("services of {}", cluster.cluster.name), &cluster.services.freshness)
    }

    /// The tasks of a cluster.
    pub fn tasks(snapshot: &Snapshot, cluster: &ClusterSnapshot) -> Self {
        Self::new(snapshot, format!("tasks of {}", cluster.cluster.name), &cluster.tasks.freshness)
    }

    /// Load balancers, listeners, rules and target groups.
    pub fn traffic(snapshot: &Snapshot) -> Self {
        Self::optional(snapshot, "load balancers".to_owned(), &snapshot.traffic.freshness)
    }

    /// Target health.
    pub fn health(snapshot: &Snapshot) -> Self {
        Self::optional(snapshot, "target health".to_owned(), &snapshot.health.freshness)
    }

    /// Alarms.
    pub fn alarms(snapshot: &Snapshot) -> Self {
        Self::optional(snapshot, "alarms".to_owned(), &snapshot.alarms.freshness)
    }

    /// What is read because somebody looks at it.
    pub fn on_demand(snapshot: &Snapshot, name: &str, freshness: &Freshness) -> Self {
        Self::optional(snapshot, name.to_owned(), freshness)
    }

    /// Capacity providers.
    pub fn capacity_providers(snapshot: &Snapshot) -> Self {
        Self::optional(snapshot, "capacity providers".to_owned(), &snapshot.capacity_providers.freshness)
    }

    /// The container instances of a cluster.
    pub fn instances(snapshot: &Snapshot, cluster: &ClusterSnapshot) -> Self {
        let name = format!("container instances of {}", cluster.cluster.name);
        Self::optional(snapshot, name, &cluster.instances.freshness)
    }

    /// The service deployments of a cluster.
    pub fn rollouts(snapshot: &Snapshot, cluster: &ClusterSnapshot) -> Self {
        let name = format!("service deployments of {}", cluster.cluster.name);
        Self::optional(snapshot, name, &cluster.rollouts.freshness)
    }

    /// Services and tasks of all clusters, and the list of clusters itself.
    pub fn everything(snapshot: &Snapshot) -> Vec<Self> {
        let of_clusters = snapshot
            .clusters
            .values()
            .flat_map(|cluster| [Self::services(snapshot, cluster), Self::tasks(snapshot, cluster)]);
        std::iter::once(Self::clusters(snapshot)).chain(of_clusters).collect()
    }

    /// The same area, which is read less often than others on purpose.
    pub fn stale_after(mut self, age: Span) -> Self {
        self.stale_after = age;
        self
    }

    /// The same area, of which one thing was read at another time than the rest.
    pub fn seen_at(mut self, at: Timestamp) -> Self {
        self.freshness.as_of = Some(at);
        self
    }

    fn new(snapshot: &Snapshot, name: String, freshness: &Freshness) -> Self {
        let environment = snapshot.environment.name.clone();
        let (freshness, was_tried) = (freshness.clone(), is_settled(snapshot));
        Self { environment, name, freshness, was_tried, is_optional: false, stale_after: STALE_AFTER }
    }

    /// An area that not every server of the ECS API has, and that is read later than the rest.
    fn optional(snapshot: &Snapshot, name: String, freshness: &Freshness) -> Self {
        Self { is_optional: true, ..Self::new(snapshot, name, freshness) }
    }

    /// An area that is refused, or that a server may lack, is missing, which its notice says; it does not make the rest old.
    fn is_stale(&self, now: Timestamp) -> bool {
        match self.freshness.age(now) {
            Some(age) => age > self.stale_after,
            None if self.is_optional => false,
            None => self.was_tried && !matches!(self.freshness.trouble, Some(Trouble::Denied { .. })),
        }
    }
}

/// Wraps an answer in the age of the areas it was made from.
pub(crate) fn answer<T>(data: T, areas: &[Area], now: Timestamp) -> Answer<T> {
    Answer {
        data,
        as_of: areas.iter().filter_map(|area| area.freshness.as_of).min(),
        now,
        stale: areas.iter().any(|area| area.is_stale(now)),
        notices: notices(areas, now),
    }
}

/// One notice per environment and trouble, however many areas suffer from it.
fn notices(areas: &[Area], now: Timestamp) -> Vec<Notice> {
    let mut groups: Vec<(&EnvironmentName, &Trouble, Vec<&Area>)> = Vec::new();
    for area in areas {
        let Some(trouble) = area.freshness.trouble.as_ref().filter(|trouble| is_told(area, trouble, now)) else {
            continue;
        };
        match groups.iter_mut().find(|(name, other, _)| **name == area.environment && *other == trouble) {
            Some((_, _, group)) => group.push(area),
            None => groups.push((&area.environment, trouble, vec![area])),
        }
    }
    groups
        .into_iter()
        .map(|(environment, trouble, group)| Notice {
            environment: environment.clone(),
            area: named(&group),
            trouble: trouble.clone(),
            request_id: group.iter().find_map(|area| area.freshness.request_id.clone()),
            as_of: group.iter().filter_map(|area| area.freshness.as_of).min(),
        })
        .collect()
}

/// What needs a person is told at once; a lost packet is not.
fn is_told(area: &Area, trouble: &Trouble, now: Timestamp) -> bool {
    let is_old = area.freshness.age(now).is_none_or(|age| age > PATIENCE);
    is_old || matches!(trouble, Trouble::Denied { .. } | Trouble::Credentials { .. })
}

fn named(areas: &[&Area]) -> String {
    let names: Vec<&str> = areas.iter().take(AREAS_NAMED).map(|area| &*area.name).collect();
    match areas.len().saturating_sub(AREAS_NAMED) {
        0 => names.join(", "),
        more => format!("{} and {more} more", names.join(", ")),
    }
}

#[cfg(test)]
mod tests;
