//! What tasks ask of an instance, in the words of RegisterTaskDefinition and of `model`.

use std::sync::Arc;

use model::placement::Need;
use model::task_definition::TaskDefinition;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};
use simulator_engine::Engine;
use simulator_engine::input::RunTask;
use simulator_engine::task_definition::TaskDefinition as Registered;

use crate::{PROVIDER, read};

const EXPRESSIONS: [&str; 4] = [
    "attribute:pool == bulk",
    "attribute:pool exists",
    "attribute:ecs.instance-type =~ m5.*",
    "not(attribute:ecs.availability-zone == eu-central-1a)",
];

/// What a task asks for: its definition, and the RunTask call.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The task's own CPU and memory.
    size: Option<(u32, u32)>,
    mode: &'static str,
    containers: Vec<Part>,
    architecture: Option<&'static str>,
    of_definition: Option<&'static str>,
    of_request: Option<&'static str>,
    distinct: bool,
    /// Whether it is bound to a capacity provider.
    is_of_provider: bool,
}

#[derive(Clone, Debug)]
struct Part {
    cpu: u32,
    /// The hard limit, and the soft one.
    memory: (Option<u32>, Option<u32>),
    gpus: u32,
    /// A port: which one of the host's, or any, and whether UDP's.
    port: Option<(Option<u16>, bool)>,
}

fn part() -> impl Strategy<Value = Part> {
    let cpu = select(&[0u32, 128, 256, 500][..]);
    let memory = select(&[(Some(200), None), (Some(512), Some(256)), (None, Some(1_500)), (Some(1_900), None)][..]);
    let gpus = prop_oneof![19 => Just(0u32), 1 => Just(1)];
    let port = (select(&[None, None, Some(22u16), Some(8_080), Some(53)][..]), any::<bool>());
    (cpu, memory, gpus, prop::option::of(port)).prop_map(|(cpu, memory, gpus, port)| Part { cpu, memory, gpus, port })
}

pub fn asked() -> impl Strategy<Value = Asked> {
    let size = prop_oneof![3 => Just(None), 1 => Just(Some((1_024, 4_096))), 1 => Just(Some((1_024, 3_072)))];
    let mode = select(&["awsvpc", "awsvpc", "bridge", "bridge", "host", "none"][..]);
    let containers = prop::collection::vec(part(), 1..=2);
    let architecture = prop_oneof![4 => Just(None), 1 => select(&["ARM64", "X86_64"][..]).prop_map(Some)];
    let expression = || prop_oneof![6 => Just(None), 1 => select(&EXPRESSIONS[..]).prop_map(Some)];
    let bonds = (prop::bool::weighted(0.2), prop::bool::weighted(0.2));
    (size, mode, containers, architecture, expression(), expression(), bonds).prop_map(
        |(size, mode, containers, architecture, of_definition, of_request, (distinct, is_of_provider))| Asked {
            size,
            mode,
            containers,
            architecture,
            of_definition,
            of_request,
            distinct,
            is_of_provider,
        },
    )
}

impl Asked {
    pub fn register(&self, engine: &mut Engine, family: &str) -> Arc<Registered> {
        let containers: Vec<Value> =
            (0..).zip(&self.containers).map(|(index, part)| self.container(index, part)).collect();
        let mut document = json!({ "family": family, "networkMode": self.mode, "containerDefinitions": containers });
        if let Some((cpu, memory)) = self.size {
            document["cpu"] = json!(cpu.to_string());
            document["memory"] = json!(memory.to_string());
        }
        if let Some(architecture) = self.architecture {
            document["runtimePlatform"] = json!({ "cpuArchitecture": architecture, "operatingSystemFamily": "LINUX" });
        }
        if let Some(expression) = self.of_definition {
            document["placementConstraints"] = json!([{ "type": "memberOf", "expression": expression }]);
        }
        engine.register_task_definition(read(document)).unwrap()
    }

    fn container(&self, index: u16, part: &Part) -> Value {
        let mut container = json!({ "name": format!("c{index}"), "image": "app:1", "cpu": part.cpu });
        if let Some(hard) = part.memory.0 {
            container["memory"] = json!(hard);
        }
        if let Some(soft) = part.memory.1 {
            container["memoryReservation"] = json!(soft);
        }
        if part.gpus > 0 {
            container["resourceRequirements"] = json!([{ "type": "GPU", "value": part.gpus.to_string() }]);
        }
        // No two containers of a task open the same port.
        let others = &self.containers[..usize::from(index)];
        if let Some((host, is_udp)) =
            part.port.filter(|port| self.mode != "none" && others.iter().all(|one| one.port != Some(*port)))
        {
            let protocol = if is_udp { "udp" } else { "tcp" };
            let mut mapping = json!({ "containerPort": host.unwrap_or(9_000 + index), "protocol": protocol });
            if let Some(host) = host {
                mapping["hostPort"] = json!(host);
            }
            container["portMappings"] = json!([mapping]);
        }
        container
    }

    /// A RunTask request for so many tasks.
    pub fn request(&self, family: &str, group: &str, count: u32) -> RunTask {
        let distinct = self.distinct.then(|| json!({ "type": "distinctInstance" }));
        let member = self.of_request.map(|expression| json!({ "type": "memberOf", "expression": expression }));
        let constraints: Vec<Value> = distinct.into_iter().chain(member).collect();
        let mut request = json!({
            "cluster": "shop", "taskDefinition": family, "count": count, "group": group,
            "placementConstraints": constraints,
        });
        if self.is_of_provider {
            request["capacityProviderStrategy"] = json!([{ "capacityProvider": PROVIDER, "weight": 1 }]);
        } else {
            request["launchType"] = json!("EC2");
        }
        if self.mode == "awsvpc" {
            request["networkConfiguration"] = json!({ "awsvpcConfiguration": { "subnets": ["subnet-a"] } });
        }
        read(request)
    }

    /// What a task needs of a place, as Podium reads the definition; a RunTask call asks as a service would.
    pub fn need(&self, definition: &Registered) -> Need {
        let need = Need::of(&known(definition));
        Need {
            distinct: self.distinct,
            constraints: need.constraints.iter().cloned().chain(self.of_request.map(str::to_owned)).collect(),
            providers: self.is_of_provider.then(|| PROVIDER.to_owned()).into_iter().collect(),
            ..need
        }
    }
}

/// A definition as Podium knows it.
fn known(definition: &Registered) -> TaskDefinition {
    let document = &definition.document;
    let all = |value: Option<&Value>, each: &dyn Fn(&Value) -> Value| -> Value {
        value.and_then(Value::as_array).into_iter().flatten().map(each).collect()
    };
    let container = |one: &Value| {
        let port = |it: &Value| json!({ "container_port": it["containerPort"], "host_port": it["hostPort"], "protocol": it["protocol"] });
        let gpus = |it: &Value| it["value"].as_str().unwrap().parse::<u32>().unwrap();
        let gpus: u32 = one["resourceRequirements"].as_array().into_iter().flatten().map(gpus).sum();
        json!({
            "name": one["name"], "image": one["image"], "essential": one["essential"], "cpu": one["cpu"],
            "memory": one["memory"], "memory_reservation": one["memoryReservation"], "gpus": gpus,
            "ports": all(one.get("portMappings"), &port), "environment": [], "environment_files": [], "secrets": [],
            "entry_point": [], "command": [], "log_options": [], "depends_on": [], "mounts": [], "privileged": false,
            "read_only_root": false,
        })
    };
    let constraint = |it: &Value| json!({ "kind": it["type"], "expression": it["expression"] });
    let attribute = |it: &Value| json!([it["name"], it["value"]]);
    let platform = document.get("runtimePlatform").map(|it| {
        [&it["operatingSystemFamily"], &it["cpuArchitecture"]].map(|word| word.as_str().unwrap()).join(" / ")
    });
    let family = &*definition.family;
    read(json!({
        "arn": format!("arn:aws:ecs:eu-central-1:123456789012:task-definition/{family}:{}", definition.revision),
        "reference": { "family": family, "revision": definition.revision }, "status": "ACTIVE",
        "cpu": document.get("cpu"), "memory": document.get("memory"), "network_mode": document["networkMode"],
        "requires_compatibilities": [], "runtime_platform": platform,
        "placement_constraints": all(document.get("placementConstraints"), &constraint),
        "requires_attributes": all(document.get("requiresAttributes"), &attribute), "volumes": [],
        "containers": all(document.get("containerDefinitions"), &container), "tags": [], "raw": "",
    }))
}
