//! A container instance in an answer.

use serde_json::{Map, Value, json};

use super::{put, put_time};
use simulator_engine::Name;
use simulator_engine::capacity::instance::Instance;
use simulator_engine::capacity::resources::Resources;
use simulator_engine::world::World;

/// Which parts of a container instance an answer carries only when asked.
#[derive(Clone, Copy, Debug, Default)]
pub struct InstanceFields {
    /// Tags.
    pub tags: bool,
    /// Whether its programs work.
    pub health: bool,
}

/// A `ContainerInstance`.
pub fn instance(world: &World, cluster: &str, instance: &Instance, fields: InstanceFields) -> Value {
    let mut view = Map::new();
    put(&mut view, "containerInstanceArn", Some(world.arns().container_instance(cluster, instance.id)));
    put(&mut view, "ec2InstanceId", Some(&*instance.ec2_id));
    put(&mut view, "capacityProviderName", instance.provider.as_deref());
    put(&mut view, "version", Some(instance.version));
    let versions = &instance.versions;
    let shown = json!({
        "agentVersion": &*versions.agent_version, "agentHash": &*versions.agent_hash,
        "dockerVersion": &*versions.docker_version,
    });
    put(&mut view, "versionInfo", Some(shown));
    put(&mut view, "remainingResources", Some(resources(&instance.remaining, &instance.registered)));
    put(&mut view, "registeredResources", Some(resources(&instance.registered, &instance.registered)));
    put(&mut view, "status", Some(instance.status.word()));
    put(&mut view, "agentConnected", Some(instance.agent_connected));
    put(&mut view, "runningTasksCount", Some(instance.counts.running));
    put(&mut view, "pendingTasksCount", Some(instance.counts.pending));
    put(&mut view, "agentUpdateStatus", instance.agent_update.map(|update| update.word()));
    put(&mut view, "attributes", Some(instance.attributes.iter().map(attribute).collect::<Vec<_>>()));
    put_time(&mut view, "registeredAt", Some(instance.registered_at));
    put(&mut view, "attachments", Some(json!([])));
    put(&mut view, "tags", Some(if fields.tags { json!(instance.tags) } else { json!([]) }));
    if fields.health {
        put(&mut view, "healthStatus", Some(health(world, instance)));
    }
    Value::Object(view)
}

fn attribute((name, value): (&Name, &Option<Name>)) -> Value {
    let mut shown = Map::new();
    put(&mut shown, "name", Some(&**name));
    put(&mut shown, "value", value.as_deref());
    Value::Object(shown)
}

/// GPUs are shown only where there are some.
fn resources(amounts: &Resources, registered: &Resources) -> Value {
    let number = |name: &str, amount: u32| json!({ "name": name, "type": "INTEGER", "doubleValue": 0.0, "longValue": 0, "integerValue": amount });
    let set = |name: &str, items: Vec<String>| {
        json!({
            "name": name, "type": "STRINGSET", "doubleValue": 0.0, "longValue": 0, "integerValue": 0,
            "stringSetValue": items,
        })
    };
    let mut all = vec![
        number("CPU", amounts.cpu),
        number("MEMORY", amounts.memory),
        set("PORTS", amounts.ports.iter().map(ToString::to_string).collect()),
        set("PORTS_UDP", amounts.ports_udp.iter().map(ToString::to_string).collect()),
    ];
    if !registered.gpus.is_empty() {
        all.push(set("GPU", amounts.gpus.iter().map(ToString::to_string).collect()));
    }
    all.into()
}

/// What the container runtime said last: nothing is known while the agent is not connected.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-health.html>
fn health(world: &World, instance: &Instance) -> Value {
    let status = if instance.agent_connected { "OK" } else { "INSUFFICIENT_DATA" };
    let updated = if instance.agent_connected { world.now() } else { instance.agent_changed_at };
    json!({
        "overallStatus": status,
        "details": [{
            "type": "CONTAINER_RUNTIME", "status": status, "lastUpdated": updated.as_seconds(),
            "lastStatusChange": instance.agent_changed_at.as_seconds(),
        }],
    })
}
