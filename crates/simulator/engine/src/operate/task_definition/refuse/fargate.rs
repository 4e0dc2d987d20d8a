//! What containers cannot have on Fargate.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html>

use super::name;
use crate::error::ApiError;
use crate::{JsonMap, json};

/// The longest that a container may take to start or to stop, in seconds.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html>
const TIMEOUT_MAX: i64 = 120;

const DRIVERS: [&str; 3] = ["awslogs", "splunk", "awsfirelens"];

pub(super) fn check(document: &JsonMap) -> Result<(), ApiError> {
    if !json::list(document, "placementConstraints").is_empty() {
        return Err(unsupported("constraints"));
    }
    if document.contains_key("ipcMode") {
        return Err(unsupported("ipcMode"));
    }
    if json::text(document, "pidMode") == Some("host") {
        return Err(ApiError::client("Tasks using the Fargate launch type do not support pidMode 'host'."));
    }
    for volume in json::objects(document, "volumes") {
        if volume.contains_key("dockerVolumeConfiguration") {
            return Err(unsupported("dockerVolumeConfiguration"));
        }
        if json::object(volume, "host").is_some_and(|host| host.contains_key("sourcePath")) {
            return Err(unsupported("sourcePath"));
        }
    }
    let pays = document.contains_key("executionRoleArn");
    for container in json::objects(document, "containerDefinitions") {
        kernel(container)?;
        timeouts(container)?;
        logging(container, pays)?;
        if !pays && json::text(container, "image").is_some_and(|image| image.contains(".dkr.ecr.")) {
            return Err(needs_role("ECR images"));
        }
    }
    Ok(())
}

fn kernel(container: &JsonMap) -> Result<(), ApiError> {
    if json::is_true(container, "privileged") {
        return Err(ApiError::client("Fargate requires that the 'privileged' setting be 'false'."));
    }
    if !json::list(container, "dockerSecurityOptions").is_empty() {
        return Err(unsupported("dockerSecurityOptions"));
    }
    if json::objects(container, "resourceRequirements").any(|it| json::text(it, "type") == Some("GPU")) {
        return Err(ApiError::client("Tasks using the Fargate launch type do not support GPU resource requirements."));
    }
    let Some(linux) = json::object(container, "linuxParameters") else { return Ok(()) };
    if !json::list(linux, "devices").is_empty() {
        return Err(unsupported("devices"));
    }
    if let Some(member) = ["sharedMemorySize", "maxSwap", "swappiness"].iter().find(|it| linux.contains_key(**it)) {
        return Err(unsupported(member));
    }
    let added = json::object(linux, "capabilities").map(|it| json::names(it, "add")).unwrap_or_default();
    match added.iter().find(|capability| &***capability != "SYS_PTRACE") {
        Some(capability) => Err(ApiError::client(format!("{capability} is not allowed on Fargate."))),
        None => Ok(()),
    }
}

fn timeouts(container: &JsonMap) -> Result<(), ApiError> {
    for member in ["startTimeout", "stopTimeout"] {
        if json::number(container, member).is_some_and(|timeout| timeout > TIMEOUT_MAX) {
            return Err(ApiError::client(format!(
                "The '{member}' setting for container '{}' cannot be greater than {TIMEOUT_MAX} on Fargate.",
                name(container)
            )));
        }
    }
    Ok(())
}

fn logging(container: &JsonMap, pays: bool) -> Result<(), ApiError> {
    let Some(log) = json::object(container, "logConfiguration") else { return Ok(()) };
    let driver = json::text(log, "logDriver").unwrap_or_default();
    if !DRIVERS.contains(&driver) {
        return Err(ApiError::client(format!(
            "{driver} is not a valid log driver. Must be one of [{}]",
            DRIVERS.join(", ")
        )));
    }
    if driver != "awslogs" {
        return Ok(());
    }
    if !pays {
        return Err(needs_role("log driver awslogs"));
    }
    if json::object(log, "options").is_some_and(|options| options.contains_key("awslogs-stream-prefix")) {
        return Ok(());
    }
    Err(ApiError::client("Fargate requires log configuration options to include awslogs-stream-prefix."))
}

fn unsupported(member: &str) -> ApiError {
    ApiError::client(format!("Fargate compatible task definitions do not support {member}"))
}

fn needs_role(what: &str) -> ApiError {
    ApiError::client(format!("Fargate requires task definition to have execution role ARN to support {what}."))
}
