//! Who looks at what: scopes in the fast tier.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::time::Duration;

use model::name::{ClusterName, EnvironmentName, ServiceName, TargetGroupName, TaskId};
use model::watch::Watch;
use parking_lot::Mutex;
use tokio::sync::watch;
use tokio::time::Instant;

use crate::clock::Clock;

/// Keeps its scope in the fast tier while it lives, and for [`crate::FleetOptions::linger`] after.
#[derive(Debug)]
pub struct WatchGuard {
    watches: Arc<Watches>,
    scope: Watch,
}

impl Drop for WatchGuard {
    fn drop(&mut self) {
        self.watches.leave(&self.scope);
    }
}

/// All scopes that are looked at now or were a moment ago.
#[derive(Debug)]
pub(crate) struct Watches {
    linger: Duration,
    clock: Clock,
    looks: Mutex<HashMap<Watch, Look>>,
    arrivals: watch::Sender<u64>,
}

#[derive(Debug)]
struct Look {
    guards: usize,
    left_at: Instant,
}

/// What is looked at within one cluster, apart from the cluster as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Focus {
    /// Services.
    pub services: BTreeSet<ServiceName>,
    /// Tasks.
    pub tasks: BTreeSet<TaskId>,
}

impl Watches {
    pub(crate) fn new(linger: Duration, clock: Clock) -> Arc<Self> {
        Arc::new(Self { linger, clock, looks: Mutex::default(), arrivals: watch::Sender::new(0) })
    }

    /// Someone begins to look.
    pub(crate) fn enter(self: &Arc<Self>, scope: Watch) -> WatchGuard {
        let now = self.clock.instant();
        let mut looks = self.looks.lock();
        looks.retain(|_, look| look.counts(now, self.linger));
        // Whoever comes back while the scope is still in the fast tier finds it there: every page that is asked for
        // comes by here.
        let is_new = !looks.contains_key(&scope);
        looks.entry(scope.clone()).or_insert(Look { guards: 0, left_at: now }).guards += 1;
        drop(looks);
        if is_new {
            self.arrivals.send_modify(|count| *count += 1);
        }
        WatchGuard { watches: Arc::clone(self), scope }
    }

    fn leave(&self, scope: &Watch) {
        let mut looks = self.looks.lock();
        if let Some(look) = looks.get_mut(scope) {
            look.guards = look.guards.saturating_sub(1);
            look.left_at = self.clock.instant();
        }
    }

    /// Tells whenever a scope begins to be looked at.
    pub(crate) fn arrivals(&self) -> watch::Receiver<u64> {
        self.arrivals.subscribe()
    }

    /// Whether the environment as a whole is looked at.
    pub(crate) fn covers_environment(&self, environment: &EnvironmentName) -> bool {
        self.any(|scope| scope.is_all_of(environment))
    }

    /// Whether the cluster as a whole is looked at.
    pub(crate) fn covers_cluster(&self, environment: &EnvironmentName, cluster: &ClusterName) -> bool {
        self.any(|scope| match scope {
            Watch::Cluster(at) => at.environment == *environment && at.cluster == *cluster,
            other => other.is_all_of(environment),
        })
    }

    /// Whether the cluster is looked at by its own name.
    pub(crate) fn shows_cluster(&self, environment: &EnvironmentName, cluster: &ClusterName) -> bool {
        self.any(
            |scope| matches!(scope, Watch::Cluster(at) if at.environment == *environment && at.cluster == *cluster),
        )
    }

    /// Whether the service is looked at by its own name.
    pub(crate) fn shows_service(
        &self,
        environment: &EnvironmentName,
        cluster: &ClusterName,
        service: &ServiceName,
    ) -> bool {
        self.any(|scope| {
            matches!(scope, Watch::Service(at)
                if at.environment == *environment && at.cluster == *cluster && at.service == *service)
        })
    }

    /// Whether the load balancers of the environment are looked at.
    pub(crate) fn shows_traffic(&self, environment: &EnvironmentName) -> bool {
        self.any(|scope| matches!(scope, Watch::Traffic(name) if name == environment))
    }

    /// Names of the target groups that are looked at one by one.
    pub(crate) fn target_groups(&self, environment: &EnvironmentName) -> BTreeSet<TargetGroupName> {
        let now = self.clock.instant();
        let looks = self.looks.lock();
        let scopes = looks.iter().filter(|(_, look)| look.counts(now, self.linger)).map(|(scope, _)| scope);
        let named = scopes.filter_map(|scope| match scope {
            Watch::TargetGroup(at) if at.environment == *environment => Some(at.name.clone()),
            _ => None,
        });
        named.collect()
    }

    /// Whether any cluster of the environment is looked at as a whole.
    pub(crate) fn any_cluster(&self, environment: &EnvironmentName) -> bool {
        self.any(|scope| match scope {
            Watch::Cluster(at) => at.environment == *environment,
            other => other.is_all_of(environment),
        })
    }

    /// Whether anything in the environment is looked at.
    pub(crate) fn touches_environment(&self, environment: &EnvironmentName) -> bool {
        self.any(|scope| scope.environment().is_none_or(|name| name == environment))
    }

    /// The services and tasks of a cluster that are looked at one by one.
    pub(crate) fn focus(&self, environment: &EnvironmentName, cluster: &ClusterName) -> Focus {
        let now = self.clock.instant();
        let mut focus = Focus::default();
        let looks = self.looks.lock();
        for scope in looks.iter().filter(|(_, look)| look.counts(now, self.linger)).map(|(scope, _)| scope) {
            match scope {
                Watch::Service(at) if at.environment == *environment && at.cluster == *cluster => {
                    focus.services.insert(at.service.clone());
                }
                Watch::Task(at) if at.environment == *environment && at.cluster == *cluster => {
                    focus.tasks.insert(at.task.clone());
                }
                _ => {}
            }
        }
        focus
    }

    fn any(&self, predicate: impl Fn(&Watch) -> bool) -> bool {
        let now = self.clock.instant();
        let looks = self.looks.lock();
        looks.iter().any(|(scope, look)| look.counts(now, self.linger) && predicate(scope))
    }
}

impl Look {
    fn counts(&self, now: Instant, linger: Duration) -> bool {
        self.guards > 0 || now.saturating_duration_since(self.left_at) < linger
    }
}

#[cfg(test)]
mod tests;
