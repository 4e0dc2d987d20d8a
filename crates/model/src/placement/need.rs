//! What a task takes of the instance it runs on.

use std::fmt;

use crate::service::{PlacementConstraintType, Service};
use crate::task_definition::{ContainerDefinition, NetworkMode, TaskDefinition, TransportProtocol};

/// What a task takes of the instance it runs on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Need {
    /// CPU units, 1024 to a core.
    pub cpu: u32,
    /// MiB.
    pub memory: u32,
    /// TCP ports of the host that have to be free.
    pub ports: Vec<u16>,
    /// UDP ports of the host that have to be free.
    pub ports_udp: Vec<u16>,
    /// How many GPUs.
    pub gpus: u32,
    /// Processor architecture that it asks for, as instances write it: `x86_64`, `arm64`.
    pub architecture: Option<String>,
    /// Expressions of the cluster query language that have to hold: the constraints `memberOf` of its service.
    pub constraints: Vec<String>,
}

impl Need {
    /// What a task of this definition takes.
    ///
    /// The size of the task, where it is given; else the sum over its containers, of memory the soft limit where there
    /// is one. Ports count in the network modes `bridge` and `host` only; in `awsvpc` every task has an address of its
    /// own.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html>
    pub fn of(definition: &TaskDefinition) -> Self {
        let number = |text: &Option<String>| text.as_deref().and_then(|text| text.trim().parse::<u32>().ok());
        let sum = |of: fn(&ContainerDefinition) -> u32| definition.containers.iter().map(of).sum();
        let memory = |one: &ContainerDefinition| one.memory_reservation.or(one.memory).unwrap_or(0);
        Self {
            cpu: number(&definition.cpu).unwrap_or_else(|| sum(|one| one.cpu)),
            memory: number(&definition.memory).unwrap_or_else(|| sum(memory)),
            ports: host_ports(definition, &TransportProtocol::Tcp),
            ports_udp: host_ports(definition, &TransportProtocol::Udp),
            gpus: sum(|one| one.gpus),
            architecture: definition.runtime_platform.as_deref().and_then(architecture),
            constraints: Vec::new(),
        }
    }
}

impl Need {
    /// What a task of a service takes: the constraints of the service count as well.
    #[must_use]
    pub fn of_service(&self, service: &Service) -> Self {
        let expressions =
            service.placement_constraints.iter().filter(|one| one.kind == PlacementConstraintType::MemberOf);
        Self { constraints: expressions.filter_map(|one| one.expression.clone()).collect(), ..self.clone() }
    }
}

/// The ports of the host that a task takes for itself, by number.
fn host_ports(definition: &TaskDefinition, protocol: &TransportProtocol) -> Vec<u16> {
    let mappings = definition.containers.iter().flat_map(|one| &one.ports).filter(|one| one.protocol == *protocol);
    let mut ports: Vec<u16> = match definition.network_mode {
        None | Some(NetworkMode::Bridge) => mappings.filter_map(|one| one.host_port).filter(|port| *port > 0).collect(),
        Some(NetworkMode::Host) => mappings.map(|one| one.container_port).collect(),
        Some(NetworkMode::Awsvpc | NetworkMode::None | NetworkMode::Other(_)) => Vec::new(),
    };
    ports.sort_unstable();
    ports.dedup();
    ports
}

/// `LINUX / ARM64` asks for what instances call `arm64`.
fn architecture(platform: &str) -> Option<String> {
    let words = platform.to_ascii_uppercase();
    match () {
        () if words.contains("ARM64") => Some("arm64".to_owned()),
        () if words.contains("X86_64") => Some("x86_64".to_owned()),
        () => None,
    }
}

/// `256 CPU, 512 MiB, port 8080`.
impl fmt::Display for Need {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} CPU, {} MiB", self.cpu, self.memory)?;
        for port in &self.ports {
            write!(f, ", port {port}")?;
        }
        for port in &self.ports_udp {
            write!(f, ", UDP port {port}")?;
        }
        match self.gpus {
            0 => {}
            1 => write!(f, ", 1 GPU")?,
            more => write!(f, ", {more} GPUs")?,
        }
        self.architecture.iter().chain(&self.constraints).try_for_each(|wanted| write!(f, ", {wanted}"))
    }
}
