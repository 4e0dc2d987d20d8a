//! What there is not on Fargate.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html>

use super::{Container, Faults, Task, items};

pub(super) fn check(task: &Task, faults: &mut Faults) {
    if task.network_mode != "awsvpc" {
        let message = format!("On Fargate the network mode is awsvpc, not {}.", task.network_mode);
        faults.of_task(task.path.member("networkMode"), message);
    }
    if !task.json.list("placementConstraints").is_empty() {
        let message = "On Fargate there are no instances to choose, and so no placementConstraints.";
        faults.of_task(task.path.member("placementConstraints"), message);
    }
    if task.json.get("ipcMode").is_some() {
        faults.of_task(task.path.member("ipcMode"), "On Fargate a task has no ipcMode.");
    }
    if task.json.text("pidMode") == Some("host") {
        faults.of_task(task.path.member("pidMode"), "On Fargate the pidMode is not host.");
    }
    for (path, volume) in items(task.json, &task.path, "volumes") {
        if volume.get("dockerVolumeConfiguration").is_some() {
            let path = path.member("dockerVolumeConfiguration");
            faults.of_task(path, "On Fargate a volume has no dockerVolumeConfiguration.");
        }
        if volume.get("host").is_some_and(|host| host.get("sourcePath").is_some()) {
            let path = path.member("host").member("sourcePath");
            faults.of_task(path, "On Fargate a volume has no sourcePath on the host.");
        }
    }
    for container in &task.containers {
        kernel(container, faults);
    }
}

fn kernel(container: &Container, faults: &mut Faults) {
    let json = container.json;
    if json.flag("privileged") == Some(true) {
        faults.of(container, container.path.member("privileged"), "On Fargate no container is privileged.");
    }
    if !json.list("dockerSecurityOptions").is_empty() {
        let path = container.path.member("dockerSecurityOptions");
        faults.of(container, path, "On Fargate a container has no dockerSecurityOptions.");
    }
    for (path, requirement) in items(json, &container.path, "resourceRequirements") {
        if requirement.text("type") == Some("GPU") {
            faults.of(container, path.member("type"), "On Fargate there are no GPUs.");
        }
    }
    let Some(linux) = json.get("linuxParameters") else { return };
    let path = container.path.member("linuxParameters");
    let has_devices = !linux.list("devices").is_empty();
    let numbers = ["sharedMemorySize", "maxSwap", "swappiness"].into_iter().filter(|it| linux.get(it).is_some());
    for member in has_devices.then_some("devices").into_iter().chain(numbers) {
        faults.of(container, path.member(member), format!("On Fargate a container has no {member}."));
    }
    let Some(capabilities) = linux.get("capabilities") else { return };
    for (path, capability) in items(capabilities, &path.member("capabilities"), "add") {
        if capability.as_text().is_some_and(|name| name != "SYS_PTRACE") {
            faults.of(container, path, "On Fargate SYS_PTRACE is the only capability that can be added.");
        }
    }
}
