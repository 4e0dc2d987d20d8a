//! Keeps the snapshot of an environment fresh.
//!
//! Every area (clusters, load balancers, services of a cluster, tasks of a cluster, …) has one loop, so it is never
//! read twice at the same time, backs off alone, and keeps its last answer whatever happens. All loops begin at once,
//! so that no bucket of requests waits for another. What somebody looks at has a loop of its own per cluster,
//! [`focus`], that reads only those names.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use model::deployment::DeploymentRolloutState;
use model::service::Service;
use tokio::sync::watch;

use crate::budget::Priority;
use crate::estate::Estate;
use crate::snapshot::Snapshot;
use crate::store::Area;

mod alarms;
mod capacity_providers;
mod cluster_poller;
mod clusters;
mod families;
mod focus;
mod health;
mod identity;
mod instances;
mod keep_fresh;
mod on_demand;
mod rollouts;
mod scaling;
mod services;
mod staleness;
mod tasks;
mod traffic;

/// How long the first answer is waited for. It tells what time it is, and all that is read is dated by that.
const FIRST_ANSWER: Duration = Duration::from_millis(1_500);

/// Polls until it is dropped.
pub(crate) async fn run(estate: Arc<Estate>) {
    let poller = Arc::new(Poller::of(estate));
    // What becomes of it does not matter: `identity` asks again.
    let _ = tokio::time::timeout(FIRST_ANSWER, identity::ask(&poller)).await;
    tokio::join!(
        identity::keep(&poller),
        clusters::keep(&poller),
        families::keep(&poller),
        traffic::keep(&poller),
        traffic::keep_followed(&poller),
        health::keep(&poller),
        alarms::keep(&poller),
        scaling::keep(&poller),
        capacity_providers::keep(&poller),
        on_demand::keep(&poller),
        staleness::keep(&poller),
    );
}

/// What the loops of one environment tell each other.
#[derive(Debug)]
struct Poller {
    estate: Arc<Estate>,
    /// Counts up when a read succeeds again after AWS could not be reached: then all that failed is worth a try.
    recovered: watch::Sender<u64>,
    /// Counts up when a cluster turns out to be gone: then the list of clusters is out of date.
    clusters_due: watch::Sender<u64>,
    /// Counts up when the list of target groups was read: some may be new.
    health_due: watch::Sender<u64>,
    /// Never counts up: for loops that keep to their interval.
    never_due: watch::Sender<u64>,
}

impl Poller {
    fn of(estate: Arc<Estate>) -> Self {
        let signal = || watch::Sender::new(0);
        Self { estate, recovered: signal(), clusters_due: signal(), health_due: signal(), never_due: signal() }
    }

    /// How long to wait between two reads of a list, from start to start.
    fn interval(&self, is_watched: bool) -> Duration {
        let options = &self.estate.options;
        match () {
            () if is_watched => options.sweep,
            () if self.is_quiet() => options.idle,
            () => options.background,
        }
    }

    /// Lists that were never read go first, then those that somebody looks at.
    fn priority(&self, area: &Area, is_watched: bool) -> Priority {
        let snapshot = self.estate.store.read();
        let was_read = area.freshness(&snapshot).is_some_and(|freshness| freshness.as_of.is_some());
        match () {
            () if !was_read => Priority::First,
            () if is_watched => Priority::Sweep,
            () => Priority::Background,
        }
    }

    /// The longest pause after failures.
    fn back_off_most(&self, is_watched: bool) -> Duration {
        if is_watched { self.estate.options.back_off_watched } else { self.estate.options.back_off_most }
    }

    /// ARNs of target groups that somebody looks at, or that belong to a service or task somebody looks at.
    fn watched_groups(&self, snapshot: &Snapshot) -> BTreeSet<String> {
        let (watches, name) = (&self.estate.watches, self.estate.name());
        let mut watched = BTreeSet::new();
        for (cluster, known) in snapshot.clusters.iter() {
            let focus = watches.focus(name, cluster);
            let of_tasks = focus.tasks.iter().filter_map(|id| known.tasks.get(id)?.value.service());
            for service in of_tasks.chain(focus.services.iter().cloned()).collect::<BTreeSet<_>>() {
                let bindings = known.services.get(&service).map(|seen| seen.value.target_groups.as_slice());
                let groups = bindings.unwrap_or_default().iter().flat_map(|binding| binding.groups());
                watched.extend(groups.map(str::to_owned));
            }
        }
        let named = watches.target_groups(name);
        let groups = snapshot.traffic.groups.values().filter(|group| named.contains(&group.name));
        watched.extend(groups.map(|group| group.arn.as_str().to_owned()));
        watched
    }

    /// Whether anything in the environment is looked at.
    fn is_looked_at(&self) -> bool {
        self.estate.watches.touches_environment(self.estate.name())
    }

    /// Whether nobody looks and nothing deploys.
    fn is_quiet(&self) -> bool {
        !self.is_looked_at() && !deploys(&self.estate.store.read())
    }
}

fn deploys(snapshot: &Snapshot) -> bool {
    let clusters = snapshot.clusters.values();
    clusters.flat_map(|cluster| cluster.services.values()).any(|service| is_deploying(&service.value))
}

/// Whether a deployment is under way, as ECS says it.
fn is_deploying(service: &Service) -> bool {
    let in_progress = |state: &Option<DeploymentRolloutState>| *state == Some(DeploymentRolloutState::InProgress);
    service.deployments.len() > 1 || service.deployments.iter().any(|deployment| in_progress(&deployment.rollout_state))
}

/// Whether it deploys or does not run what it wants.
fn is_unsettled(service: &Service) -> bool {
    is_deploying(service) || service.running != service.desired || service.pending > 0
}
