//! Where tasks are to run, and all else that the tasks of one deployment or of one RunTask call share.

mod obstacle;
mod providers;
pub mod query;
mod rules;
mod search;

pub use obstacle::{Obstacle, PlacementFailure};

pub(super) use providers::check_strategy;
pub(super) use rules::{Constraint, Strategy};

use super::balancing::ServiceTarget;
use super::cluster::Cluster;
use super::error::ApiError;
use super::service::Compute;
use super::tag::Tag;
use super::task_definition::TaskDefinition;
use super::{JsonMap, Name, json};
use serde_json::{Value, json};
use std::sync::Arc;

/// The capacity providers that every account has.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html>
pub const FARGATE_PROVIDERS: [&str; 2] = ["FARGATE", "FARGATE_SPOT"];

/// What LATEST means for Linux.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-linux-fargate.html>
const LATEST: &str = "1.4.0";

/// Scratch space of a Fargate task that asks for none, in GiB.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-storage.html>
const SCRATCH: u32 = 20;

/// What the tasks of one deployment, or of one RunTask call, have in common.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Template {
    pub definition: Arc<TaskDefinition>,
    pub placement: Placement,
    pub group: Name,
    pub started_by: Option<Name>,
    pub cpu: Option<Name>,
    pub memory: Option<Name>,
    pub overrides: Arc<JsonMap>,
    pub ephemeral_storage: Option<u32>,
    pub enable_execute_command: bool,
    pub tags: Vec<Tag>,
    pub reach: Reach,
    /// What the tasks are registered with.
    pub targets: Arc<[ServiceTarget]>,
}

/// How others find a task: it is put there after its start and taken away before its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Nobody has to be told.
    Direct,
    /// Service discovery or Service Connect.
    Discovery,
    /// A load balancer, which drains connections before the task may end.
    LoadBalancer,
}

/// What tasks run on, and in which network.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Placement {
    pub compute: Compute,
    /// Empty when a launch type says it all.
    pub strategy: Vec<StrategyItem>,
    pub subnets: Vec<Name>,
    pub platform_version: Option<Name>,
    pub platform_family: Option<Name>,
    /// What instances must be, in EC2: the task definition's constraints before the request's.
    pub constraints: Vec<Constraint>,
    /// Which instance is taken, in EC2: each narrows the choice of the ones before.
    pub strategies: Vec<Strategy>,
}

/// One item of a capacity provider strategy.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html>
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct StrategyItem {
    pub provider: Name,
    pub base: u32,
    pub weight: u32,
}

impl Placement {
    /// Reads `launchType`, `capacityProviderStrategy`, `platformVersion`, `networkConfiguration`,
    /// `placementConstraints` and `placementStrategy`, and completes them in place as AWS gives them back.
    pub fn read(cluster: &Cluster, definition: &TaskDefinition, members: &mut JsonMap) -> Result<Self, ApiError> {
        let strategy = providers::read(cluster, members)?;
        let compute = match strategy.first() {
            None => launch_type(members)?,
            Some(item) if item.is_fargate() => Compute::Fargate,
            Some(_) => Compute::Ec2,
        };
        if compute == Compute::Fargate && !definition.fits_fargate {
            return Err(ApiError::invalid("Task definition does not support launch_type FARGATE."));
        }
        let (platform_version, platform_family) = match compute {
            Compute::Fargate => (Some(platform_version(members)?), Some(platform_family(definition))),
            Compute::Ec2 | Compute::External => (None, None),
        };
        let subnets = subnets(definition, members)?;
        let (constraints, strategies) = rules::read(definition, members, compute)?;
        Ok(Self { compute, strategy, subnets, platform_version, platform_family, constraints, strategies })
    }

    /// Which provider the next task goes to, when so many of the template's tasks are on each already.
    ///
    /// First every base is filled; then tasks are spread by weight.
    pub fn next_provider(&self, placed: &[u32]) -> Option<usize> {
        let items = || self.strategy.iter().zip(placed).enumerate();
        if let Some((index, _)) = items().find(|(_, (item, placed))| **placed < item.base) {
            return Some(index);
        }
        let load = |item: &StrategyItem, placed: u32| f64::from(placed - item.base + 1) / f64::from(item.weight);
        items()
            .filter(|(_, (item, _))| item.weight > 0)
            .min_by(|(_, a), (_, b)| load(a.0, *a.1).total_cmp(&load(b.0, *b.1)))
            .map(|(index, _)| index)
    }
}

impl Template {
    /// What `ephemeralStorage` a task of that definition gets.
    pub fn scratch(definition: &TaskDefinition, compute: Compute) -> Option<u32> {
        let asked = json::object(&definition.document, "ephemeralStorage").and_then(|it| json::count(it, "sizeInGiB"));
        (compute == Compute::Fargate).then(|| asked.unwrap_or(SCRATCH))
    }
}

fn launch_type(members: &mut JsonMap) -> Result<Compute, ApiError> {
    json::default(members, "launchType", "EC2");
    match json::text(members, "launchType") {
        Some("FARGATE") => Ok(Compute::Fargate),
        Some("EC2") => Ok(Compute::Ec2),
        Some("EXTERNAL") => Ok(Compute::External),
        _ => Err(ApiError::invalid("launch type should be one of [EC2,FARGATE,EXTERNAL]")),
    }
}

fn platform_version(members: &mut JsonMap) -> Result<Name, ApiError> {
    json::default(members, "platformVersion", "LATEST");
    match json::text(members, "platformVersion") {
        Some("LATEST") => Ok(LATEST.into()),
        Some(version @ ("1.4.0" | "1.3.0" | "1.0.0")) => Ok(version.into()),
        _ => Err(ApiError::new("PlatformUnknownException", "The specified platform version doesn't exist.")),
    }
}

fn platform_family(definition: &TaskDefinition) -> Name {
    let asked =
        json::object(&definition.document, "runtimePlatform").and_then(|it| json::text(it, "operatingSystemFamily"));
    match asked {
        None | Some("LINUX") => "Linux".into(),
        Some(other) => other.into(),
    }
}

fn subnets(definition: &TaskDefinition, members: &mut JsonMap) -> Result<Vec<Name>, ApiError> {
    let network = members
        .get_mut("networkConfiguration")
        .and_then(Value::as_object_mut)
        .and_then(|network| network.get_mut("awsvpcConfiguration"))
        .and_then(Value::as_object_mut);
    match (network, definition.awsvpc) {
        (None, false) => Ok(Vec::new()),
        (None, true) => {
            Err(ApiError::invalid("Network Configuration must be provided when networkMode 'awsvpc' is specified."))
        }
        (Some(_), false) => Err(ApiError::invalid(
            "Network Configuration is not valid for the given networkMode of this task definition.",
        )),
        (Some(network), true) => {
            let subnets = json::names(network, "subnets");
            if subnets.is_empty() {
                return Err(ApiError::invalid("subnets can not be empty."));
            }
            json::default(network, "securityGroups", json!([]));
            json::default(network, "assignPublicIp", "DISABLED");
            Ok(subnets)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(items: &[(u32, u32)], tasks: u32, expect: &[u32]) {
        let item = |&(base, weight): &(u32, u32)| StrategyItem { provider: "FARGATE".into(), base, weight };
        let placement = Placement {
            compute: Compute::Fargate,
            strategy: items.iter().map(item).collect(),
            subnets: Vec::new(),
            platform_version: None,
            platform_family: None,
            constraints: Vec::new(),
            strategies: Vec::new(),
        };
        let mut placed = vec![0; items.len()];
        for _ in 0..tasks {
            let index = placement.next_provider(&placed).unwrap();
            placed[index] += 1;
        }
        assert_eq!(placed, expect);
    }

    #[test]
    fn bases_are_filled_first_and_the_rest_is_spread_by_weight() {
        check(&[(0, 1)], 3, &[3]);
        check(&[(2, 1), (0, 3)], 2, &[2, 0]);
        check(&[(2, 1), (0, 3)], 6, &[3, 3]);
        check(&[(0, 1), (0, 4)], 10, &[2, 8]);
        check(&[(1, 0), (0, 1)], 4, &[1, 3]);
    }
}
