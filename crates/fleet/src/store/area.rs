//! The parts of a snapshot that are read apart.

use std::sync::Arc;

use model::freshness::Freshness;
use model::name::ClusterName;

use crate::snapshot::Snapshot;

/// A part of the snapshot that has its own age and its own trouble.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Area {
    /// The clusters of the environment.
    Clusters,
    /// Its task definition families.
    Families,
    /// Its load balancers, listeners, rules and target groups.
    Traffic,
    /// The health of its targets.
    Health,
    /// Its alarms.
    Alarms,
    /// What scales in it.
    Scaling,
    /// Its capacity providers.
    CapacityProviders,
    /// The services of a cluster.
    Services(ClusterName),
    /// The tasks of a cluster.
    Tasks(ClusterName),
    /// The container instances of a cluster.
    Instances(ClusterName),
    /// Service deployments of a cluster.
    Rollouts(ClusterName),
}

impl Area {
    /// Those that an environment has once.
    pub(crate) const OF_ENVIRONMENT: [Self; 7] = [
        Self::Clusters,
        Self::Families,
        Self::Traffic,
        Self::Health,
        Self::Alarms,
        Self::Scaling,
        Self::CapacityProviders,
    ];

    pub(crate) fn cluster(&self) -> Option<&ClusterName> {
        match self {
            Self::Clusters
            | Self::Families
            | Self::Traffic
            | Self::Health
            | Self::Alarms
            | Self::Scaling
            | Self::CapacityProviders => None,
            Self::Services(cluster) | Self::Tasks(cluster) | Self::Instances(cluster) | Self::Rollouts(cluster) => {
                Some(cluster)
            }
        }
    }

    /// The freshness of this area; `None` when its cluster is gone.
    pub(crate) fn freshness<'a>(&self, snapshot: &'a Snapshot) -> Option<&'a Freshness> {
        let of = |cluster: &ClusterName| snapshot.clusters.get(cluster);
        Some(match self {
            Self::Clusters => &snapshot.clusters_freshness,
            Self::Families => &snapshot.families_freshness,
            Self::Traffic => &snapshot.traffic_freshness,
            Self::Health => &snapshot.health_freshness,
            Self::Alarms => &snapshot.alarms_freshness,
            Self::Scaling => &snapshot.scaling_freshness,
            Self::CapacityProviders => &snapshot.capacity_providers_freshness,
            Self::Services(cluster) => &of(cluster)?.services_freshness,
            Self::Tasks(cluster) => &of(cluster)?.tasks_freshness,
            Self::Instances(cluster) => &of(cluster)?.instances_freshness,
            Self::Rollouts(cluster) => &of(cluster)?.rollouts_freshness,
        })
    }

    /// The same, to be changed.
    pub(super) fn freshness_mut<'a>(&self, snapshot: &'a mut Snapshot) -> Option<&'a mut Freshness> {
        let cluster = match self.cluster() {
            Some(name) => Some(snapshot.clusters.get_mut(name).map(Arc::make_mut)?),
            None => None,
        };
        Some(match self {
            Self::Clusters => &mut snapshot.clusters_freshness,
            Self::Families => &mut snapshot.families_freshness,
            Self::Traffic => &mut snapshot.traffic_freshness,
            Self::Health => &mut snapshot.health_freshness,
            Self::Alarms => &mut snapshot.alarms_freshness,
            Self::Scaling => &mut snapshot.scaling_freshness,
            Self::CapacityProviders => &mut snapshot.capacity_providers_freshness,
            Self::Services(_) => &mut cluster?.services_freshness,
            Self::Tasks(_) => &mut cluster?.tasks_freshness,
            Self::Instances(_) => &mut cluster?.instances_freshness,
            Self::Rollouts(_) => &mut cluster?.rollouts_freshness,
        })
    }

    /// Whether it was read once, or can not be read.
    pub(super) fn was_tried(&self, snapshot: &Snapshot) -> bool {
        self.freshness(snapshot).is_none_or(|area| area.as_of.is_some() || area.trouble.is_some())
    }
}
