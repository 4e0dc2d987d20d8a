//! A cluster and what it counts.

use serde::{Deserialize, Serialize};

use crate::arn::Arn;
use crate::launch::LaunchType;
use crate::name::ClusterName;
use crate::open_enum::open_enum;

open_enum! {
    /// Whether a cluster is there.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Cluster.html#ECS-Type-Cluster-status>
    ClusterStatus {
        /// It takes tasks.
        Active = "ACTIVE",
        /// The resources of its capacity providers are being created.
        Provisioning = "PROVISIONING",
        /// The resources of its capacity providers are being deleted.
        Deprovisioning = "DEPROVISIONING",
        /// The resources of its capacity providers could not be created.
        Failed = "FAILED",
        /// It was deleted.
        Inactive = "INACTIVE",
    }
}

/// A cluster as DescribeClusters shows it.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Cluster.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cluster {
    /// Its full name.
    pub arn: Arn,
    /// Its name, unique in the environment.
    pub name: ClusterName,
    /// Whether it is there.
    pub status: ClusterStatus,
    /// Tasks in the RUNNING state.
    pub running: u32,
    /// Tasks in the PENDING state.
    pub pending: u32,
    /// Services in the ACTIVE state.
    pub active_services: u32,
    /// Registered container instances.
    pub instances: u32,
    /// Counts that AWS's answer lacks, or that are no numbers, as AWS calls them: what stands in their place is not its
    /// word.
    pub unread_members: Vec<String>,
    /// Running tasks per launch type, where the statistics have them.
    pub running_by_launch: Vec<(LaunchType, u32)>,
    /// Names of the capacity providers, for example `FARGATE_SPOT`.
    pub capacity_providers: Vec<String>,
    /// Settings as name and value, for example `containerInsights` and `enabled`.
    pub settings: Vec<(String, String)>,
    /// Tags as key and value, in the order of the answer.
    pub tags: Vec<(String, String)>,
}

impl Cluster {
    /// Whether AWS's answer lacks this count.
    pub fn lacks(&self, member: &str) -> bool {
        self.unread_members.iter().any(|unread| unread == member)
    }
}
