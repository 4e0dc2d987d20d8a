//! A service: how many tasks of which definition should run, and how many do.

pub(crate) mod placement;
mod status;
mod task_set;

pub use placement::{PlacementConstraint, PlacementConstraintType, PlacementStrategy, PlacementStrategyType};
pub use status::{PropagateTags, SchedulingStrategy, ServiceStatus};
pub use task_set::{DeploymentController, TaskSet, TaskSetStatus};

use serde::{Deserialize, Serialize};

use crate::arn::Arn;
use crate::deployment::{Deployment, DeploymentRolloutState, DeploymentStatus, DeploymentStrategy};
use crate::event::ServiceEvent;
use crate::launch::LaunchType;
use crate::name::{ClusterName, ServiceName};
use crate::task_definition::TaskDefinitionRef;
use crate::time::Timestamp;

/// The members of DescribeServices that count the tasks of a service; task sets count theirs as well.
const COUNTS: &[&str] = &["desiredCount", "runningCount", "pendingCount"];

/// Where tasks run, as the service asks for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Launch {
    /// On one launch type.
    Type(LaunchType),
    /// A capacity provider strategy: provider, base, weight.
    Strategy(Vec<(String, u32, u32)>),
    /// Nothing is said; the cluster's default applies.
    Default,
}

/// How a deployment may proceed.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html>
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeploymentConfiguration {
    /// How a deployment replaces what runs; ROLLING when absent.
    pub strategy: Option<DeploymentStrategy>,
    /// The least share of desired tasks that stay healthy, in percent.
    pub minimum_healthy_percent: Option<u32>,
    /// The greatest share of desired tasks that may exist meanwhile, in percent.
    pub maximum_percent: Option<u32>,
    /// Whether the circuit breaker ends a failing deployment.
    pub circuit_breaker: bool,
    /// Whether it then goes back to the last one that completed.
    pub rollback: bool,
    /// Whether the circuit breaker's count begins again with each task that becomes healthy.
    pub breaker_resets: Option<bool>,
    /// How many failures the circuit breaker bears, where it is told: AWS's word for how they count, and the number.
    pub breaker_threshold: Option<(String, u32)>,
    /// Whether alarms end a deployment.
    pub alarms_on: bool,
    /// Those alarms, also while they are off.
    pub alarm_names: Vec<String>,
    /// Whether an alarm brings the revision before back.
    pub alarms_rollback: bool,
    /// Minutes during which both revisions run after all traffic has moved.
    pub bake_minutes: Option<u32>,
    /// When a deployment counts as successful before all tasks are replaced, if it may.
    pub early_success: Option<EarlySuccess>,
}

/// When a rolling deployment is successful although it is not done.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentEarlySuccessCriteria.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlySuccess {
    /// The share of desired tasks that have to be healthy, in percent.
    pub healthy_percent: Option<u32>,
    /// When old tasks are removed, as it came: `BLOCKING`, before the deployment is successful, or `DEFERRED`,
    /// afterwards.
    pub cleanup: Option<String>,
}

impl DeploymentConfiguration {
    /// The alarms that end a deployment.
    pub fn alarms(&self) -> &[String] {
        if self.alarms_on { &self.alarm_names } else { &[] }
    }
}

/// One target group that the tasks of a service register with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetGroupBinding {
    /// The target group, as the service names it.
    pub target_group_arn: String,
    /// The container that takes the traffic.
    pub container: String,
    /// The container's port.
    pub port: u16,
    /// The group that takes turns with it in blue/green, linear and canary deployments.
    pub alternate_group_arn: Option<String>,
    /// The listener rule, or listener, whose weights such deployments move.
    pub production_rule_arn: Option<String>,
    /// The listener rule, or listener, for test traffic of such deployments.
    pub test_rule_arn: Option<String>,
}

impl TargetGroupBinding {
    /// The group and the one that takes turns with it.
    pub fn groups(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&*self.target_group_arn).chain(self.alternate_group_arn.as_deref())
    }
}

/// The subnets and security groups of a service whose tasks have a network interface each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Network {
    /// Subnet ids.
    pub subnets: Vec<String>,
    /// Security group ids.
    pub security_groups: Vec<String>,
    /// Whether tasks get a public address.
    pub public_ip: bool,
}

/// A service as DescribeServices shows it.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Service.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// Its full name.
    pub arn: Arn,
    /// Its name, unique in the cluster.
    pub name: ServiceName,
    /// The cluster it is in.
    pub cluster: ClusterName,
    /// Whether it is there, or being deleted.
    pub status: ServiceStatus,
    /// Tasks that should run.
    pub desired: u32,
    /// Tasks that run.
    pub running: u32,
    /// Tasks on their way.
    pub pending: u32,
    /// What the newest deployment deploys.
    pub task_definition: TaskDefinitionRef,
    /// What its number of tasks follows.
    pub scheduling: SchedulingStrategy,
    /// Where its tasks run.
    pub launch: Launch,
    /// The Fargate platform version, for example `1.4.0`.
    pub platform_version: Option<String>,
    /// Who carries out its deployments.
    pub controller: DeploymentController,
    /// Its task sets; none while ECS deploys it itself.
    pub task_sets: Vec<TaskSet>,
    /// Deployments, the newest first.
    pub deployments: Vec<Deployment>,
    /// How deployments may proceed.
    pub deployment_configuration: DeploymentConfiguration,
    /// Events, the newest first, at most one hundred.
    pub events: Vec<ServiceEvent>,
    /// Target groups it registers its tasks with.
    pub target_groups: Vec<TargetGroupBinding>,
    /// Load balancers it uses that Podium does not read: `Classic Load Balancer web`, `VPC Lattice`.
    pub unread_balancers: Vec<String>,
    /// Members of AWS's answer that are missing from it although they belong there, or that are not of the type that
    /// they should be: `runningCount`. What stands in their place here is a default and not AWS's word.
    pub unread_members: Vec<String>,
    /// What an instance must be like to take its tasks.
    pub placement_constraints: Vec<PlacementConstraint>,
    /// How an instance is chosen among those.
    pub placement_strategy: Vec<PlacementStrategy>,
    /// Network of tasks in `awsvpc` mode.
    pub network: Option<Network>,
    /// Seconds during which failing load balancer checks are ignored after a task starts.
    pub health_check_grace: Option<u32>,
    /// Whether ECS Exec is on.
    pub execute_command: bool,
    /// Whose tags its tasks get.
    pub propagate_tags: Option<PropagateTags>,
    /// Whether ECS balances its tasks across Availability Zones.
    pub zone_rebalancing: bool,
    /// When it was made.
    pub created_at: Option<Timestamp>,
    /// Who made it: an ARN.
    pub created_by: Option<String>,
    /// Tags as key and value.
    pub tags: Vec<(String, String)>,
}

impl Service {
    /// Whether the newest deployment is under way.
    pub fn is_deploying(&self) -> bool {
        self.primary().is_some_and(|primary| primary.rollout_state == Some(DeploymentRolloutState::InProgress))
    }

    /// How many tasks should run: its desired count, or what its task sets say that others deploy it in.
    pub fn wanted(&self) -> u32 {
        let sets = self.task_sets.iter().filter(|set| set.status != TaskSetStatus::Draining);
        match self.task_sets.is_empty() {
            true => self.desired,
            false => sets.fold(0, |sum, set| sum.saturating_add(set.desired)),
        }
    }

    /// The counts that AWS's answer lacks: with one of them missing it is not known how many tasks are wanted or run.
    pub fn uncounted(&self) -> Vec<&str> {
        let is_count = |member: &&str| COUNTS.contains(member) || member.starts_with("taskSets");
        self.unread_members.iter().map(String::as_str).filter(is_count).collect()
    }

    /// The newest deployment; none for services whose deployments another controller makes.
    pub fn primary(&self) -> Option<&Deployment> {
        self.deployments.iter().find(|deployment| deployment.status == DeploymentStatus::Primary)
    }
}
