//! `logConfiguration`, whatever the task runs on.

use crate::error::ApiError;
use crate::{JsonMap, json};

/// Options without which the `awslogs` driver does nothing.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html>
const AWSLOGS: [&str; 2] = ["awslogs-region", "awslogs-group"];

pub(super) fn check(containers: &[&JsonMap]) -> Result<(), ApiError> {
    let routed = containers.iter().any(|container| container.contains_key("firelensConfiguration"));
    for log in containers.iter().filter_map(|container| json::object(container, "logConfiguration")) {
        match json::text(log, "logDriver") {
            Some("awslogs") => awslogs(json::object(log, "options").unwrap_or(&JsonMap::new()))?,
            Some("awsfirelens") if !routed => {
                return Err(ApiError::client(
                    "When awsfirelens log driver is specified in log configuration, a firelens configuration object must be specified.",
                ));
            }
            _ => {}
        }
    }
    Ok(())
}

fn awslogs(options: &JsonMap) -> Result<(), ApiError> {
    let lacks = |option: &&&str| json::text(options, option).is_none_or(str::is_empty);
    let missing: Vec<&str> = AWSLOGS.iter().filter(lacks).copied().collect();
    if !missing.is_empty() {
        return Err(ApiError::client(format!("Log driver awslogs requires options: {}", missing.join(", "))));
    }
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b".-_/#".contains(&byte);
    if json::text(options, "awslogs-group").is_some_and(|group| group.bytes().all(allowed)) {
        return Ok(());
    }
    Err(ApiError::client("Log driver awslogs option 'awslogs-group' contains invalid characters."))
}
