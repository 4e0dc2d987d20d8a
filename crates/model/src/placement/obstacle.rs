//! Why a task does not fit on an instance.

use std::fmt;

use super::{Need, holds};
use crate::instance::{Instance, InstanceStatus};

/// One reason why a task does not fit on an instance.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html>
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// It takes no new tasks in this status.
    Status(InstanceStatus),
    /// ECS does not hear from its agent.
    Agent,
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
    /// Another processor architecture: asked for, there.
    Architecture(String, String),
    /// A constraint of the service that does not hold.
    Constraint(String),
}

/// Everything that keeps a task from this instance; nothing when it fits. Constraints on what is not known here are
/// left out.
pub fn obstacles(need: &Need, instance: &Instance) -> Vec<Obstacle> {
    let left = &instance.remaining;
    let gpus = u32::try_from(left.gpus.len()).unwrap_or(u32::MAX);
    let taken = |wanted: &[u16], taken: &[u16]| -> Option<Vec<u16>> {
        let taken: Vec<u16> = wanted.iter().filter(|port| taken.contains(port)).copied().collect();
        (!taken.is_empty()).then_some(taken)
    };
    let foreign = need.architecture.as_ref().and_then(|wanted| {
        let there = instance.attribute("ecs.cpu-architecture").filter(|there| there != wanted)?;
        Some(Obstacle::Architecture(wanted.clone(), there.to_owned()))
    });
    let unmet = need.constraints.iter().filter(|expression| holds(expression, instance) == Some(false));
    let of_instance = [
        (instance.status != InstanceStatus::Active).then(|| Obstacle::Status(instance.status.clone())),
        (!instance.agent_connected).then_some(Obstacle::Agent),
        (need.cpu > left.cpu).then_some(Obstacle::Cpu(need.cpu, left.cpu)),
        (need.memory > left.memory).then_some(Obstacle::Memory(need.memory, left.memory)),
        taken(&need.ports, &left.ports).map(Obstacle::Ports),
        taken(&need.ports_udp, &left.ports_udp).map(Obstacle::PortsUdp),
        (need.gpus > gpus).then_some(Obstacle::Gpu(need.gpus, gpus)),
        foreign,
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
            Self::Cpu(needed, left) => write!(f, "RESOURCE:CPU: {needed} units needed, {left} left"),
            Self::Memory(needed, left) => write!(f, "RESOURCE:MEMORY: {needed} MiB needed, {left} left"),
            Self::Ports(ports) => write!(f, "RESOURCE:PORTS: {} taken", list(ports)),
            Self::PortsUdp(ports) => write!(f, "RESOURCE:PORTS: UDP {} taken", list(ports)),
            Self::Gpu(needed, left) => write!(f, "RESOURCE:GPU: {needed} needed, {left} left"),
            Self::Constraint(expression) => write!(f, "memberOf: {expression} does not hold"),
            Self::Architecture(wanted, there) => write!(f, "ATTRIBUTE: {wanted} asked for, it is {there}"),
        }
    }
}
