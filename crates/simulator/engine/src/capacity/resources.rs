//! What a container instance has to give, and what tasks take of it.

use crate::Name;
use std::collections::BTreeSet;

/// CPU, memory, ports and the like.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Resource.html>
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resources {
    /// CPU units: 1024 are one vCPU.
    pub cpu: u32,
    /// MiB.
    pub memory: u32,
    /// TCP ports that cannot be had (any more).
    pub ports: BTreeSet<u16>,
    /// UDP ports that cannot be had (any more).
    pub ports_udp: BTreeSet<u16>,
    /// Ids of GPUs.
    pub gpus: BTreeSet<Name>,
    /// Network interfaces that tasks with the `awsvpc` mode can have. AWS counts them, but does not show them.
    pub interfaces: u32,
}

/// What one task has of an instance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Held {
    pub cpu: u32,
    pub memory: u32,
    pub ports: Vec<u16>,
    pub ports_udp: Vec<u16>,
    /// Ports that the instance chose. They are not shown as reserved.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html>
    pub chosen: Vec<u16>,
    pub gpus: Vec<Name>,
    pub interfaces: u32,
}

impl Resources {
    pub(crate) fn take(&mut self, held: &Held) {
        self.cpu = self.cpu.saturating_sub(held.cpu);
        self.memory = self.memory.saturating_sub(held.memory);
        self.interfaces = self.interfaces.saturating_sub(held.interfaces);
        self.ports.extend(&held.ports);
        self.ports_udp.extend(&held.ports_udp);
        self.gpus.retain(|gpu| !held.gpus.contains(gpu));
    }

    pub(crate) fn give_back(&mut self, held: &Held) {
        self.cpu += held.cpu;
        self.memory += held.memory;
        self.interfaces += held.interfaces;
        self.ports.retain(|port| !held.ports.contains(port));
        self.ports_udp.retain(|port| !held.ports_udp.contains(port));
        self.gpus.extend(held.gpus.iter().cloned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_comes_back_whole() {
        let gpus = BTreeSet::from(["gpu-0".into(), "gpu-1".into()]);
        let all =
            Resources { cpu: 2_048, memory: 3_800, ports: [22].into(), gpus, interfaces: 2, ..Resources::default() };
        let held = Held {
            cpu: 512,
            memory: 1_024,
            ports: vec![80],
            ports_udp: vec![53],
            chosen: vec![32_768],
            gpus: vec!["gpu-1".into()],
            interfaces: 1,
        };
        let mut left = all.clone();
        left.take(&held);
        assert_eq!((left.cpu, left.memory, left.interfaces), (1_536, 2_776, 1));
        assert_eq!((left.ports.len(), left.ports_udp.len(), left.gpus.len()), (2, 1, 1));
        left.give_back(&held);
        assert_eq!(left, all);
    }
}
