//! Volumes, what mounts them, and scratch space.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::{Faults, Task, items};
use crate::json::Json;
use crate::path::Path;

/// How much scratch space can be asked for, in GiB.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EphemeralStorage.html>
const SCRATCH: RangeInclusive<i64> = 21..=200;

pub(super) fn check(task: &Task, faults: &mut Faults) {
    let mut volumes = BTreeSet::new();
    for (path, volume) in items(task.json, &task.path, "volumes") {
        let name = volume.text("name").unwrap_or_default();
        if !volumes.insert(name) {
            faults.of_task(path.member("name"), format!("Two volumes are called {name}."));
        }
        efs(volume, &path.member("efsVolumeConfiguration"), faults);
    }
    for container in &task.containers {
        for (path, mount) in items(container.json, &container.path, "mountPoints") {
            if let Some(name) = mount.text("sourceVolume").filter(|name| !volumes.contains(name)) {
                faults.of(container, path.member("sourceVolume"), format!("There is no volume {name}."));
            }
        }
        for (path, source) in items(container.json, &container.path, "volumesFrom") {
            if let Some(name) = source.text("sourceContainer").filter(|name| task.container(name).is_none()) {
                faults.of(container, path.member("sourceContainer"), format!("There is no container {name}."));
            }
        }
    }
    let scratch = task.json.get("ephemeralStorage").and_then(|storage| storage.number("sizeInGiB"));
    if let Some(size) = scratch.filter(|size| !SCRATCH.contains(size)) {
        let message = format!("Scratch space is {} to {} GiB, not {size}.", SCRATCH.start(), SCRATCH.end());
        faults.of_task(task.path.member("ephemeralStorage").member("sizeInGiB"), message);
    }
}

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EFSVolumeConfiguration.html>
fn efs(volume: &Json, path: &Path, faults: &mut Faults) {
    let Some(efs) = volume.get("efsVolumeConfiguration") else { return };
    let is_encrypted = efs.text("transitEncryption") == Some("ENABLED");
    if efs.get("transitEncryptionPort").is_some() && !is_encrypted {
        faults.of_task(path.member("transitEncryptionPort"), "A port for encryption needs transitEncryption ENABLED.");
    }
    let Some(authorization) = efs.get("authorizationConfig") else { return };
    if authorization.text("iam") == Some("ENABLED") && !is_encrypted {
        let message = "Authorization by IAM needs transitEncryption ENABLED.";
        faults.of_task(path.member("authorizationConfig").member("iam"), message);
    }
    if authorization.get("accessPointId").is_some() && efs.text("rootDirectory").is_some_and(|root| root != "/") {
        faults.of_task(path.member("rootDirectory"), "With an access point rootDirectory is / or is left out.");
    }
}
