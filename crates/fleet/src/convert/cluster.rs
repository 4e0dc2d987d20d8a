//! Clusters.

use aws_sdk_ecs::types;
use model::arn::Arn;
use model::cluster::Cluster;
use model::launch::LaunchType;
use model::name::ClusterName;

use super::{LeftOut, count, tags};

/// The status of a cluster that could be listed and not described.
const UNKNOWN_STATUS: &str = "UNKNOWN";

/// Left out when it has no ARN or no valid name. `unread` names the members of the answer that could not be read.
pub(crate) fn cluster(cluster: types::Cluster, unread: Vec<String>) -> Result<Cluster, LeftOut> {
    let arn = cluster.cluster_arn.and_then(|arn| Arn::parse(arn).ok()).ok_or(LeftOut::Lacks("clusterArn"))?;
    let name = ClusterName::parse(cluster.cluster_name.as_deref().unwrap_or_else(|| arn.short()));
    let name = name.map_err(|_| LeftOut::Lacks("clusterName"))?;
    let settings = cluster.settings.into_iter().flatten();
    Ok(Cluster {
        arn,
        name,
        status: cluster.status.as_deref().unwrap_or(UNKNOWN_STATUS).into(),
        running: count(cluster.running_tasks_count),
        pending: count(cluster.pending_tasks_count),
        active_services: count(cluster.active_services_count),
        instances: count(cluster.registered_container_instances_count),
        unread_members: unread,
        running_by_launch: running_by_launch(&cluster.statistics.unwrap_or_default()),
        capacity_providers: cluster.capacity_providers.unwrap_or_default(),
        settings: settings
            .filter_map(|setting| Some((setting.name?.as_str().to_owned(), setting.value.unwrap_or_default())))
            .collect(),
        tags: tags(cluster.tags),
    })
}

/// The members of a cluster that count what is in it.
pub(crate) const COUNTS: &[&str] =
    &["activeServicesCount", "runningTasksCount", "pendingTasksCount", "registeredContainerInstancesCount"];

/// A cluster of which only the ARN is known, and no count.
pub(crate) fn from_arn(arn: Arn) -> Option<Cluster> {
    let counts = COUNTS.iter().map(ToString::to_string).collect();
    cluster(types::Cluster::builder().cluster_arn(arn.as_str()).build(), counts).ok()
}

/// `runningFargateTasksCount: 12` → 12 on FARGATE; launch types without tasks are left out.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Cluster.html>
fn running_by_launch(statistics: &[types::KeyValuePair]) -> Vec<(LaunchType, u32)> {
    let named = |pair: &types::KeyValuePair| {
        let launch = pair.name()?.strip_prefix("running")?.strip_suffix("TasksCount")?;
        let running = pair.value()?.parse().ok().filter(|running| *running > 0)?;
        (!launch.is_empty()).then(|| (LaunchType::from(&*upper_snake(launch)), running))
    };
    statistics.iter().filter_map(named).collect()
}

/// `ManagedInstances` → `MANAGED_INSTANCES`.
fn upper_snake(text: &str) -> String {
    let mut result = String::new();
    let mut last_is_lower = false;
    for c in text.chars() {
        if c.is_ascii_uppercase() && last_is_lower {
            result.push('_');
        }
        last_is_lower = c.is_ascii_lowercase();
        result.push(c.to_ascii_uppercase());
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statistics_become_running_tasks_by_launch_type() {
        let pair = |name: &str, value: &str| types::KeyValuePair::builder().name(name).value(value).build();
        let statistics = [
            pair("runningFargateTasksCount", "12"),
            pair("runningEC2TasksCount", "0"),
            pair("runningManagedInstancesTasksCount", "2"),
            pair("pendingFargateTasksCount", "1"),
            pair("runningTasksCount", "14"),
            pair("runningExternalTasksCount", "many"),
        ];
        let expect = [(LaunchType::Fargate, 12), (LaunchType::ManagedInstances, 2)];
        assert_eq!(running_by_launch(&statistics), expect);
    }

    #[test]
    fn a_cluster_is_known_by_its_arn_alone_and_not_without_it() {
        let arn = "arn:aws:ecs:eu-central-1:123456789012:cluster/shop";
        let known =
            cluster(types::Cluster::builder().cluster_arn(arn).running_tasks_count(-3).build(), Vec::new()).unwrap();
        assert_eq!((known.name.as_str(), known.running, known.status.as_str()), ("shop", 0, "UNKNOWN"));
        let nameless = cluster(types::Cluster::builder().cluster_name("shop").build(), Vec::new());
        assert_eq!(nameless.err(), Some(LeftOut::Lacks("clusterArn")));
        assert!(from_arn(Arn::parse(arn).unwrap()).unwrap().lacks("runningTasksCount"), "nobody has counted");
    }
}
