//! The parts of a snapshot that are read apart.

use std::sync::Arc;

use model::freshness::Freshness;
use model::name::ClusterName;

use crate::snapshot::Snapshot;

/// The table of areas: each with the field of [`Snapshot`] or of its cluster that holds what is known of it.
macro_rules! areas {
    (
        environment { $($(#[$of_one:meta])* $one:ident => $field:ident,)+ }
        cluster { $($(#[$of_each:meta])* $each:ident => $of_cluster:ident,)+ }
    ) => {
        /// A part of the snapshot that has its own age and its own trouble.
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub(crate) enum Area {
            $($(#[$of_one])* $one,)+
            $($(#[$of_each])* $each(ClusterName),)+
        }

        impl Area {
            /// Those that an environment has once.
            pub(crate) const OF_ENVIRONMENT: &[Self] = &[$(Self::$one),+];

            /// The cluster it belongs to.
            pub(crate) fn cluster(&self) -> Option<&ClusterName> {
                match self {
                    $(Self::$one => None,)+
                    $(Self::$each(cluster) => Some(cluster),)+
                }
            }

            /// The freshness of this area; `None` when its cluster is gone.
            pub(crate) fn freshness<'a>(&self, snapshot: &'a Snapshot) -> Option<&'a Freshness> {
                Some(match self {
                    $(Self::$one => &snapshot.$field.freshness,)+
                    $(Self::$each(cluster) => &snapshot.clusters.get(cluster)?.$of_cluster.freshness,)+
                })
            }

            /// The same, to be changed.
            pub(super) fn freshness_mut<'a>(&self, snapshot: &'a mut Snapshot) -> Option<&'a mut Freshness> {
                Some(match self {
                    $(Self::$one => &mut snapshot.$field.freshness,)+
                    $(Self::$each(cluster) => {
                        let known = snapshot.clusters.make_mut().get_mut(cluster).map(Arc::make_mut)?;
                        &mut known.$of_cluster.freshness
                    })+
                })
            }
        }
    };
}

areas! {
    environment {
        /// The clusters of the environment.
        Clusters => clusters,
        /// Its task definition families.
        Families => families,
        /// Its load balancers, listeners, rules and target groups.
        Traffic => traffic,
        /// The health of its targets.
        Health => health,
        /// Its alarms.
        Alarms => alarms,
        /// What scales in it.
        Scaling => scaling,
        /// Its capacity providers.
        CapacityProviders => capacity_providers,
    }
    cluster {
        /// The services of a cluster.
        Services => services,
        /// The tasks of a cluster.
        Tasks => tasks,
        /// The container instances of a cluster.
        Instances => instances,
        /// Service deployments of a cluster.
        Rollouts => rollouts,
    }
}

impl Area {
    /// Whether it was read once, or cannot be read.
    pub(super) fn was_tried(&self, snapshot: &Snapshot) -> bool {
        self.freshness(snapshot).is_none_or(|area| area.as_of.is_some() || area.trouble.is_some())
    }
}
