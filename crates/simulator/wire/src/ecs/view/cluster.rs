//! A cluster in an answer.

use serde_json::{Value, json};

use simulator_engine::cluster::Cluster;
use simulator_engine::world::World;

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
    /// What ECS has put on Auto Scaling groups.
    pub attachments: bool,
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
        "registeredContainerInstancesCount": cluster.instances().len(),
        "runningTasksCount": cluster.counts.running,
        "pendingTasksCount": cluster.counts.pending,
        "activeServicesCount": services.active_fargate + services.active_ec2 + services.active_external,
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
    if fields.attachments {
        view["attachments"] = attachments(world, cluster);
        view["attachmentsStatus"] = "UPDATE_COMPLETE".into();
    }
    view
}

/// The scaling policy of each capacity provider with managed scaling, and the lifecycle hook of each with managed
/// draining.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Cluster.html>
fn attachments(world: &World, cluster: &Cluster) -> Value {
    let names = cluster.settings.get("capacityProviders").and_then(Value::as_array);
    let names = names.into_iter().flatten().filter_map(Value::as_str);
    let detail = |name: &str, value: &str| json!({ "name": name, "value": value });
    let attachment = |kind: &str, provider: &str, what: Value| {
        json!({
            "id": format!("{kind}-{provider}"), "type": kind, "status": "CREATED",
            "details": [detail("capacityProviderName", provider), what],
        })
    };
    let mut all = Vec::new();
    for provider in names.filter_map(|name| world.capacity_provider(name)) {
        let name = &*provider.name;
        if provider.scaling.enabled {
            let policy = format!("ECSManagedAutoScalingPolicy-{name}");
            all.push(attachment("as_policy", name, detail("scalingPolicyName", &policy)));
        }
        if provider.drains {
            let hook = detail("autoScalingLifecycleHookName", "ecs-managed-draining-termination-hook");
            all.push(attachment("managed_draining", name, hook));
        }
    }
    all.into()
}

fn statistics(cluster: &Cluster) -> Value {
    let services = cluster.service_counts();
    let ec2 = cluster.ec2_counts();
    let counts = [
        ("runningEC2TasksCount", ec2.running),
        ("runningFargateTasksCount", cluster.counts.running - ec2.running),
        ("pendingEC2TasksCount", ec2.pending),
        ("pendingFargateTasksCount", cluster.counts.pending - ec2.pending),
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
