//! What a task needs of a container instance.

use super::attributes::ARCHITECTURE;
use super::resources::{Held, Resources};
use crate::placement::{Obstacle, Template};
use crate::task_definition::TaskDefinition;
use crate::{JsonMap, Name, json};

/// What every task of a template needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Demand {
    /// CPU units.
    pub cpu: u32,
    /// MiB.
    pub memory: u32,
    /// TCP ports of the instance, by number.
    pub ports: Vec<u16>,
    /// UDP ports of the instance, by number.
    pub ports_udp: Vec<u16>,
    pub gpus: usize,
    /// 1 when the task has a network interface of its own.
    pub interfaces: u32,
    /// What the instance must be or be able to do.
    pub attributes: Vec<(Name, Option<Name>)>,
}

/// A port of a container, and of its instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mapping {
    pub container_port: u16,
    /// `None` when the instance may choose.
    pub host_port: Option<u16>,
    pub udp: bool,
}

impl Demand {
    /// CPU and memory are the task's if it has any; otherwise the sums of its containers', where a soft limit counts
    /// before a hard one.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html>
    pub fn of(template: &Template) -> Self {
        let definition = &template.definition;
        let number = |text: &Option<Name>| text.as_ref().and_then(|text| text.parse::<u32>().ok());
        let overridden = |container: &str, key: &str| {
            json::objects(&template.overrides, "containerOverrides")
                .find(|item| json::text(item, "name") == Some(container))
                .and_then(|item| json::count(item, key))
        };
        let cpu = definition.containers.iter().map(|it| overridden(&it.name, "cpu").unwrap_or(it.cpu)).sum();
        let memory = definition.containers.iter().map(|it| {
            let soft = overridden(&it.name, "memoryReservation").or(it.memory_reservation);
            soft.or_else(|| overridden(&it.name, "memory")).or(it.memory).unwrap_or(0)
        });
        let mappings: Vec<_> = containers(definition).flat_map(|it| mappings(definition, it)).collect();
        let fixed = |udp: bool| mappings.iter().filter(move |it| it.udp == udp).filter_map(|it| it.host_port).collect();
        Self {
            cpu: number(&template.cpu).unwrap_or(cpu),
            memory: number(&template.memory).unwrap_or_else(|| memory.sum()),
            ports: fixed(false),
            ports_udp: fixed(true),
            gpus: containers(definition).map(gpus).sum(),
            interfaces: u32::from(definition.awsvpc),
            attributes: attributes(definition),
        }
    }
}

impl Demand {
    /// Whether what is left suffices; attributes aside.
    pub fn fits(&self, left: &Resources) -> bool {
        self.obstacle(left).is_none()
    }

    /// What there is too little of, in the order in which ECS looks.
    pub fn obstacle(&self, left: &Resources) -> Option<Obstacle> {
        if self.cpu > left.cpu {
            Some(Obstacle::Cpu)
        } else if self.memory > left.memory {
            Some(Obstacle::Memory)
        } else if self.gpus > left.gpus.len() {
            Some(Obstacle::Gpu)
        } else if self.ports.iter().any(|port| left.ports.contains(port))
            || self.ports_udp.iter().any(|port| left.ports_udp.contains(port))
        {
            Some(Obstacle::Ports)
        } else if self.interfaces > left.interfaces {
            Some(Obstacle::Interfaces)
        } else {
            None
        }
    }

    /// What a task takes; GPUs and the ports that the instance chooses are not among it yet.
    pub fn held(&self) -> Held {
        Held {
            cpu: self.cpu,
            memory: self.memory,
            ports: self.ports.clone(),
            ports_udp: self.ports_udp.clone(),
            interfaces: self.interfaces,
            ..Held::default()
        }
    }
}

/// The port mappings of a container of that definition that concern an instance: none when the task has an interface of
/// its own.
pub(crate) fn mappings(definition: &TaskDefinition, container: &JsonMap) -> Vec<Mapping> {
    if definition.awsvpc {
        return Vec::new();
    }
    let port = |mapping: &JsonMap, key: &str| json::number(mapping, key).and_then(|port| u16::try_from(port).ok());
    let mapping = |mapping: &JsonMap| {
        Some(Mapping {
            container_port: port(mapping, "containerPort")?,
            host_port: port(mapping, "hostPort").filter(|port| *port > 0),
            udp: json::text(mapping, "protocol") == Some("udp"),
        })
    };
    json::objects(container, "portMappings").filter_map(mapping).collect()
}

/// The container definitions, in their order.
pub(crate) fn containers(definition: &TaskDefinition) -> impl Iterator<Item = &JsonMap> {
    json::objects(&definition.document, "containerDefinitions")
}

/// How many GPUs a container wants.
pub(crate) fn gpus(container: &JsonMap) -> usize {
    json::objects(container, "resourceRequirements")
        .filter(|item| json::text(item, "type") == Some("GPU"))
        .filter_map(|item| json::text(item, "value")?.parse::<usize>().ok())
        .sum()
}

fn attributes(definition: &TaskDefinition) -> Vec<(Name, Option<Name>)> {
    let required = json::objects(&definition.document, "requiresAttributes")
        .filter_map(|item| Some((json::text(item, "name")?.into(), json::text(item, "value").map(Name::from))));
    let architecture = json::object(&definition.document, "runtimePlatform")
        .and_then(|platform| json::text(platform, "cpuArchitecture"))
        .map(|word| (ARCHITECTURE.into(), Some(word.to_ascii_lowercase().into())));
    required.chain(architecture).collect()
}
