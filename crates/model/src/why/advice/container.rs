//! Advice about containers that could not start, or ended.

use super::{Advice, ERRORS};
use crate::why::{Cause, Kind};

const DEFINITION: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html";
const SERVICE_CONNECT: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect.html";
const CONTAINER_HEALTH: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/healthcheck.html";

pub(super) fn of(cause: &Cause) -> Option<Advice> {
    if cause.kind == Kind::SettingRefused {
        let next = match cause.names.setting {
            Some(setting) => format!("Correct the setting in the task definition: {setting}."),
            None => "Correct the setting that AWS's own words name.".to_owned(),
        };
        return Some(Advice::new(
            "The container runtime does not accept a setting of the container.",
            next,
            DEFINITION,
        ));
    }
    let (meaning, next, link) = match cause.kind {
        Kind::CommandNotFound if cause.names.path.as_ref().is_some_and(|path| path.contains(' ')) => (
            "The whole command line was taken for the name of one file.",
            "Give entryPoint or command as a list, each argument on its own.",
            DEFINITION,
        ),
        Kind::CommandAbsent => (
            "Neither the task definition nor the image says what to run.",
            "Set command or entryPoint in the task definition, or CMD or ENTRYPOINT in the image.",
            DEFINITION,
        ),
        Kind::HostNetworkFailed => (
            "The container runtime of the instance could not set up its network.",
            "Restart the container runtime on the instance, or drain and replace the instance.",
            ERRORS,
        ),
        Kind::HostOverloaded => (
            "The instance has run out of processes, threads or open files.",
            "Find the container that uses them up, raise the limits of the instance, or spread the tasks.",
            ERRORS,
        ),
        Kind::CgroupFailed => (
            "The runtime could not set the limits of CPU, memory or processes.",
            "Compare cpu and memory of the container with those of the task; if it happens on one instance only, replace it.",
            DEFINITION,
        ),
        Kind::InitDied => (
            "The container died before its command ran: most often its memory limit is too low, or the instance has no memory left.",
            "Raise memory of the container, and look at free memory and the kernel log of the instance.",
            ERRORS,
        ),
        Kind::MountTargetMissing => (
            "The image does not hold the mount point, and it cannot be made in a read-only file system.",
            "Create the directory in the image, or mount at another containerPath.",
            DEFINITION,
        ),
        Kind::StoppedBeforePull => (
            "The task was stopped first, so the reason is not this container's.",
            "Look at the other containers of the task and at the events of the service at that time.",
            ERRORS,
        ),
        Kind::ContainerUnhealthy if is_service_connect(cause) => (
            "The Service Connect proxy that ECS adds to the task was not ready, or not any more.",
            "Leave CPU and memory of the task for it, look at its log, and check that the task reaches ECS and its namespace.",
            SERVICE_CONNECT,
        ),
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
            "Use an instance type and AMI that have it and a driver that is new enough, for GPUs the GPU-optimized AMI.",
            DEFINITION,
        ),
        Kind::HostOutOfMemory => (
            "The instance had no memory left to start the container.",
            "Reserve more memory in the task definition, or use larger instances.",
            ERRORS,
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
            "The path on the host does not exist there, cannot be created, or is a mount that does not answer any more.",
            "Create it on every instance, or use a volume that ECS manages.",
            DEFINITION,
        ),
        Kind::MountFailed => (
            "A mount of the container was refused.",
            "Compare volumes and mountPoints with AWS's own words.",
            DEFINITION,
        ),
        Kind::CannotStart => (
            "The container runtime refused to start the container.",
            "Go by AWS's own words; where they are cut off, compare entryPoint, command, user, ports and mounts with the image.",
            ERRORS,
        ),
        Kind::RuntimeFailed => (
            "The container runtime was too busy, stuck or not running.",
            "Look at disk, CPU and memory of the instance, and check that the task reaches its log destination and registry; if it happens on one instance only, replace it.",
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

/// Whether it is about the proxy that ECS adds for Service Connect.
fn is_service_connect(cause: &Cause) -> bool {
    cause.container.as_ref().is_some_and(|name| name.starts_with("ecs-service-connect"))
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
