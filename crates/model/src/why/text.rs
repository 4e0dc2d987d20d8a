//! A cause in a few words, and as a sentence.

use super::{Cause, Kind, exit_code_words};

/// For headlines and rows.
pub(super) fn short(cause: &Cause) -> String {
    match cause.kind {
        Kind::OutOfMemory => exited(cause, Some("out of memory")),
        Kind::Exited => exited(cause, cause.exit_code.and_then(exit_code_words)),
        Kind::ContainerUnhealthy => match &cause.container {
            Some(container) => format!("container {container} fails its health check"),
            None => "container health check failed".to_owned(),
        },
        kind => match kind.aws_prefix() {
            Some(prefix) => format!("{prefix}, {}", few_words(kind)),
            None => few_words(kind).to_owned(),
        },
    }
}

/// `container web, exit code 137 (out of memory)`, as far as it is known.
fn exited(cause: &Cause, words: Option<&str>) -> String {
    let container = cause.container.as_ref().map(|name| format!("container {name}"));
    let code = match (cause.exit_code, words) {
        (Some(code), Some(words)) => Some(format!("exit code {code} ({words})")),
        (Some(code), None) => Some(format!("exit code {code}")),
        (None, Some(words)) => Some(words.to_owned()),
        (None, None) => None,
    };
    match (container, code) {
        (Some(container), Some(code)) => format!("{container}, {code}"),
        (Some(container), None) => format!("{container} exited"),
        (None, Some(code)) => code,
        (None, None) => "an essential container exited".to_owned(),
    }
}

fn few_words(kind: Kind) -> &'static str {
    match kind {
        Kind::ImageNotFound => "image tag not found",
        Kind::PullDenied => "access to the image denied",
        Kind::RegistryUnreachable => "registry not reached",
        Kind::PullRateLimited => "pull rate limit reached",
        Kind::WrongPlatform => "image built for another processor",
        Kind::DiskFull => "no space left on the disk",
        Kind::PullFailed => "image could not be pulled",
        Kind::SecretDenied => "access to a secret denied",
        Kind::SecretMissing => "secret not found",
        Kind::SecretUnreachable => "secrets service not reached",
        Kind::SecretFailed => "secret could not be read",
        Kind::EnvironmentFileFailed => "environment file could not be read",
        Kind::LoggerFailed => "log driver could not start",
        Kind::NetworkFailed => "network interface could not be set up",
        Kind::VolumeFailed => "volume could not be mounted",
        Kind::RoleFailed => "role could not be assumed",
        Kind::NoCapacity => "no capacity available",
        Kind::InitializationFailed => "the task could not be set up",
        Kind::CommandNotFound => "command not found",
        Kind::CommandDenied => "command may not be executed",
        Kind::CannotStart => "container could not be started",
        Kind::RuntimeFailed => "container runtime failed",
        Kind::OutOfMemory => "out of memory",
        Kind::Exited => "an essential container exited",
        Kind::FailedToStart => "the task failed to start",
        Kind::ContainerUnhealthy => "container health check failed",
        Kind::TargetUnhealthy => "load balancer health check failed",
        Kind::ScaledIn => "stopped by a deployment or a scaling",
        Kind::Rebalanced => "moved to another availability zone",
        Kind::StoppedByScheduler => "stopped by its service",
        Kind::StoppedByUser => "stopped by a user",
        Kind::SpotInterrupted => "Spot capacity was taken back",
        Kind::HostTerminated => "its instance was terminated",
        Kind::HostDraining => "its instance is draining",
        Kind::HostUnhealthy => "its infrastructure was unhealthy",
        Kind::Maintenance => "maintenance of its infrastructure",
        Kind::Other => "stopped",
    }
}

/// One sentence: what happened.
pub(super) fn summary(cause: &Cause) -> String {
    let container =
        cause.container.as_deref().map_or_else(|| "a container".to_owned(), |name| format!("container {name}"));
    let image = cause
        .image
        .as_deref()
        .map_or_else(|| "the image".to_owned(), |image| format!("image {}", without_registry(image)));
    let sentence = match cause.kind {
        Kind::ImageNotFound => format!("{image} was not found in its registry, so {container} could not start."),
        Kind::PullDenied => format!("the registry did not hand out {image}: access denied."),
        Kind::RegistryUnreachable => format!("the registry of {image} was not reached."),
        Kind::PullRateLimited => {
            format!("the registry refuses to hand out {image} for now: its pull rate limit is reached.")
        }
        Kind::WrongPlatform => format!("{image} was not built for the processor or operating system of this task."),
        Kind::DiskFull => format!("there was no space left on the disk for {image}."),
        Kind::PullFailed => format!("{image} could not be pulled."),
        Kind::OutOfMemory => match cause.exit_code {
            Some(code) => format!("{container} used more memory than its limit and was killed (exit code {code})."),
            None => format!("{container} used more memory than its limit and was killed."),
        },
        Kind::Exited => match (cause.exit_code, cause.exit_code.and_then(exit_code_words)) {
            (Some(code), Some(words)) => {
                format!("{container} exited with code {code} ({words}), and the task ended with it.")
            }
            (Some(code), None) => format!("{container} exited with code {code}, and the task ended with it."),
            (None, _) => "an essential container exited, and the task ended with it.".to_owned(),
        },
        Kind::ContainerUnhealthy => format!("{container} failed its health check, so ECS replaced the task."),
        Kind::TargetUnhealthy => "the load balancer found the task unhealthy, so ECS replaced it.".to_owned(),
        Kind::CommandNotFound => format!("{container} could not start: its command is not in {image}."),
        Kind::CommandDenied => format!("{container} could not start: its command may not be executed."),
        Kind::CannotStart => format!("{container} could not be started."),
        Kind::ScaledIn => "a deployment or a scaling of the service stopped it: it was no longer wanted.".to_owned(),
        Kind::Rebalanced => "the service moved it to balance its availability zones.".to_owned(),
        Kind::StoppedByScheduler => "its service stopped it.".to_owned(),
        Kind::StoppedByUser => "somebody stopped it.".to_owned(),
        Kind::SpotInterrupted => "AWS took the Spot capacity under it back.".to_owned(),
        Kind::HostTerminated => "the instance it ran on was stopped or terminated.".to_owned(),
        Kind::HostDraining => "the instance it ran on is draining.".to_owned(),
        Kind::HostUnhealthy => "the infrastructure it ran on was not healthy.".to_owned(),
        Kind::Maintenance => "AWS stopped it to maintain the infrastructure under it.".to_owned(),
        Kind::FailedToStart => "the task failed to start.".to_owned(),
        Kind::Other => "the task stopped.".to_owned(),
        kind @ (Kind::SecretDenied
        | Kind::SecretMissing
        | Kind::SecretUnreachable
        | Kind::SecretFailed
        | Kind::EnvironmentFileFailed
        | Kind::LoggerFailed
        | Kind::NetworkFailed
        | Kind::VolumeFailed
        | Kind::RoleFailed
        | Kind::NoCapacity
        | Kind::InitializationFailed
        | Kind::RuntimeFailed) => format!("the task could not start: {}.", few_words(kind)),
    };
    capitalized(&sentence)
}

/// An image's name without the host that serves it: `shop/web:1`.
fn without_registry(image: &str) -> &str {
    match image.split_once('/') {
        Some((host, name)) if host.contains(['.', ':']) || host == "localhost" => name,
        _ => image,
    }
}

/// The sentence with a capital first letter.
fn capitalized(sentence: &str) -> String {
    match sentence.split_at_checked(1) {
        Some((first, rest)) => first.to_ascii_uppercase() + rest,
        None => sentence.to_owned(),
    }
}
