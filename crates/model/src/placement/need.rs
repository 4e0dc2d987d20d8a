//! What a task takes of the instance it runs on.

use std::fmt;

use super::{Place, holds};
use crate::service::{Launch, PlacementConstraint, PlacementConstraintType, SchedulingStrategy, Service};
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
    /// Whether it has a network interface of its own: the network mode `awsvpc`.
    pub own_interface: bool,
    /// Processor architecture that it asks for, as instances write it: `x86_64`, `arm64`.
    pub architecture: Option<String>,
    /// Operating system that it asks for, as instances write it: `linux`, `windows`.
    pub system: Option<String>,
    /// Attributes that it asks for, some of them with a value.
    pub attributes: Vec<(String, Option<String>)>,
    /// Expressions of the cluster query language that have to hold: the constraints `memberOf` of its definition and of
    /// its service.
    pub constraints: Vec<String>,
    /// Whether no other task of its service may be on the instance.
    pub distinct: bool,
    /// The capacity providers to whose instances its service is bound; none when any instance will do.
    pub providers: Vec<String>,
    /// The zones of its subnets; none when they are not known, or it has no network interface of its own.
    pub zones: Vec<String>,
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
            own_interface: definition.network_mode == Some(NetworkMode::Awsvpc),
            architecture: definition.runtime_platform.as_deref().and_then(architecture),
            system: definition.runtime_platform.as_deref().and_then(system),
            attributes: definition.requires_attributes.clone(),
            constraints: expressions(&definition.placement_constraints),
            distinct: is_distinct(&definition.placement_constraints),
            providers: Vec::new(),
            zones: Vec::new(),
        }
    }
}

impl Need {
    /// What a task of a service takes: the constraints and capacity providers of the service count as well. `zone_of`
    /// tells the zone of a subnet, if it is known. A provider without a weight and a base gets no tasks.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html>
    #[must_use]
    pub fn of_service(&self, service: &Service, zone_of: &dyn Fn(&str) -> Option<String>) -> Self {
        let constraints = &service.placement_constraints;
        let providers = match &service.launch {
            Launch::Strategy(items) => {
                let gets_some = |base: u32, weight: u32| base > 0 || weight > 0 || items.len() == 1;
                items
                    .iter()
                    .filter(|(_, base, weight)| gets_some(*base, *weight))
                    .map(|(name, ..)| name.clone())
                    .collect()
            }
            Launch::Type(_) | Launch::Default => Vec::new(),
        };
        let subnets = service.network.as_ref().filter(|_| self.own_interface).map(|network| &network.subnets);
        let zones: Option<Vec<String>> =
            subnets.and_then(|subnets| subnets.iter().map(|subnet| zone_of(subnet)).collect());
        Self {
            constraints: self.constraints.iter().cloned().chain(expressions(constraints)).collect(),
            distinct: self.distinct || is_distinct(constraints) || service.scheduling == SchedulingStrategy::Daemon,
            providers,
            zones: zones.unwrap_or_default(),
            ..self.clone()
        }
    }

    /// What else decides whether it fits on one of these places, and is not known: `network interfaces`.
    pub fn unknown(&self, places: &[Place<'_>]) -> Vec<&'static str> {
        let interfaces = self.own_interface && places.iter().any(|place| place.interfaces_left().is_none());
        let fails = |expression: &String| places.iter().any(|place| holds(expression, place.instance).is_none());
        [
            interfaces.then_some("network interfaces"),
            (self.own_interface && self.zones.is_empty()).then_some("the zones of its subnets"),
            self.constraints.iter().any(fails).then_some("some of its constraints"),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

fn expressions(constraints: &[PlacementConstraint]) -> Vec<String> {
    let members = constraints.iter().filter(|one| one.kind == PlacementConstraintType::MemberOf);
    members.filter_map(|one| one.expression.clone()).collect()
}

fn is_distinct(constraints: &[PlacementConstraint]) -> bool {
    constraints.iter().any(|one| one.kind == PlacementConstraintType::DistinctInstance)
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

/// `WINDOWS_SERVER_2022_CORE / X86_64` asks for what instances call `windows`.
fn system(platform: &str) -> Option<String> {
    let words = platform.to_ascii_uppercase();
    match () {
        () if words.starts_with("WINDOWS") => Some("windows".to_owned()),
        () if words.starts_with("LINUX") => Some("linux".to_owned()),
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
        if self.own_interface {
            write!(f, ", 1 network interface")?;
        }
        self.architecture.iter().chain(&self.constraints).try_for_each(|wanted| write!(f, ", {wanted}"))?;
        if self.distinct { f.write_str(", distinctInstance") } else { Ok(()) }
    }
}
