//! The EC2 instance types that the simulator knows.

use super::resources::Resources;
use crate::Name;
use std::collections::BTreeSet;

/// An EC2 instance type, as an instance of it registers with ECS.
///
/// <https://aws.amazon.com/ec2/instance-types/>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Machine {
    /// For example `m7g.large`.
    pub name: &'static str,
    /// Virtual CPUs.
    pub vcpus: u32,
    /// What is left for tasks of its memory once the operating system has started, in MiB.
    pub memory: u32,
    /// How many network interfaces it can have; the first is its own.
    ///
    /// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AvailableIpPerENI.html>
    pub interfaces: u32,
    /// How many GPUs it has.
    pub gpus: u32,
    /// `x86_64` or `arm64`.
    pub architecture: &'static str,
}

/// What an Auto Scaling group starts whose name tells no type.
const USUAL: &str = "m5.large";

const fn machine(name: &'static str, vcpus: u32, memory: u32, interfaces: u32, architecture: &'static str) -> Machine {
    Machine { name, vcpus, memory, interfaces, gpus: 0, architecture }
}

const X86: &str = "x86_64";
const ARM: &str = "arm64";

const MACHINES: [Machine; 19] = [
    machine("t3.micro", 2, 904, 2, X86),
    machine("t3.small", 2, 1_908, 3, X86),
    machine("t3.medium", 2, 3_835, 3, X86),
    machine("t3.large", 2, 7_769, 3, X86),
    machine("m5.large", 2, 7_680, 3, X86),
    machine("m5.xlarge", 4, 15_544, 4, X86),
    machine("m5.2xlarge", 8, 31_292, 4, X86),
    machine("c5.large", 2, 3_685, 3, X86),
    machine("c5.xlarge", 4, 7_586, 4, X86),
    machine("c5.2xlarge", 8, 15_368, 4, X86),
    machine("m7g.medium", 1, 3_830, 2, ARM),
    machine("m7g.large", 2, 7_760, 3, ARM),
    machine("m7g.xlarge", 4, 15_670, 4, ARM),
    machine("m7g.2xlarge", 8, 31_480, 4, ARM),
    machine("c7g.large", 2, 3_830, 3, ARM),
    machine("c7g.xlarge", 4, 7_760, 4, ARM),
    machine("c7g.2xlarge", 8, 15_670, 4, ARM),
    Machine { gpus: 1, ..machine("g4dn.xlarge", 4, 15_544, 3, X86) },
    Machine { gpus: 1, ..machine("g5.xlarge", 4, 15_544, 4, X86) },
];

impl Machine {
    /// The type of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        MACHINES.iter().find(|machine| machine.name == name)
    }

    /// What an Auto Scaling group starts: the type with whose name the group's own ends, as `batch-c7g.xlarge` does;
    /// otherwise `m5.large`.
    #[must_use]
    pub fn of_group(group: &str) -> &'static Self {
        let ends = |machine: &&Self| {
            group.strip_suffix(machine.name).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
        };
        MACHINES.iter().find(ends).or_else(|| Self::named(USUAL)).unwrap_or(&MACHINES[0])
    }

    /// What it can give to tasks. The ports are those of SSH, the Docker daemon and the agent.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html>
    #[must_use]
    pub fn resources(&self) -> Resources {
        Resources {
            cpu: self.vcpus * 1_024,
            memory: self.memory,
            ports: BTreeSet::from([22, 2_375, 2_376, 51_678, 51_679]),
            ports_udp: BTreeSet::new(),
            gpus: (0..self.gpus).map(|index| Name::from(format!("GPU-{index:08x}"))).collect(),
            interfaces: self.interfaces - 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(group: &str, expect: &str) {
        assert_eq!(Machine::of_group(group).name, expect);
    }

    #[test]
    fn a_group_starts_the_type_its_name_ends_with() {
        check("batch-c7g.xlarge", "c7g.xlarge");
        check("m7g.2xlarge", "m7g.2xlarge");
        check("batch", "m5.large");
        check("batch-xm5.xlarge", "m5.large");
        check("batch-z9.huge", "m5.large");
    }
}
