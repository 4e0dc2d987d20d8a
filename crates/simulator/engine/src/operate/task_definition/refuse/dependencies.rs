//! `dependsOn`: which container waits for which, and for what.

use super::name;
use crate::error::ApiError;
use crate::{JsonMap, json};

pub(super) fn check(containers: &[&JsonMap]) -> Result<(), ApiError> {
    containers.iter().try_for_each(|container| conditions(containers, container))?;
    match circle(containers) {
        circle if circle.is_empty() => Ok(()),
        circle => Err(ApiError::client(format!(
            "The container dependencies contain a circular dependency: {}.",
            circle.join(", ")
        ))),
    }
}

fn conditions(containers: &[&JsonMap], container: &JsonMap) -> Result<(), ApiError> {
    for dependency in json::objects(container, "dependsOn") {
        let wanted = json::text(dependency, "containerName").unwrap_or_default();
        if wanted == name(container) {
            return Err(ApiError::client(format!("Container {wanted} cannot depend on itself.")));
        }
        let Some(other) = containers.iter().find(|other| name(other) == wanted) else {
            return Err(ApiError::client(format!("Cannot depend on container {wanted} because it does not exist.")));
        };
        match json::text(dependency, "condition") {
            Some("HEALTHY") if !other.contains_key("healthCheck") => {
                return Err(ApiError::client(
                    "A dependency container with HEALTHY condition must have health check configured.",
                ));
            }
            Some("COMPLETE" | "SUCCESS") if json::is_true(other, "essential") => {
                return Err(ApiError::client(
                    "A dependency container with SUCCESS or COMPLETE condition cannot be an essential container",
                ));
            }
            _ => {}
        }
    }
    Ok(())
}

/// The containers that wait for each other, directly or through others, and those that wait for them.
fn circle<'a>(containers: &[&'a JsonMap]) -> Vec<&'a str> {
    let mut left: Vec<&JsonMap> = containers.to_vec();
    loop {
        let names: Vec<&str> = left.iter().map(|container| name(container)).collect();
        let waits = |container: &&JsonMap| {
            json::objects(container, "dependsOn")
                .filter_map(|dependency| json::text(dependency, "containerName"))
                .any(|wanted| names.contains(&wanted))
        };
        let waiting: Vec<&JsonMap> = left.iter().copied().filter(waits).collect();
        if waiting.len() == left.len() {
            return names;
        }
        left = waiting;
    }
}
