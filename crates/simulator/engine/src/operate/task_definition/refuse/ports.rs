//! `portMappings`.

use super::name;
use crate::error::ApiError;
use crate::{JsonMap, json};
use std::collections::BTreeSet;

const PORTS: std::ops::RangeInclusive<i64> = 1..=65_535;

pub(super) fn check(document: &JsonMap, containers: &[&JsonMap]) -> Result<(), ApiError> {
    // Where the containers have one network, a port is one container's.
    let shared = matches!(json::text(document, "networkMode"), Some("awsvpc" | "host"));
    let (mut ports, mut names) = (BTreeSet::new(), BTreeSet::new());
    for container in containers {
        for mapping in json::objects(container, "portMappings") {
            numbers(container, mapping)?;
            let protocol = json::text(mapping, "protocol").unwrap_or("tcp");
            let port = json::number(mapping, "containerPort").filter(|_| shared);
            if port.is_some_and(|port| !ports.insert((port, protocol))) {
                return Err(wrong(container, "The container port is used multiple times in task."));
            }
            if json::text(mapping, "name").is_some_and(|name| !names.insert(name)) {
                return Err(wrong(container, "The port mapping name is already used."));
            }
        }
    }
    Ok(())
}

fn numbers(container: &JsonMap, mapping: &JsonMap) -> Result<(), ApiError> {
    if let Some(range) = json::text(mapping, "containerPortRange") {
        if mapping.contains_key("containerPort") || mapping.contains_key("hostPort") {
            return Err(wrong(container, "You cannot specify both single port and port range."));
        }
        let ends = range.split_once('-').and_then(|(low, high)| Some((low.parse().ok()?, high.parse().ok()?)));
        let good =
            ends.is_some_and(|(low, high): (i64, i64)| PORTS.contains(&low) && high <= *PORTS.end() && low < high);
        return if good {
            Ok(())
        } else {
            Err(ApiError::client(format!("Invalid 'containerPortRange' setting for container '{}'.", name(container))))
        };
    }
    let inside = json::number(mapping, "containerPort").is_none_or(|port| PORTS.contains(&port));
    let outside = json::number(mapping, "hostPort").is_none_or(|port| port == 0 || PORTS.contains(&port));
    for (good, member) in [(inside, "containerPort"), (outside, "hostPort")] {
        if !good {
            return Err(ApiError::client(format!("Invalid '{member}' setting for container '{}'.", name(container))));
        }
    }
    Ok(())
}

fn wrong(container: &JsonMap, why: &str) -> ApiError {
    ApiError::client(format!("Invalid setting for container '{}'. {why}", name(container)))
}
