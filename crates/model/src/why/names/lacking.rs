//! What is short, or not accepted.

use super::read::word;

/// What a cluster can have only so many of at a time.
pub(in crate::why) const PROVISIONING: &str = "tasks in PROVISIONING";

/// What is short, in the words of AWS.
pub(super) fn lacking(text: &str) -> Option<String> {
    if let Some((_, rest)) = text.split_once("RESOURCE:") {
        return word(rest);
    }
    for (mark, name) in [
        ("VcpuLimitExceeded", "vCPUs"),
        ("number of vCPUs", "vCPUs"),
        ("number of tasks", "tasks"),
        ("MaxSpotInstanceCount", "Spot instances"),
        ("CPU configuration", "CPU of one task"),
        ("MEMORY configuration", "memory of one task"),
        ("provisioning capacity limit", PROVISIONING),
        ("SecurityGroupsPerInterface", "security groups of one network interface"),
        ("NetworkInterfaceLimit", "network interfaces"),
        ("VolumeLimitExceeded", "EBS volumes"),
        ("InvalidSubnet", "subnet"),
        ("InvalidGroup", "security group"),
        ("InvalidSecurityGroup", "security group"),
        ("insufficient CPU", "CPU"),
        ("insufficient memory", "memory"),
        ("already using a port", "host port"),
        ("insufficient GPU", "GPU"),
        ("network interface", "network interface"),
        ("MemberOf", "MemberOf placement constraint"),
        ("distinctInstance", "distinctInstance constraint"),
        ("missing an attribute", "attribute"),
        ("ATTRIBUTE", "attribute"),
        ("LOCATION", "availability zone"),
    ] {
        if text.contains(mark) {
            return Some(name.to_owned());
        }
    }
    None
}

/// The setting of a container that the runtime does not take, by its name in the task definition.
pub(super) fn setting(text: &str) -> Option<&'static str> {
    let text = &text.to_ascii_lowercase();
    let settings = [
        ("rlimit", "ulimits"),
        ("invalid ulimit", "ulimits"),
        ("tmpfs", "linuxParameters.tmpfs"),
        ("shm size", "linuxParameters.sharedMemorySize"),
        ("capability:", "linuxParameters.capabilities"),
        ("apply caps", "linuxParameters.capabilities"),
        ("capadd", "linuxParameters.capabilities"),
        ("capdrop", "linuxParameters.capabilities"),
        ("sysctl", "systemControls"),
        ("apparmor", "dockerSecurityOptions"),
        ("seccomp", "dockerSecurityOptions"),
        ("selinux", "dockerSecurityOptions"),
        ("keycreate", "dockerSecurityOptions"),
        ("range of cpus", "cpu"),
        ("memoryswap", "linuxParameters.maxSwap"),
        ("swappiness", "linuxParameters.swappiness"),
        ("minimum memory limit", "memory"),
        ("invalid hostname", "hostname"),
        ("invalid container name", "name"),
        ("invalid environment variable", "environment"),
        ("invalid port", "portMappings"),
        ("ipc mode", "ipcMode"),
        ("pid mode", "pidMode"),
        ("argument list too long", "command or environment, which is too long"),
    ];
    settings.into_iter().find(|(mark, _)| text.contains(mark)).map(|(_, name)| name)
}
