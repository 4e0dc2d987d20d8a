//! Why a task does not fit on an instance.

use std::fmt;

use super::{Need, Place, holds};
use crate::instance::InstanceStatus;

/// One reason why a task does not fit on an instance.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html>
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// It takes no new tasks in this status.
    Status(InstanceStatus),
    /// ECS does not hear from its agent.
    Agent,
    /// AWS's answer lacks what is left of it.
    Unread,
    /// Too little CPU: needed, left.
    Cpu(u32, u32),
    /// Too little memory: MiB needed, left.
    Memory(u32, u32),
    /// TCP ports that are taken.
    Ports(Vec<u16>),
    /// UDP ports that are taken.
    PortsUdp(Vec<u16>),
    /// Too few GPUs: needed, left.
    Gpu(u32, u32),
    /// No network interface left for it.
    Interfaces,
    /// Another processor architecture or operating system: asked for, there.
    Architecture(String, String),
    /// An attribute that it lacks, or of which it has another value than this.
    Attribute(String, Option<String>),
    /// It is not of a capacity provider of the service.
    Provider(Vec<String>),
    /// The service has no subnet in its zone.
    Zone(String),
    /// A task of the service is on it already, and no two may be.
    Distinct,
    /// A constraint of the service that does not hold.
    Constraint(String),
}

/// Everything that keeps a task from this place; nothing when it fits. Constraints on what is not known here are
/// left out.
pub fn obstacles(need: &Need, place: &Place<'_>) -> Vec<Obstacle> {
    let instance = place.instance;
    let left = &instance.remaining;
    let gpus = u32::try_from(left.gpus.len()).unwrap_or(u32::MAX);
    let taken = |wanted: &[u16], taken: &[u16]| -> Option<Vec<u16>> {
        let taken: Vec<u16> = wanted.iter().filter(|port| taken.contains(port)).copied().collect();
        (!taken.is_empty()).then_some(taken)
    };
    let foreign = |wanted: &Option<String>, attribute: &str| {
        let wanted = wanted.as_ref()?;
        let there = instance.attribute(attribute).filter(|there| there != wanted)?;
        Some(Obstacle::Architecture(wanted.clone(), there.to_owned()))
    };
    let lacks = |(name, value): &&(String, Option<String>)| {
        let found = instance.attributes.iter().find(|(known, _)| known == name);
        found.is_none_or(|(_, known)| value.is_some() && known != value)
    };
    let provider = instance.capacity_provider.as_ref();
    let is_elsewhere = !need.providers.is_empty() && provider.is_none_or(|name| !need.providers.contains(name));
    let zone = Some(place.zone()).filter(|zone| !zone.is_empty() && !need.zones.is_empty());
    let strange_zone = zone.filter(|zone| need.zones.iter().all(|one| one != zone));
    let no_interface = need.own_interface && place.interfaces_left() == Some(0);
    let unmet = need.constraints.iter().filter(|expression| holds(expression, instance) == Some(false));
    let is_unread = instance.unread_members.iter().any(|member| member == "remainingResources");
    let of_instance = [
        (instance.status != InstanceStatus::Active).then(|| Obstacle::Status(instance.status.clone())),
        (!instance.agent_connected).then_some(Obstacle::Agent),
        is_unread.then_some(Obstacle::Unread),
        (need.cpu > left.cpu && !is_unread).then_some(Obstacle::Cpu(need.cpu, left.cpu)),
        (need.memory > left.memory && !is_unread).then_some(Obstacle::Memory(need.memory, left.memory)),
        taken(&need.ports, &left.ports).map(Obstacle::Ports),
        taken(&need.ports_udp, &left.ports_udp).map(Obstacle::PortsUdp),
        (need.gpus > gpus).then_some(Obstacle::Gpu(need.gpus, gpus)),
        no_interface.then_some(Obstacle::Interfaces),
        foreign(&need.architecture, "ecs.cpu-architecture"),
        foreign(&need.system, "ecs.os-type"),
        need.attributes.iter().find(lacks).map(|(name, value)| Obstacle::Attribute(name.clone(), value.clone())),
        is_elsewhere.then(|| Obstacle::Provider(need.providers.clone())),
        strange_zone.map(|zone| Obstacle::Zone(zone.to_owned())),
        (need.distinct && place.of_service > 0).then_some(Obstacle::Distinct),
    ];
    of_instance.into_iter().flatten().chain(unmet.map(|expression| Obstacle::Constraint(expression.clone()))).collect()
}

/// ECS's code for it, and the numbers: `RESOURCE:MEMORY: 512 MiB needed, 120 left`.
impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |ports: &[u16]| ports.iter().map(u16::to_string).collect::<Vec<_>>().join(", ");
        match self {
            Self::Status(InstanceStatus::Draining) => f.write_str("DRAINING: it takes no new tasks"),
            Self::Status(status) => write!(f, "{status}: only ACTIVE instances take tasks"),
            Self::Agent => f.write_str("AGENT: ECS does not hear from its agent"),
            Self::Unread => f.write_str("not known: what is left of it is not in AWS's answer"),
            Self::Cpu(needed, left) => write!(f, "RESOURCE:CPU: {needed} units needed, {left} left"),
            Self::Memory(needed, left) => write!(f, "RESOURCE:MEMORY: {needed} MiB needed, {left} left"),
            Self::Ports(ports) => write!(f, "RESOURCE:PORTS: {} taken", list(ports)),
            Self::PortsUdp(ports) => write!(f, "RESOURCE:PORTS: UDP {} taken", list(ports)),
            Self::Gpu(needed, left) => write!(f, "RESOURCE:GPU: {needed} needed, {left} left"),
            Self::Interfaces => f.write_str("RESOURCE:ENI: no network interface is left"),
            Self::Attribute(name, None) => write!(f, "ATTRIBUTE: it has no {name}"),
            Self::Attribute(name, Some(value)) => write!(f, "ATTRIBUTE: {name} is not {value}"),
            Self::Provider(names) => write!(f, "capacity provider: it is not of {}", names.join(" or ")),
            Self::Zone(zone) => write!(f, "zone: the service has no subnet in {zone}"),
            Self::Distinct => f.write_str("distinctInstance: a task of the service is on it already"),
            Self::Constraint(expression) => write!(f, "memberOf: {expression} does not hold"),
            Self::Architecture(wanted, there) => write!(f, "ATTRIBUTE: {wanted} asked for, it is {there}"),
        }
    }
}
