//! What somebody looks at, and the news that it changed.

use serde::{Deserialize, Serialize};

use crate::address::{ClusterRef, ServiceRef, TargetGroupRef, TaskRef};
use crate::name::{ClusterName, EnvironmentName};

/// The part of the fleet that somebody looks at, and that is read more often while they do.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Watch {
    /// Everything.
    Fleet,
    /// One environment, its task definition families included.
    Environment(EnvironmentName),
    /// One cluster with its services and tasks.
    Cluster(ClusterRef),
    /// One service with its tasks.
    Service(ServiceRef),
    /// One task.
    Task(TaskRef),
    /// Load balancers, listeners, rules and target groups of an environment.
    Traffic(EnvironmentName),
    /// One target group with the health of its targets.
    TargetGroup(TargetGroupRef),
}

impl Watch {
    /// The environment it is in; `None` for everything.
    pub fn environment(&self) -> Option<&EnvironmentName> {
        match self {
            Self::Fleet => None,
            Self::Environment(environment) | Self::Traffic(environment) => Some(environment),
            Self::Cluster(at) => Some(&at.environment),
            Self::Service(at) => Some(&at.environment),
            Self::Task(at) => Some(&at.environment),
            Self::TargetGroup(at) => Some(&at.environment),
        }
    }

    /// The cluster it is in; `None` when it is in none, or spans several.
    pub fn cluster(&self) -> Option<&ClusterName> {
        match self {
            Self::Fleet | Self::Environment(_) | Self::Traffic(_) | Self::TargetGroup(_) => None,
            Self::Cluster(at) => Some(&at.cluster),
            Self::Service(at) => Some(&at.cluster),
            Self::Task(at) => Some(&at.cluster),
        }
    }

    /// Whether it includes every cluster of an environment.
    pub fn is_all_of(&self, environment: &EnvironmentName) -> bool {
        match self {
            Self::Fleet => true,
            Self::Environment(name) => name == environment,
            Self::Cluster(_) | Self::Service(_) | Self::Task(_) | Self::Traffic(_) | Self::TargetGroup(_) => false,
        }
    }

    /// Whether a change can alter what is looked at.
    pub fn is_touched_by(&self, change: &Change) -> bool {
        let same_environment = self.environment().is_none_or(|environment| *environment == change.environment);
        let same_cluster = match (self.cluster(), &change.cluster) {
            (Some(watched), Some(changed)) => watched == changed,
            _ => true,
        };
        same_environment && same_cluster
    }
}

/// "Something changed": carries no data; the page that cares asks again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Where.
    pub environment: EnvironmentName,
    /// The cluster, if it concerns one.
    pub cluster: Option<ClusterName>,
    /// Counts up with every change of that environment.
    pub version: u64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;

    #[track_caller]
    fn check(path: &str, environment: &str, cluster: Option<&str>, expect: bool) {
        let change = Change {
            environment: environment.parse().unwrap(),
            cluster: cluster.map(|name| name.parse().unwrap()),
            version: 1,
        };
        assert_eq!(Page::parse(path).unwrap().watched().is_touched_by(&change), expect, "{path}: {change:?}");
    }

    #[test]
    fn a_page_is_touched_by_changes_of_its_environment_and_cluster() {
        check("/", "prod", Some("shop"), true);
        check("/env/prod/services", "prod", Some("shop"), true);
        check("/env/prod/services", "test", Some("shop"), false);
        check("/env/prod/clusters/shop", "prod", Some("shop"), true);
        check("/env/prod/clusters/shop", "prod", Some("data"), false);
        check("/env/prod/clusters/shop/services/web", "test", Some("shop"), false);
    }

    #[test]
    fn a_change_without_a_cluster_may_concern_all_of_them() {
        check("/env/prod/clusters/shop/tasks/1", "prod", None, true);
        check("/env/prod/traffic", "prod", None, true);
    }
}
