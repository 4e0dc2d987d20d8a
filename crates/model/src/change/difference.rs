//! What differs between two revisions, by container and key; the order in which things are listed is none of it.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::FieldChange;
use crate::task_definition::{ContainerDefinition, TaskDefinition};

/// A definition as keys and values. What is absent has no key.
type Flat = BTreeMap<String, String>;

/// What becomes of one revision when another takes its place. Fields are called as in the ECS API, and those of a
/// container begin with its name: `web.image`.
pub fn differences(before: &TaskDefinition, after: &TaskDefinition) -> Vec<FieldChange> {
    let (before, after) = (flat(before), flat(after));
    let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let change = |key: &String| FieldChange {
        field: key.clone(),
        before: before.get(key).cloned(),
        after: after.get(key).cloned(),
    };
    keys.into_iter().map(change).filter(|change| change.before != change.after).collect()
}

fn flat(definition: &TaskDefinition) -> Flat {
    let mut flat = Flat::new();
    let mut put = |key: &str, value: Option<String>| {
        flat.extend(value.filter(|value| !value.is_empty()).map(|value| (key.to_owned(), value)));
    };
    put("cpu", definition.cpu.clone());
    put("memory", definition.memory.clone());
    put("networkMode", definition.network_mode.as_ref().map(ToString::to_string));
    put("requiresCompatibilities", sorted(definition.requires_compatibilities.iter().cloned()));
    put("taskRoleArn", definition.task_role_arn.clone());
    put("executionRoleArn", definition.execution_role_arn.clone());
    put("runtimePlatform", definition.runtime_platform.clone());
    put("ephemeralStorage", definition.ephemeral_storage.map(|size| format!("{size} GiB")));
    put("volumes", sorted(definition.volumes.iter().map(|(name, kind)| format!("{name} ({kind})"))));
    for container in &definition.containers {
        container_keys(container, &mut flat);
    }
    flat
}

fn container_keys(container: &ContainerDefinition, flat: &mut Flat) {
    let name = &container.name;
    let mut put = |key: &str, value: Option<String>| {
        flat.extend(value.filter(|value| !value.is_empty()).map(|value| (format!("{name}.{key}"), value)));
    };
    put("image", Some(container.image.clone()));
    put("essential", Some(container.essential.to_string()));
    put("cpu", Some(container.cpu).filter(|units| *units > 0).map(|units| units.to_string()));
    put("memory", container.memory.map(|size| format!("{size} MiB")));
    put("memoryReservation", container.memory_reservation.map(|size| format!("{size} MiB")));
    put("gpus", Some(container.gpus).filter(|gpus| *gpus > 0).map(|gpus| gpus.to_string()));
    put("entryPoint", Some(container.entry_point.join(" ")));
    put("command", Some(container.command.join(" ")));
    put("environmentFiles", sorted(container.environment_files.iter().cloned()));
    put("logDriver", container.log_driver.clone());
    put("dependsOn", sorted(container.depends_on.iter().map(|(name, state)| format!("{name} {state}"))));
    put("user", container.user.clone());
    put("privileged", container.privileged.then(|| "true".to_owned()));
    put("readonlyRootFilesystem", container.read_only_root.then(|| "true".to_owned()));
    put("stopTimeout", container.stop_timeout.map(|seconds| format!("{seconds} s")));
    for port in &container.ports {
        let host = port.host_port.map(|host| format!(", on port {host} of the instance")).unwrap_or_default();
        put(&format!("portMappings.{}/{}", port.container_port, port.protocol), Some(format!("open{host}")));
    }
    for variable in &container.environment {
        put(&format!("environment.{variable}"), Some("set".to_owned()));
    }
    for secret in &container.secrets {
        put(&format!("secrets.{}", secret.name), Some(secret.value_from.clone()));
    }
    for (option, value) in &container.log_options {
        put(&format!("logOptions.{option}"), Some(value.clone()));
    }
    for (volume, path, is_read_only) in &container.mounts {
        let access = if *is_read_only { "read-only" } else { "read and write" };
        put(&format!("mountPoints.{path}"), Some(format!("{volume}, {access}")));
    }
    if let Some(check) = &container.health_check {
        put("healthCheck.command", Some(check.command.join(" ")));
        put("healthCheck.interval", Some(format!("{} s", check.interval)));
        put("healthCheck.timeout", Some(format!("{} s", check.timeout)));
        put("healthCheck.retries", Some(check.retries.to_string()));
        put("healthCheck.startPeriod", check.start_period.map(|seconds| format!("{seconds} s")));
    }
}

fn sorted(all: impl Iterator<Item = String>) -> Option<String> {
    let all: BTreeSet<String> = all.collect();
    Some(all.into_iter().collect::<Vec<_>>().join(", "))
}
