//! An answer with its age, and what could not be read.

use crate::judged::is_settled;
use fleet::{ClusterSnapshot, Snapshot};
use model::freshness::{Freshness, STALE_AFTER, Trouble};
use model::name::{ClusterName, EnvironmentName};
use model::time::{Span, Timestamp};
use model::view::{Answer, Notice};

/// Trouble that may pass by itself is told once it has kept news away for this long.
const PATIENCE: Span = Span::minutes(1);

/// Areas that a notice names before it only counts the rest.
const AREAS_NAMED: usize = 3;

/// A part of a snapshot that an answer was made from.
pub(crate) struct Area<'a> {
    environment: &'a EnvironmentName,
    /// What is read, and of which cluster.
    name: (&'a str, Option<&'a ClusterName>),
    freshness: &'a Freshness,
    as_of: Option<Timestamp>,
    was_tried: bool,
    is_optional: bool,
    /// Whether it does not date the rest.
    is_aside: bool,
    stale_after: Span,
}

impl<'a> Area<'a> {
    /// The list of clusters.
    pub fn clusters(snapshot: &'a Snapshot) -> Self {
        Self::new(snapshot, ("clusters", None), &snapshot.clusters.freshness)
    }

    /// The list of task definition families.
    pub fn families(snapshot: &'a Snapshot) -> Self {
        Self::new(snapshot, ("task definitions", None), &snapshot.families.freshness)
    }

    /// The services of a cluster.
    pub fn services(snapshot: &'a Snapshot, cluster: &'a ClusterSnapshot) -> Self {
        Self::new(snapshot, ("services", Some(&cluster.cluster.name)), &cluster.services.freshness)
    }

    /// The tasks of a cluster.
    pub fn tasks(snapshot: &'a Snapshot, cluster: &'a ClusterSnapshot) -> Self {
        Self::new(snapshot, ("tasks", Some(&cluster.cluster.name)), &cluster.tasks.freshness)
    }

    /// Load balancers, listeners, rules and target groups.
    pub fn traffic(snapshot: &'a Snapshot) -> Self {
        Self::optional(snapshot, ("load balancers", None), &snapshot.traffic.freshness)
    }

    /// Target health.
    pub fn health(snapshot: &'a Snapshot) -> Self {
        Self::optional(snapshot, ("target health", None), &snapshot.health.freshness)
    }

    /// What scales.
    pub fn scaling(snapshot: &'a Snapshot) -> Self {
        Self::optional(snapshot, ("scaling", None), &snapshot.scaling.freshness).aside()
    }

    /// What the verdicts of load-balanced services are made from, if one of these clusters has such services. Each
    /// verdict says how old its own target health is.
    pub fn behind_services(
        snapshot: &'a Snapshot,
        clusters: impl IntoIterator<Item = &'a ClusterSnapshot>,
    ) -> Vec<Self> {
        let mut services = clusters.into_iter().flat_map(|cluster| cluster.services.values());
        match services.any(|seen| !seen.value.target_groups.is_empty()) {
            true => vec![Self::traffic(snapshot).aside(), Self::health(snapshot).aside()],
            false => Vec::new(),
        }
    }

    /// Alarms.
    pub fn alarms(snapshot: &'a Snapshot) -> Self {
        Self::optional(snapshot, ("alarms", None), &snapshot.alarms.freshness)
    }

    /// What is read because somebody looks at it.
    pub fn on_demand(snapshot: &'a Snapshot, name: &'a str, freshness: &'a Freshness) -> Self {
        Self::optional(snapshot, (name, None), freshness)
    }

    /// Capacity providers.
    pub fn capacity_providers(snapshot: &'a Snapshot) -> Self {
        Self::optional(snapshot, ("capacity providers", None), &snapshot.capacity_providers.freshness)
    }

    /// The container instances of a cluster.
    pub fn instances(snapshot: &'a Snapshot, cluster: &'a ClusterSnapshot) -> Self {
        let name = ("container instances", Some(&cluster.cluster.name));
        Self::optional(snapshot, name, &cluster.instances.freshness)
    }

    /// The service deployments of a cluster.
    pub fn rollouts(snapshot: &'a Snapshot, cluster: &'a ClusterSnapshot) -> Self {
        let name = ("service deployments", Some(&cluster.cluster.name));
        Self::optional(snapshot, name, &cluster.rollouts.freshness)
    }

    /// Services and tasks of all clusters, and the list of clusters itself.
    pub fn everything(snapshot: &'a Snapshot) -> Vec<Self> {
        let of_clusters = snapshot
            .clusters
            .values()
            .flat_map(|cluster| [Self::services(snapshot, cluster), Self::tasks(snapshot, cluster)]);
        std::iter::once(Self::clusters(snapshot)).chain(of_clusters).collect()
    }

    /// The same area, of which only trouble is told: the rest tells its age, or does not depend on it.
    fn aside(self) -> Self {
        Self { is_aside: true, ..self }
    }

    /// The same area, which is read less often than others on purpose.
    pub fn stale_after(self, age: Span) -> Self {
        Self { stale_after: age, ..self }
    }

    /// The same area, of which one thing was read at another time than the rest.
    pub fn seen_at(self, at: Timestamp) -> Self {
        Self { as_of: Some(at), ..self }
    }

    fn new(snapshot: &'a Snapshot, name: (&'a str, Option<&'a ClusterName>), freshness: &'a Freshness) -> Self {
        Self {
            environment: &snapshot.environment.name,
            name,
            freshness,
            as_of: freshness.as_of,
            was_tried: is_settled(snapshot),
            is_optional: false,
            is_aside: false,
            stale_after: STALE_AFTER,
        }
    }

    /// An area that not every server of the ECS API has, and that is read later than the rest.
    fn optional(snapshot: &'a Snapshot, name: (&'a str, Option<&'a ClusterName>), freshness: &'a Freshness) -> Self {
        Self { is_optional: true, ..Self::new(snapshot, name, freshness) }
    }

    /// `services of shop`.
    fn words(&self) -> String {
        match self.name {
            (what, Some(cluster)) => format!("{what} of {cluster}"),
            (what, None) => what.to_owned(),
        }
    }

    /// Whether a list of what is in it may be short, although nothing is known to stand in the way.
    fn is_missing(&self) -> bool {
        self.as_of.is_none() && !self.is_optional && self.freshness.trouble.is_none()
    }

    /// An area that is refused, or that a server may lack, is missing, which its notice says; it does not make the rest
    /// old.
    fn is_stale(&self, now: Timestamp) -> bool {
        match self.as_of {
            _ if self.is_aside => false,
            Some(at) => now.since(at) > self.stale_after,
            None if self.is_optional => false,
            None => self.was_tried && !matches!(self.freshness.trouble, Some(Trouble::Denied { .. })),
        }
    }
}

/// Wraps an answer in the age of the areas it was made from.
pub(crate) fn answer<T>(data: T, areas: &[Area<'_>], now: Timestamp) -> Answer<T> {
    Answer {
        data,
        as_of: areas.iter().filter(|area| !area.is_aside).filter_map(|area| area.as_of).min(),
        now,
        stale: areas.iter().any(|area| area.is_stale(now)),
        notices: notices(areas, now),
    }
}

/// The same for a list, which claims nothing of what is not on it before everything was read.
pub(crate) fn listed<T>(data: T, areas: &[Area<'_>], now: Timestamp) -> Answer<T> {
    let answer = answer(data, areas, now);
    Answer { stale: answer.stale || areas.iter().any(Area::is_missing), ..answer }
}

/// One notice per environment and trouble, however many areas suffer from it.
fn notices(areas: &[Area<'_>], now: Timestamp) -> Vec<Notice> {
    let mut groups: Vec<(&EnvironmentName, &Trouble, Vec<&Area<'_>>)> = Vec::new();
    for area in areas {
        let Some(trouble) = area.freshness.trouble.as_ref().filter(|trouble| is_told(area, trouble, now)) else {
            continue;
        };
        match groups.iter_mut().find(|(name, other, _)| *name == area.environment && other.is_one_with(trouble)) {
            Some((_, _, group)) => group.push(area),
            None => groups.push((area.environment, trouble, vec![area])),
        }
    }
    groups
        .into_iter()
        .map(|(environment, trouble, group)| Notice {
            environment: environment.clone(),
            area: named(&group),
            trouble: trouble.clone(),
            request_id: group.iter().find_map(|area| area.freshness.request_id.clone()),
            as_of: group.iter().filter_map(|area| area.as_of).min(),
        })
        .collect()
}

/// What needs a person is told at once; a lost packet is not.
fn is_told(area: &Area<'_>, trouble: &Trouble, now: Timestamp) -> bool {
    let is_old = area.as_of.is_none_or(|at| now.since(at) > PATIENCE);
    is_old || trouble.is_partial() || matches!(trouble, Trouble::Denied { .. } | Trouble::Credentials { .. })
}

fn named(areas: &[&Area<'_>]) -> String {
    let names: Vec<String> = areas.iter().take(AREAS_NAMED).map(|area| area.words()).collect();
    match areas.len().saturating_sub(AREAS_NAMED) {
        0 => names.join(", "),
        more => format!("{} and {more} more", names.join(", ")),
    }
}

#[cfg(test)]
mod tests;
