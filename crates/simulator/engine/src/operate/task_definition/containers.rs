//! What AWS checks in container definitions and adds to them.

use crate::error::ApiError;
use crate::logs::target::LogTarget;
use crate::task_definition::{Condition, ContainerDefinition, Dependency, HealthCheck, RestartPolicy};
use crate::time::seconds;
use crate::{JsonMap, Name, image, json, validate};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Docker's own time between SIGTERM and SIGKILL on Fargate and EC2, in seconds.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html>
const STOP_TIMEOUT: u32 = 30;

/// How long a container must have run to be started again, in seconds, unless told.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerRestartPolicy.html>
const RESTART_PERIOD: u32 = 300;

/// Adds AWS's defaults to every container definition and gives what the engine needs of each.
pub(super) fn complete(document: &mut JsonMap) -> Result<Vec<ContainerDefinition>, ApiError> {
    let awsvpc = json::text(document, "networkMode") == Some("awsvpc");
    let host = json::text(document, "networkMode") == Some("host");
    let list = document
        .get_mut("containerDefinitions")
        .and_then(Value::as_array_mut)
        .filter(|list| !list.is_empty())
        .ok_or_else(|| ApiError::client("Container list cannot be empty."))?;
    let mut names = BTreeSet::new();
    let mut containers = Vec::with_capacity(list.len());
    for item in list {
        let container = item.as_object_mut().ok_or_else(|| ApiError::client("Container should not be null."))?;
        add_defaults(container);
        add_ports(container, awsvpc, host)?;
        let container = read(container)?;
        if !names.insert(container.name.clone()) {
            return Err(ApiError::client("Container names must be unique within a task definition."));
        }
        containers.push(container);
    }
    if !containers.iter().any(|container| container.essential) {
        return Err(ApiError::client("Task definition doesn't have any essential container."));
    }
    Ok(containers)
}

fn read(container: &JsonMap) -> Result<ContainerDefinition, ApiError> {
    let text = |key: &str| {
        json::text(container, key)
            .filter(|text| !text.is_empty())
            .map(Name::from)
            .ok_or_else(|| ApiError::client(format!("Container.{key} should not be null or empty.")))
    };
    let (name, image) = (text("name")?, text("image")?);
    if !validate::is_name(&name) {
        return Err(ApiError::client("Container.name contains invalid characters."));
    }
    if !image.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_/:.@#+".contains(&byte)) {
        return Err(ApiError::client("Container.image contains invalid characters."));
    }
    Ok(ContainerDefinition {
        name,
        image_digest: image::digest(&image),
        image,
        essential: json::is_true(container, "essential"),
        health_check: json::object(container, "healthCheck").and_then(health_check),
        stop_timeout: seconds(json::count(container, "stopTimeout").unwrap_or(STOP_TIMEOUT).into()),
        cpu: json::count(container, "cpu").unwrap_or(0),
        logs: LogTarget::of_container(container),
        memory: json::count(container, "memory"),
        memory_reservation: json::count(container, "memoryReservation"),
        depends_on: json::objects(container, "dependsOn").filter_map(dependency).collect(),
        start_timeout: json::count(container, "startTimeout").map(|timeout| seconds(timeout.into())),
        restart: json::object(container, "restartPolicy").and_then(restart_policy),
    })
}

fn dependency(item: &JsonMap) -> Option<Dependency> {
    let condition = match json::text(item, "condition")? {
        "START" => Condition::Start,
        "COMPLETE" => Condition::Complete,
        "SUCCESS" => Condition::Success,
        "HEALTHY" => Condition::Healthy,
        _ => return None,
    };
    Some(Dependency { container: json::text(item, "containerName")?.into(), condition })
}

fn restart_policy(policy: &JsonMap) -> Option<RestartPolicy> {
    let ignored = json::list(policy, "ignoredExitCodes").iter().filter_map(Value::as_i64);
    json::is_true(policy, "enabled").then(|| RestartPolicy {
        period: seconds(json::count(policy, "restartAttemptPeriod").unwrap_or(RESTART_PERIOD).into()),
        ignored: ignored.filter_map(|code| code.try_into().ok()).collect(),
    })
}

/// A command of `NONE` switches the image's own check off.
fn health_check(check: &JsonMap) -> Option<HealthCheck> {
    if json::list(check, "command").first().and_then(Value::as_str) == Some("NONE") {
        return None;
    }
    let default = HealthCheck::default();
    let millis = |key: &str, default: u64| json::count(check, key).map_or(default, |value| seconds(value.into()));
    Some(HealthCheck {
        interval: millis("interval", default.interval),
        retries: json::count(check, "retries").unwrap_or(default.retries),
        start_period: millis("startPeriod", default.start_period),
    })
}

fn add_defaults(container: &mut JsonMap) {
    json::default(container, "cpu", 0);
    json::default(container, "essential", true);
    for key in ["environment", "mountPoints", "volumesFrom", "systemControls", "portMappings"] {
        json::default(container, key, json!([]));
    }
    if let Some(check) = container.get_mut("healthCheck").and_then(Value::as_object_mut) {
        json::default(check, "interval", 30);
        json::default(check, "timeout", 5);
        json::default(check, "retries", 3);
    }
}

fn add_ports(container: &mut JsonMap, awsvpc: bool, host: bool) -> Result<(), ApiError> {
    let Some(ports) = container.get_mut("portMappings").and_then(Value::as_array_mut) else {
        return Ok(());
    };
    for port in ports.iter_mut().filter_map(Value::as_object_mut) {
        let inside = json::number(port, "containerPort");
        let outside = json::number(port, "hostPort");
        let differ = inside.zip(outside).is_some_and(|(inside, outside)| outside != 0 && inside != outside);
        if differ && (awsvpc || host) {
            let mode = if awsvpc { "awsvpc" } else { "host" };
            return Err(ApiError::client(format!(
                "When networkMode={mode}, the host ports and container ports in port mappings must match."
            )));
        }
        json::default(port, "protocol", "tcp");
        if let Some(inside) = inside {
            let own = if awsvpc || host { inside } else { 0 };
            json::default(port, "hostPort", own);
        }
    }
    Ok(())
}
