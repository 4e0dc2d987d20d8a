//! A cluster's configuration.

use model::cluster::Cluster;
use model::view::Section;

use super::field::{arn, codes, count, pairs, section, tags, text};

pub(crate) fn cluster_sections(cluster: &Cluster) -> Vec<Section> {
    let unread = &cluster.unread_members;
    let statistics =
        cluster.running_by_launch.iter().map(|(launch, tasks)| (launch.to_string(), tasks.to_string())).collect();
    [
        section(
            "Cluster",
            [
                text("Name", &cluster.name),
                arn("Cluster ARN", Some(cluster.arn.as_str())),
                text("Status", &cluster.status),
                count("Active services", cluster.active_services, ("activeServicesCount", unread)),
                count("Running tasks", cluster.running, ("runningTasksCount", unread)),
                count("Pending tasks", cluster.pending, ("pendingTasksCount", unread)),
            ],
        ),
        section(
            "Capacity",
            [
                codes("Capacity providers", &cluster.capacity_providers),
                count(
                    "Registered container instances",
                    cluster.instances,
                    ("registeredContainerInstancesCount", unread),
                ),
                pairs("Running tasks by launch type", statistics),
            ],
        ),
        section("Settings", [pairs("Settings", cluster.settings.clone())]),
        tags(&cluster.tags),
    ]
    .into_iter()
    .flatten()
    .collect()
}
