//! Volumes, what mounts them, and scratch space.

use super::name;
use crate::error::ApiError;
use crate::{JsonMap, json};
use std::collections::BTreeSet;

/// How much scratch space can be asked for, in GiB.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EphemeralStorage.html>
const SCRATCH: std::ops::RangeInclusive<i64> = 21..=200;

pub(super) fn check(document: &JsonMap, containers: &[&JsonMap]) -> Result<(), ApiError> {
    let mut volumes = BTreeSet::new();
    for volume in json::objects(document, "volumes") {
        let name = json::text(volume, "name").unwrap_or_default();
        if !volumes.insert(name) {
            return Err(ApiError::client(format!("Volume names must be unique within a task definition: '{name}'.")));
        }
        efs(volume)?;
    }
    for container in containers {
        let mounted = json::objects(container, "mountPoints").filter_map(|mount| json::text(mount, "sourceVolume"));
        if let Some(unknown) = mounted.into_iter().find(|volume| !volumes.contains(volume)) {
            return Err(ApiError::client(format!("Unknown volume '{unknown}'.")));
        }
        let mut sources =
            json::objects(container, "volumesFrom").filter_map(|source| json::text(source, "sourceContainer"));
        if let Some(unknown) = sources.find(|source| !containers.iter().any(|other| name(other) == *source)) {
            return Err(ApiError::client(format!("Unknown source container '{unknown}'.")));
        }
    }
    let scratch = json::object(document, "ephemeralStorage").and_then(|storage| json::number(storage, "sizeInGiB"));
    match scratch {
        Some(size) if size < *SCRATCH.start() => {
            Err(ApiError::client(format!("EphemeralStorage size should be at least {}", SCRATCH.start())))
        }
        Some(size) if size > *SCRATCH.end() => {
            Err(ApiError::client(format!("EphemeralStorage size should be at most {}", SCRATCH.end())))
        }
        _ => Ok(()),
    }
}

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EFSVolumeConfiguration.html>
fn efs(volume: &JsonMap) -> Result<(), ApiError> {
    let Some(efs) = json::object(volume, "efsVolumeConfiguration") else { return Ok(()) };
    let encrypted = json::text(efs, "transitEncryption") == Some("ENABLED");
    if efs.contains_key("transitEncryptionPort") && !encrypted {
        return Err(ApiError::client("EFS transitEncryptionPort requires TransitEncryption to be enabled"));
    }
    let Some(authorization) = json::object(efs, "authorizationConfig") else { return Ok(()) };
    if json::text(authorization, "iam") == Some("ENABLED") && !encrypted {
        return Err(ApiError::client("EFS IAM authorization requires TransitEncryption to be enabled"));
    }
    let rooted = json::text(efs, "rootDirectory").is_some_and(|root| root != "/");
    if authorization.contains_key("accessPointId") && rooted {
        return Err(ApiError::client(
            "When using an EFS access point, the root directory must either be set to \"/\" or be omitted",
        ));
    }
    Ok(())
}
