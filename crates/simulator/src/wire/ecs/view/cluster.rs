//! A cluster in an answer.

use serde_json::{Value, json};

use crate::engine::cluster::Cluster;
use crate::engine::world::World;

/// Which parts of a cluster an answer carries; those it does not are empty lists.
#[derive(Clone, Copy, Debug, Default)]
pub struct ClusterFields {
    /// Counts by launch type.
    pub statistics: bool,
    /// Container Insights.
    pub settings: bool,
    /// The execute command configuration.
    pub configuration: bool,
    /// Tags.
    pub tags: bool,
}

/// Kept as given when the cluster was created, or else empty lists.
const ALWAYS: [&str; 2] = ["capacityProviders", "defaultCapacityProviderStrategy"];

/// A `Cluster`.
pub fn cluster(world: &World, cluster: &Cluster, fields: ClusterFields) -> Value {
    let services = cluster.service_counts();
    let mut view = json!({
        "clusterArn": world.arns().cluster(&cluster.name),
        "clusterName": &*cluster.name,
        "status": cluster.status.word(),
        "registeredContainerInstancesCount": 0,
        "runningTasksCount": cluster.counts.running,
        "pendingTasksCount": cluster.counts.pending,
        "activeServicesCount": services.active_fargate
            + services.active_ec2
            + services.active_external
            + services.draining_fargate
            + services.draining_ec2
            + services.draining_external,
        "statistics": [],
        "tags": [],
        "settings": [],
    });
    for member in ALWAYS {
        view[member] = cluster.settings.get(member).cloned().unwrap_or_else(|| json!([]));
    }
    if let Some(defaults) = cluster.settings.get("serviceConnectDefaults") {
        view["serviceConnectDefaults"] = defaults.clone();
    }
    if fields.statistics {
        view["statistics"] = statistics(cluster);
    }
    if fields.tags {
        view["tags"] = json!(cluster.tags);
    }
    if let Some(settings) = cluster.settings.get("settings").filter(|_| fields.settings) {
        view["settings"] = settings.clone();
    }
    if let Some(configuration) = cluster.settings.get("configuration").filter(|_| fields.configuration) {
        view["configuration"] = configuration.clone();
    }
    view
}

fn statistics(cluster: &Cluster) -> Value {
    let services = cluster.service_counts();
    let counts = [
        ("runningEC2TasksCount", 0),
        ("runningFargateTasksCount", cluster.counts.running),
        ("pendingEC2TasksCount", 0),
        ("pendingFargateTasksCount", cluster.counts.pending),
        ("runningExternalTasksCount", 0),
        ("pendingExternalTasksCount", 0),
        ("activeEC2ServiceCount", services.active_ec2),
        ("activeFargateServiceCount", services.active_fargate),
        ("drainingEC2ServiceCount", services.draining_ec2),
        ("drainingFargateServiceCount", services.draining_fargate),
        ("activeExternalServiceCount", services.active_external),
        ("drainingExternalServiceCount", services.draining_external),
    ];
    counts.into_iter().map(|(name, count)| json!({ "name": name, "value": count.to_string() })).collect()
}
