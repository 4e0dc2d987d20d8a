//! A task in an answer.

use serde_json::{Map, Value, json};

use super::{Tags, put, put_time};
use simulator_engine::capacity::attributes::ARCHITECTURE;
use simulator_engine::container::{Binding, Container, ContainerStatus};
use simulator_engine::id::InstanceKey;
use simulator_engine::network::{AttachmentStatus, NetworkInterface};
use simulator_engine::service::Compute;
use simulator_engine::task::Task;
use simulator_engine::world::World;

/// A `Task`.
pub fn task(world: &World, task: &Task, tags: Tags) -> Value {
    let arns = world.arns();
    let attachments: Vec<_> = task.network.iter().map(|network| attachment(arns.region(), network)).collect();
    let containers: Vec<_> = task.containers.iter().map(|item| container(world, task, item)).collect();
    let mut view = Map::new();
    put(&mut view, "taskArn", Some(arns.task(&task.cluster, task.id)));
    put(&mut view, "clusterArn", Some(arns.cluster(&task.cluster)));
    put(&mut view, "taskDefinitionArn", Some(arns.task_definition(&task.definition)));
    put(&mut view, "attachments", Some(attachments));
    let architecture = json!([{ "name": "ecs.cpu-architecture", "value": architecture(world, task) }]);
    put(&mut view, "attributes", Some(architecture));
    let placed = task.compute != Compute::Ec2 || task.instance.is_some();
    put(&mut view, "availabilityZone", placed.then_some(&*task.zone));
    let instance = task.instance.map(|id| arns.container_instance(&task.cluster, id));
    put(&mut view, "containerInstanceArn", instance);
    put(&mut view, "capacityProviderName", task.capacity_provider.as_deref());
    put(&mut view, "containers", Some(containers));
    put(&mut view, "cpu", task.cpu.as_deref());
    put(&mut view, "memory", task.memory.as_deref());
    put(&mut view, "desiredStatus", Some(task.desired_status.word()));
    put(&mut view, "enableExecuteCommand", Some(task.enable_execute_command));
    put(&mut view, "group", Some(&*task.group));
    put(&mut view, "healthStatus", Some(task.health.word()));
    put(&mut view, "inferenceAccelerators", Some(json!([])));
    put(&mut view, "lastStatus", Some(task.last_status.word()));
    put(&mut view, "launchType", Some(task.compute.word()));
    put(&mut view, "overrides", Some(Value::Object((*task.overrides).clone())));
    put(&mut view, "platformVersion", task.platform_version.as_deref());
    put(&mut view, "platformFamily", task.platform_family.as_deref());
    put(&mut view, "startedBy", task.started_by.as_deref());
    put(&mut view, "stopCode", task.stop.as_ref().map(|stop| stop.code.word()));
    put(&mut view, "stoppedReason", task.stop.as_ref().map(|stop| &*stop.reason));
    put(&mut view, "tags", Some(if tags == Tags::Shown { json!(task.tags) } else { json!([]) }));
    put(&mut view, "version", Some(task.version));
    put(&mut view, "ephemeralStorage", task.ephemeral_storage.map(|size| json!({ "sizeInGiB": size })));
    put(&mut view, "fargateEphemeralStorage", task.ephemeral_storage.map(|size| json!({ "sizeInGiB": size })));
    times(&mut view, task);
    Value::Object(view)
}

fn times(view: &mut Map<String, Value>, task: &Task) {
    let times = &task.times;
    put(view, "connectivity", times.connectivity_at.map(|_| "CONNECTED"));
    put_time(view, "connectivityAt", times.connectivity_at);
    put_time(view, "createdAt", Some(times.created_at));
    put_time(view, "pullStartedAt", times.pull_started_at);
    put_time(view, "pullStoppedAt", times.pull_stopped_at);
    put_time(view, "startedAt", times.started_at);
    put_time(view, "stoppingAt", times.stopping_at);
    put_time(view, "executionStoppedAt", times.execution_stopped_at);
    put_time(view, "stoppedAt", times.stopped_at);
}

/// The instance's, or else what the task definition asks for.
fn architecture<'a>(world: &'a World, task: &'a Task) -> &'a str {
    let instance = task.instance.and_then(|instance| {
        world.instance(&InstanceKey { cluster: task.cluster.clone(), instance })?.attribute(ARCHITECTURE)
    });
    if let Some(known) = instance {
        return known;
    }
    let platform = task.definition.document.get("runtimePlatform");
    match platform.and_then(|platform| platform.get("cpuArchitecture")).and_then(Value::as_str) {
        Some("ARM64") => "arm64",
        _ => "x86_64",
    }
}

fn attachment(region: &str, network: &NetworkInterface) -> Value {
    let mut details = vec![json!({ "name": "subnetId", "value": &*network.subnet })];
    if network.status != AttachmentStatus::Precreated {
        details.extend([
            json!({ "name": "networkInterfaceId", "value": network.interface_id() }),
            json!({ "name": "macAddress", "value": network.mac_address() }),
            json!({ "name": "privateDnsName", "value": network.private_dns_name(region) }),
            json!({ "name": "privateIPv4Address", "value": network.address.to_string() }),
        ]);
    }
    json!({
        "id": network.attachment.to_string(),
        "type": "ElasticNetworkInterface",
        "status": network.status.word(),
        "details": details,
    })
}

fn container(world: &World, task: &Task, container: &Container) -> Value {
    let attached = task.network.as_ref().filter(|network| network.status != AttachmentStatus::Precreated);
    let interfaces: Vec<_> = attached
        .map(|network| {
            json!({
                "attachmentId": network.attachment.to_string(),
                "privateIpv4Address": network.address.to_string(),
            })
        })
        .into_iter()
        .collect();
    let mut view = Map::new();
    put(&mut view, "containerArn", Some(world.arns().container(&task.cluster, task.id, container.id)));
    put(&mut view, "taskArn", Some(world.arns().task(&task.cluster, task.id)));
    put(&mut view, "name", Some(&*container.name));
    put(&mut view, "image", Some(&*container.image));
    put(&mut view, "imageDigest", container.image_digest.as_deref());
    put(&mut view, "runtimeId", container.runtime_id.as_deref());
    put(&mut view, "lastStatus", Some(container.status.word()));
    put(&mut view, "exitCode", container.exit_code);
    put(&mut view, "reason", container.reason.as_deref());
    let bound = container.status != ContainerStatus::Pending;
    let bindings: Vec<_> = container.bindings.iter().filter(|_| bound).map(binding).collect();
    put(&mut view, "networkBindings", Some(bindings));
    put(&mut view, "networkInterfaces", Some(interfaces));
    let gpus: Vec<_> = container.gpus.iter().map(ToString::to_string).collect();
    put(&mut view, "gpuIds", (!gpus.is_empty()).then_some(gpus));
    put(&mut view, "healthStatus", Some(container.health.word()));
    let definition = task.definition.containers.iter().find(|definition| definition.name == container.name);
    if let Some(definition) = definition {
        put(&mut view, "cpu", Some(definition.cpu.to_string()));
        put(&mut view, "memory", definition.memory.map(|mebibytes| mebibytes.to_string()));
        put(&mut view, "memoryReservation", definition.memory_reservation.map(|mebibytes| mebibytes.to_string()));
    }
    if task.enable_execute_command {
        put(&mut view, "managedAgents", Some(json!([agent(container, task)])));
    }
    Value::Object(view)
}

fn binding(binding: &Binding) -> Value {
    json!({
        "bindIP": "0.0.0.0", "containerPort": binding.container_port, "hostPort": binding.host_port,
        "protocol": if binding.udp { "udp" } else { "tcp" },
    })
}

fn agent(container: &Container, task: &Task) -> Value {
    let mut view = Map::new();
    put(&mut view, "name", Some("ExecuteCommandAgent"));
    put(&mut view, "lastStatus", Some(container.status.word()));
    let started = task.times.started_at.filter(|_| container.status == ContainerStatus::Running);
    put_time(&mut view, "lastStartedAt", started);
    Value::Object(view)
}
