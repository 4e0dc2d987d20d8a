//! Advice about containers that could not start, or ended.

use super::{Advice, ERRORS};
use crate::why::{Cause, Kind};

const DEFINITION: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html";
const CONTAINER_HEALTH: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/healthcheck.html";

pub(super) fn of(cause: &Cause) -> Option<Advice> {
    let (meaning, next, link) = match cause.kind {
        Kind::CommandNotFound => (
            "entryPoint or command names a file that the image does not hold, or whose interpreter is missing; a mount may hide it.",
            "Compare entryPoint and command of the revision with the image; check line endings of scripts and mount paths.",
            DEFINITION,
        ),
        Kind::CommandDenied => (
            "The file is not executable, or the container's user may not execute it.",
            "Set the file's mode in the image, and check the container's user.",
            DEFINITION,
        ),
        Kind::UserMissing => (
            "The task definition or the image names a user or group that /etc/passwd or /etc/group of the image lacks.",
            "Use a numeric id, or add the user to the image.",
            DEFINITION,
        ),
        Kind::WorkingDirectoryMissing => (
            "workingDirectory, or the WORKDIR of the image, is not there or may not be entered by the user.",
            "Correct workingDirectory, or create the directory in the image.",
            DEFINITION,
        ),
        Kind::PortTaken => (
            "Another container or process of the instance uses the port.",
            "Use a dynamic host port (hostPort 0), awsvpc, or one task per instance.",
            DEFINITION,
        ),
        Kind::DeviceMissing => (
            "The instance lacks the device or its driver.",
            "Use an instance type and AMI that have it, for GPUs the GPU-optimized AMI.",
            DEFINITION,
        ),
        Kind::HostOutOfMemory => (
            "The instance had no memory left to start the container.",
            "Reserve more memory in the task definition, or use larger instances.",
            ERRORS,
        ),
        Kind::SettingRefused => (
            "The container runtime does not accept a setting of the container.",
            "Correct the setting that AWS's own words name.",
            DEFINITION,
        ),
        Kind::DependencyFailed => (
            "A container in dependsOn did not start, complete or become healthy.",
            "Look at the containers it depends on: exit code, health check and startTimeout.",
            DEFINITION,
        ),
        Kind::MountOntoFile => (
            "One side of the mount is a file and the other a directory.",
            "Make sourcePath and containerPath both files or both directories.",
            DEFINITION,
        ),
        Kind::MountSourceMissing => (
            "The path on the host does not exist there, or cannot be created.",
            "Create it on every instance, or use a volume that ECS manages.",
            DEFINITION,
        ),
        Kind::MountFailed => (
            "A mount of the container was refused.",
            "Compare volumes and mountPoints with AWS's own words.",
            DEFINITION,
        ),
        Kind::CannotStart => {
            ("The container runtime refused to start the container.", "Go by AWS's own words.", ERRORS)
        }
        Kind::RuntimeFailed => (
            "The container runtime did not do as told, or not in time.",
            "Check that the task reaches its log destination and registry; if it happens on one instance only, replace it.",
            ERRORS,
        ),
        Kind::OutOfMemory => (
            "The memory limit of the container or the task is too low for what it does, or it leaks.",
            "Compare memory use with the limit; raise memory, or find what grew in this revision.",
            ERRORS,
        ),
        Kind::ContainerUnhealthy => (
            "The healthCheck command of the container failed retries times in a row after its startPeriod.",
            "Run the check's command in the container, and compare its timeouts with how long a start takes.",
            CONTAINER_HEALTH,
        ),
        Kind::Exited => return Some(on_exit(cause.exit_code)),
        _ => return None,
    };
    Some(Advice::new(meaning, next, link))
}

fn on_exit(code: Option<i32>) -> Advice {
    let (meaning, next) = match code {
        Some(0) => (
            "The process ended as if its work were done; a service expects it to keep running.",
            "Check that the command stays in the foreground, or run it as a one-off task.",
        ),
        Some(125..=128) => (
            "The command of the container is missing in the image or may not be executed.",
            "Compare entryPoint and command of the revision with what the image holds.",
        ),
        Some(137) => (
            "The process was killed with SIGKILL: by the kernel for its memory, or by ECS because it did not end within the stop timeout.",
            "Look at memory use against the limit, and at whether the program ends on SIGTERM.",
        ),
        Some(131 | 132 | 133 | 134 | 135 | 136 | 139 | 159 | -1_073_741_819 | -1_073_741_571) => (
            "The program crashed in native code.",
            "Look at its last log lines; compare the image's processor architecture with the task's.",
        ),
        Some(129 | 130 | 143 | -1_073_741_510) => (
            "The process was asked to end with a signal; another container or the host ended first, or something in the container sent it.",
            "Look at the other containers of the task and at the events of the service at that time.",
        ),
        _ => (
            "The program gave up: it often lacks configuration, or something that it needs did not answer.",
            "Read the last log lines of the container; compare this revision with the one that worked.",
        ),
    };
    Advice::new(meaning, next, ERRORS)
}
