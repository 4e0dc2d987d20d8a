//! Numbers and lists of one container that AWS limits.

use super::name;
use crate::error::ApiError;
use crate::{JsonMap, json};
use std::ops::RangeInclusive;

/// The limits of a health check, in seconds but for `retries`.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html>
const HEALTH_CHECK: [(&str, RangeInclusive<i64>); 4] =
    [("interval", 5..=300), ("timeout", 2..=60), ("retries", 1..=10), ("startPeriod", 0..=300)];

/// How long a container must have run before it is started again, in seconds.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerRestartPolicy.html>
const RESTART_PERIOD: RangeInclusive<i64> = 60..=1_800;

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerRestartPolicy.html>
const IGNORED_EXIT_CODES_MAX: usize = 50;

/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/use-environment-file.html>
const ENVIRONMENT_FILES_MAX: usize = 10;

pub(super) fn check(document: &JsonMap, container: &JsonMap) -> Result<(), ApiError> {
    if let Some(check) = json::object(container, "healthCheck") {
        HEALTH_CHECK.iter().try_for_each(|(member, range)| within(container, check, member, range))?;
    }
    restart(container)?;
    secrets(document, container)?;
    if json::list(container, "environmentFiles").len() > ENVIRONMENT_FILES_MAX {
        return Err(ApiError::client(
            "The maximum number of environment files was exceeded. Specify ten or less and try again.",
        ));
    }
    let reserved = json::number(container, "memoryReservation");
    if json::number(container, "memory").zip(reserved).is_some_and(|(memory, reserved)| memory < reserved) {
        return Err(ApiError::client(format!(
            "Invalid setting for container '{}'. 'memory' must be greater than or equal to 'memoryReservation'.",
            name(container)
        )));
    }
    let above = |limit: &&JsonMap| json::number(limit, "softLimit") > json::number(limit, "hardLimit");
    match json::objects(container, "ulimits").find(above) {
        Some(limit) => {
            let what = json::text(limit, "name").unwrap_or_default();
            Err(ApiError::client(format!("Soft limit exceeds hard limit for ulimit {what}")))
        }
        None => Ok(()),
    }
}

fn restart(container: &JsonMap) -> Result<(), ApiError> {
    let Some(policy) = json::object(container, "restartPolicy") else { return Ok(()) };
    within(container, policy, "restartAttemptPeriod", &RESTART_PERIOD)?;
    if json::list(policy, "ignoredExitCodes").len() > IGNORED_EXIT_CODES_MAX {
        return Err(ApiError::client(format!(
            "The 'ignoredExitCodes' setting for container '{}' can have at most {IGNORED_EXIT_CODES_MAX} items.",
            name(container)
        )));
    }
    Ok(())
}

/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html>
fn secrets(document: &JsonMap, container: &JsonMap) -> Result<(), ApiError> {
    let secrets: Vec<&str> =
        json::objects(container, "secrets").filter_map(|secret| json::text(secret, "name")).collect();
    if !secrets.is_empty() && !document.contains_key("executionRoleArn") {
        return Err(ApiError::client(
            "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.",
        ));
    }
    let variables: Vec<&str> =
        json::objects(container, "environment").filter_map(|variable| json::text(variable, "name")).collect();
    let taken = |(index, name): &(usize, &&str)| variables.contains(name) || secrets[..*index].contains(name);
    match secrets.iter().enumerate().find(taken) {
        Some((_, name)) => Err(ApiError::client(format!(
            "The secret name must be unique and not shared with any new or existing environment variables set on the container, such as '{name}'."
        ))),
        None => Ok(()),
    }
}

fn within(container: &JsonMap, of: &JsonMap, member: &str, range: &RangeInclusive<i64>) -> Result<(), ApiError> {
    if json::number(of, member).is_none_or(|value| range.contains(&value)) {
        return Ok(());
    }
    let (name, least, most) = (name(container), range.start(), range.end());
    Err(ApiError::client(format!("The '{member}' setting for container '{name}' must be between {least} and {most}")))
}
