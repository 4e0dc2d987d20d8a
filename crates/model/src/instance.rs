//! Container instances and capacity providers: what tasks on EC2 run on.

mod check;
mod level;
mod status;

pub use check::{InstanceCheck, InstanceCheckState, InstanceCheckType};
pub use status::{CapacityProviderStatus, CapacityProviderUpdateStatus, InstanceStatus};

use serde::{Deserialize, Serialize};

use crate::arn::Arn;
use crate::name::ClusterName;
use crate::time::Timestamp;

/// What an instance has, or has left, for tasks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resources {
    /// CPU units, 1024 to a core.
    pub cpu: u32,
    /// MiB.
    pub memory: u32,
    /// GPU ids.
    pub gpus: Vec<String>,
    /// TCP ports that are taken.
    pub ports: Vec<u16>,
    /// UDP ports that are taken.
    pub ports_udp: Vec<u16>,
}

/// A container instance as DescribeContainerInstances shows it.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerInstance.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instance {
    /// Its full name.
    pub arn: Arn,
    /// The last part of it.
    pub id: String,
    /// The cluster it is in.
    pub cluster: ClusterName,
    /// The EC2 instance, for example `i-0123456789abcdef0`.
    pub ec2: Option<String>,
    /// Where it is in its life.
    pub status: InstanceStatus,
    /// Why it has that status, in ECS's words.
    pub status_reason: Option<String>,
    /// Whether ECS hears from its agent.
    pub agent_connected: bool,
    /// What ECS checks on it, where it does.
    pub checks: Vec<InstanceCheck>,
    /// The agent's version.
    pub agent_version: Option<String>,
    /// What it brought.
    pub registered: Resources,
    /// What no task has taken.
    pub remaining: Resources,
    /// Tasks that run on it.
    pub running: u32,
    /// Tasks on their way.
    pub pending: u32,
    /// Members of AWS's answer that it lacks, or that are no numbers, as AWS calls them: what stands in their place is
    /// not its word.
    pub unread_members: Vec<String>,
    /// The capacity provider it came from.
    pub capacity_provider: Option<String>,
    /// Attributes as name and value: `ecs.instance-type` and `m7g.large`; some have no value.
    pub attributes: Vec<(String, Option<String>)>,
    /// When it registered.
    pub registered_at: Option<Timestamp>,
    /// Tags as key and value.
    pub tags: Vec<(String, String)>,
}

impl Instance {
    /// The value of an attribute, for example of `ecs.availability-zone`.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).and_then(|(_, value)| value.as_deref())
    }
}

/// How a capacity provider keeps its Auto Scaling group.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AutoScalingGroupProvider.html>
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupProvider {
    /// The Auto Scaling group's full name.
    pub group_arn: String,
    /// Whether ECS scales the group.
    pub managed_scaling: bool,
    /// The share of the group that should be in use, in percent.
    pub target_capacity: Option<u32>,
    /// Whether instances that run tasks are kept from being ended by scaling.
    pub termination_protection: bool,
    /// Whether instances that are to end are drained.
    pub managed_draining: bool,
}

/// How ECS keeps instances of its own: Amazon ECS Managed Instances.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ManagedInstancesProvider.html>
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManagedProvider {
    /// `ON_DEMAND`, `SPOT` or `RESERVED`, as it came.
    pub capacity_option: Option<String>,
    /// After how many seconds an idle instance is ended; -1 never. AWS's own choice where nothing is said.
    pub scale_in_after: Option<i32>,
}

/// A capacity provider as DescribeCapacityProviders shows it.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProvider.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CapacityProvider {
    /// Its name: `FARGATE`, `FARGATE_SPOT`, or one of the account's.
    pub name: String,
    /// Whether it is there.
    pub status: Option<CapacityProviderStatus>,
    /// How its last change went.
    pub update_status: Option<CapacityProviderUpdateStatus>,
    /// Why its last change went so, in AWS's words.
    pub update_reason: Option<String>,
    /// The Auto Scaling group behind it; Fargate has none.
    pub group: Option<GroupProvider>,
    /// How ECS manages its instances, if it does.
    pub managed: Option<ManagedProvider>,
}
