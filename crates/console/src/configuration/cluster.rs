//! A cluster's configuration.

use model::cluster::Cluster;
use model::view::Section;

use super::field::{arn, codes, pairs, section, tags, text};

pub(crate) fn cluster_sections(cluster: &Cluster) -> Vec<Section> {
    let statistics =
        cluster.running_by_launch.iter().map(|(launch, tasks)| (launch.to_string(), tasks.to_string())).collect();
    [
        section(
            "Cluster",
            [
                text("Name", &cluster.name),
                arn("Cluster ARN", Some(cluster.arn.as_str())),
                text("Status", &cluster.status),
                text("Active services", cluster.active_services),
                text("Running tasks", cluster.running),
                text("Pending tasks", cluster.pending),
            ],
        ),
        section(
            "Capacity",
            [
                codes("Capacity providers", &cluster.capacity_providers),
                text("Registered container instances", cluster.instances),
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
