//! What is told about a container instance, so that tasks can be placed by it.

use super::machine::Machine;
use crate::Name;
use std::collections::BTreeMap;

/// Attributes by name; some have no value.
pub type Attributes = BTreeMap<Name, Option<Name>>;

/// The instance type.
pub const INSTANCE_TYPE: &str = "ecs.instance-type";
/// The availability zone.
pub const ZONE: &str = "ecs.availability-zone";
/// The machine image.
pub const AMI: &str = "ecs.ami-id";
/// `x86_64` or `arm64`.
pub const ARCHITECTURE: &str = "ecs.cpu-architecture";

/// What an agent of today can do. AWS fills the list by asking the agent.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-constraints.html#attributes>
const CAPABILITIES: &[&str] = &[
    "com.amazonaws.ecs.capability.docker-remote-api.1.17",
    "com.amazonaws.ecs.capability.docker-remote-api.1.18",
    "com.amazonaws.ecs.capability.docker-remote-api.1.19",
    "com.amazonaws.ecs.capability.docker-remote-api.1.20",
    "com.amazonaws.ecs.capability.docker-remote-api.1.21",
    "com.amazonaws.ecs.capability.docker-remote-api.1.22",
    "com.amazonaws.ecs.capability.docker-remote-api.1.23",
    "com.amazonaws.ecs.capability.docker-remote-api.1.24",
    "com.amazonaws.ecs.capability.docker-remote-api.1.25",
    "com.amazonaws.ecs.capability.docker-remote-api.1.29",
    "com.amazonaws.ecs.capability.ecr-auth",
    "com.amazonaws.ecs.capability.logging-driver.awsfirelens",
    "com.amazonaws.ecs.capability.logging-driver.awslogs",
    "com.amazonaws.ecs.capability.logging-driver.json-file",
    "com.amazonaws.ecs.capability.logging-driver.syslog",
    "com.amazonaws.ecs.capability.privileged-container",
    "com.amazonaws.ecs.capability.task-iam-role",
    "com.amazonaws.ecs.capability.task-iam-role-network-host",
    "ecs.capability.container-health-check",
    "ecs.capability.container-ordering",
    "ecs.capability.efs",
    "ecs.capability.env-files.s3",
    "ecs.capability.execution-role-awslogs",
    "ecs.capability.execution-role-ecr-pull",
    "ecs.capability.firelens.fluentbit",
    "ecs.capability.firelens.fluentd",
    "ecs.capability.pid-ipc-namespace-sharing",
    "ecs.capability.secrets.asm.environment-variables",
    "ecs.capability.secrets.ssm.environment-variables",
    "ecs.capability.task-cpu-mem-limit",
    "ecs.capability.task-eni",
];

/// Adds what an agent of today can do, unless the attributes say already what theirs can.
pub(super) fn with_capabilities(mut attributes: Attributes) -> Attributes {
    if !attributes.keys().any(|name| is_capability(name)) {
        attributes.extend(CAPABILITIES.iter().map(|name| ((*name).into(), None)));
    }
    attributes
}

/// The attributes of an instance of that type in that zone, in a subnet and VPC.
pub(super) fn of_machine(machine: &Machine, ami: &str, zone: &str, subnet: &str, vpc: &str) -> Attributes {
    let known = [
        (AMI, ami),
        (ZONE, zone),
        (INSTANCE_TYPE, machine.name),
        (ARCHITECTURE, machine.architecture),
        ("ecs.os-type", "linux"),
        ("ecs.os-family", "LINUX"),
        ("ecs.subnet-id", subnet),
        ("ecs.vpc-id", vpc),
        ("ecs.capability.increased-task-cpu-limit", "enabled"),
    ];
    let mut attributes: Attributes = known.into_iter().map(|(name, value)| (name.into(), Some(value.into()))).collect();
    attributes.extend(CAPABILITIES.iter().map(|name| ((*name).into(), None)));
    attributes
}

/// Whether the name is one that only ECS and its agent give.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-constraints.html#attributes>
pub(super) fn is_reserved(name: &str) -> bool {
    name.starts_with("ecs.") || name.starts_with("com.amazonaws.ecs.")
}

fn is_capability(name: &str) -> bool {
    name.starts_with("ecs.capability.") || name.starts_with("com.amazonaws.ecs.capability.")
}
