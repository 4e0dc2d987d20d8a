//! What Fargate can run.

use crate::error::ApiError;
use crate::task_definition::ContainerDefinition;
use crate::{JsonMap, json};

/// The memory sizes (least, most, step, in MiB) that go with a number of CPU units.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html>
const SIZES: &[(u32, u32, u32, u32)] = &[
    (512, 1_024, 4_096, 1_024),
    (1_024, 2_048, 8_192, 1_024),
    (2_048, 4_096, 16_384, 1_024),
    (4_096, 8_192, 30_720, 1_024),
    (8_192, 16_384, 61_440, 4_096),
    (16_384, 32_768, 122_880, 8_192),
];

/// The smallest task has steps of its own.
const SMALLEST: (u32, [u32; 3]) = (256, [512, 1_024, 2_048]);

/// The least CPU of a task with Windows, in CPU units.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html>
const WINDOWS_LEAST: u32 = 1_024;

/// What a task on instances can ask for, in CPU units.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html>
const ON_INSTANCES: std::ops::RangeInclusive<u32> = 128..=196_608;

/// Refuses a task definition whose size or network Fargate does not have.
pub(super) fn check(document: &JsonMap) -> Result<(), ApiError> {
    if json::text(document, "networkMode") != Some("awsvpc") {
        return Err(ApiError::client("Fargate only supports network mode 'awsvpc'."));
    }
    let cpu = json::text(document, "cpu")
        .ok_or_else(|| ApiError::client("Fargate requires that 'cpu' be defined at the task level."))?;
    let memory = json::text(document, "memory")
        .ok_or_else(|| ApiError::client("Fargate requires that 'memory' be defined at the task level."))?;
    let family = json::object(document, "runtimePlatform").and_then(|it| json::text(it, "operatingSystemFamily"));
    let least = if family.is_some_and(|family| family != "LINUX") { WINDOWS_LEAST } else { 0 };
    let fits = |(cpu, memory): (u32, u32)| cpu >= least && is_pair(cpu, memory);
    if cpu_units(cpu).zip(mebibytes(memory)).is_some_and(fits) {
        return Ok(());
    }
    Err(ApiError::client(format!(
        "No Fargate configuration exists for given values: {cpu} CPU, {memory} memory. See the Amazon ECS documentation for the valid values."
    )))
}

/// Writes the task's size as AWS gives it back: in CPU units and MiB.
pub(super) fn spell_out(document: &mut JsonMap) -> Result<(), ApiError> {
    let cpu = json::text(document, "cpu").map(|text| cpu_units(text).filter(|units| ON_INSTANCES.contains(units)));
    let memory = json::text(document, "memory").map(|text| mebibytes(text).filter(|mebibytes| *mebibytes > 0));
    for (key, value) in [("cpu", cpu), ("memory", memory)] {
        let Some(value) = value else { continue };
        let value = value.ok_or_else(|| {
            ApiError::client(format!(
                "Invalid '{key}' setting for task. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide."
            ))
        })?;
        document.insert(key.to_owned(), value.to_string().into());
    }
    Ok(())
}

/// Refuses containers that together ask for more than their task has.
pub(super) fn check_sums(document: &JsonMap, containers: &[ContainerDefinition]) -> Result<(), ApiError> {
    let cpu: u64 = containers.iter().map(|container| u64::from(container.cpu)).sum();
    if json::text(document, "cpu").and_then(cpu_units).is_some_and(|task| cpu > task.into()) {
        return Err(ApiError::client(
            "The sum of all container 'cpu' values cannot be greater than the task-level 'cpu' value.",
        ));
    }
    let memory = json::text(document, "memory").and_then(mebibytes);
    if memory.is_none()
        && let Some(container) = containers.iter().find(|it| it.memory.is_none() && it.memory_reservation.is_none())
    {
        return Err(ApiError::client(format!(
            "Invalid setting for container '{}'. At least one of 'memory' or 'memoryReservation' must be specified.",
            container.name
        )));
    }
    let Some(memory) = memory else { return Ok(()) };
    if let Some(container) = containers.iter().find(|it| it.memory > Some(memory)) {
        return Err(ApiError::client(format!(
            "The 'memory' setting for container '{}' is greater than for the task.",
            container.name
        )));
    }
    let reserved: u64 = containers.iter().filter_map(|it| it.memory_reservation).map(u64::from).sum();
    if reserved > memory.into() {
        return Err(ApiError::client(
            "The sum of all container 'memoryReservation' values cannot be greater than the task-level 'memory' value.",
        ));
    }
    Ok(())
}

fn is_pair(cpu: u32, memory: u32) -> bool {
    if cpu == SMALLEST.0 {
        return SMALLEST.1.contains(&memory);
    }
    SIZES.iter().any(|&(units, least, most, step)| {
        units == cpu && (least..=most).contains(&memory) && (memory - least).is_multiple_of(step)
    })
}

/// CPU units in `512`, `0.5 vCPU` and `.5 vcpu`.
fn cpu_units(text: &str) -> Option<u32> {
    if let Ok(units) = text.parse() {
        return Some(units);
    }
    scaled(text, "vcpu")
}

/// MiB in `1024`, `1 GB` and `1gb`.
fn mebibytes(text: &str) -> Option<u32> {
    if let Ok(mebibytes) = text.parse() {
        return Some(mebibytes);
    }
    scaled(text, "gb")
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked to be a small whole number just before"
)]
fn scaled(text: &str, unit: &str) -> Option<u32> {
    let lower = text.to_ascii_lowercase();
    let amount: f64 = lower.strip_suffix(unit)?.trim().parse().ok()?;
    let scaled = amount * 1_024.0;
    ((0.0..1e9).contains(&scaled) && scaled.fract() == 0.0).then_some(scaled as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[track_caller]
    fn check_pair(cpu: &str, memory: &str, expect: bool) {
        let document = json!({ "networkMode": "awsvpc", "cpu": cpu, "memory": memory });
        assert_eq!(check(document.as_object().unwrap()).is_ok(), expect, "{cpu} and {memory}");
    }

    #[test]
    fn only_the_documented_pairs_fit_fargate() {
        check_pair("256", "512", true);
        check_pair("256", "2048", true);
        check_pair("256", "3072", false);
        check_pair("512", "512", false);
        check_pair("1024", "8192", true);
        check_pair("4096", "30720", true);
        check_pair("4096", "31744", false);
        check_pair("8192", "20480", true);
        check_pair("8192", "17408", false);
        check_pair("16384", "122880", true);
        check_pair("300", "512", false);
        check_pair("0.5 vCPU", "1 GB", true);
        check_pair(".25 vcpu", "0.5GB", true);
        check_pair("x", "y", false);
    }
}
