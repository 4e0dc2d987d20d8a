//! A cause in a few words, and as a sentence.

mod few;

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
        _ => match &cause.prefix {
            Some(prefix) => format!("{prefix}, {}", few::words(cause)),
            None => few::words(cause),
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

/// One sentence: what happened.
pub(super) fn summary(cause: &Cause) -> String {
    let names = &cause.names;
    let container =
        &cause.container.as_deref().map_or_else(|| "a container".to_owned(), |it| format!("container {it}"));
    let image =
        &cause.image.as_deref().map_or_else(|| "the image".to_owned(), |it| format!("image {}", without_registry(it)));
    let host = || names.host.as_ref().map(|host| format!(" ({host})")).unwrap_or_default();
    let command = || names.path.as_ref().map_or_else(|| "its command".to_owned(), |path| format!("its command {path}"));
    let instance = || names.instance.as_ref().map_or_else(|| "the instance".to_owned(), |id| format!("instance {id}"));
    let sentence = match cause.kind {
        Kind::ImageNotFound if cause.container.is_some() => {
            format!("{image} was not found in its registry, so {container} could not start.")
        }
        Kind::ImageNotFound => format!("{image} was not found in its registry."),
        Kind::PullDenied => format!("the registry refused to hand out {image}: access denied."),
        Kind::RegistryUnreachable => format!("the registry of {image} was not reached{}.", host()),
        Kind::RegistryUntrusted => format!("the TLS certificate of the registry of {image} is not trusted{}.", host()),
        Kind::ProxyFailed => format!("the proxy on the way to the registry of {image} was not reached{}.", host()),
        Kind::RegistryNoTls => format!("the registry of {image} did not answer in TLS{}.", host()),
        Kind::RegistryFailed => format!("the registry answered with an error of its own for {image}."),
        Kind::PullRateLimited => {
            format!("the registry refuses to hand out {image} for now: its pull rate limit is reached.")
        }
        Kind::WrongPlatform => format!("{image} was not built for the processor or operating system of this task."),
        Kind::ImageUnreadable => format!("{image} was pulled, but its content could not be unpacked."),
        Kind::ImageNameInvalid => format!("{image} is not a valid image reference."),
        Kind::DiskFull if cause.image.is_some() => format!("there was no space left on the disk for {image}."),
        Kind::DiskFull => "there was no space left on the disk.".to_owned(),
        Kind::PullFailed => format!("{image} could not be pulled."),
        Kind::OutOfMemory => match cause.exit_code {
            Some(code) => format!("{container} used more memory than its limit and was killed (exit code {code})."),
            None => format!("{container} used more memory than its limit and was killed."),
        },
        Kind::Exited => exit_sentence(cause, container),
        Kind::ContainerUnhealthy => format!("{container} failed its health check, so ECS replaced the task."),
        Kind::TargetUnhealthy => match &names.target_group {
            Some(group) => {
                format!("its target in target group {group} failed health checks, so ECS replaced the task.")
            }
            None => "it failed the health checks from outside the task, so ECS replaced it.".to_owned(),
        },
        Kind::CommandNotFound => format!("{container} could not start: {} is not in {image}.", command()),
        Kind::CommandDenied => format!("{container} could not start: {} may not be executed.", command()),
        Kind::UserMissing => match &names.user {
            Some(user) => format!("{container} could not start: its user or group {user} is not in {image}."),
            None => format!("{container} could not start: its user or group is not in {image}."),
        },
        Kind::ImageGone => format!("{container} could not be made: {image} is no longer on the instance."),
        Kind::RuntimeFailed => "the container runtime did not do as told, or not in time.".to_owned(),
        Kind::CannotStart => format!("{container} could not be started."),
        Kind::ScaledIn => "a deployment or a scaling of the service stopped it: it was no longer wanted.".to_owned(),
        Kind::Rebalanced => "the service moved it to balance its availability zones.".to_owned(),
        Kind::StoppedByScheduler => "its service stopped it.".to_owned(),
        Kind::StoppedByUser => "somebody stopped it.".to_owned(),
        Kind::SpotInterrupted => "AWS took back the Spot capacity it ran on.".to_owned(),
        Kind::HostTerminated => format!("{} it ran on was stopped or terminated.", instance()),
        Kind::HostDeregistered => format!("{} it ran on was deregistered from the cluster.", instance()),
        Kind::HostDraining => format!("{} it ran on is draining.", instance()),
        Kind::HostUnhealthy => "the infrastructure it ran on was not healthy.".to_owned(),
        Kind::Maintenance => "AWS stopped it to maintain the infrastructure under it.".to_owned(),
        Kind::FailedToStart => "the task failed to start.".to_owned(),
        Kind::Other => "the task stopped.".to_owned(),
        _ if cause.container.is_some() => format!("{container} could not start: {}.", few::words(cause)),
        _ => format!("the task could not start: {}.", few::words(cause)),
    };
    capitalized(&sentence)
}

fn exit_sentence(cause: &Cause, container: &str) -> String {
    let code = match (cause.exit_code, cause.exit_code.and_then(exit_code_words)) {
        (Some(code), Some(words)) => format!("{container} exited with code {code} ({words})"),
        (Some(code), None) => format!("{container} exited with code {code}"),
        (None, _) => return "an essential container exited, and the task ended with it.".to_owned(),
    };
    match &cause.blocked {
        Some(waiting) => format!("{code}, so container {waiting}, which depends on it, never started."),
        None => format!("{code}, and the task ended with it."),
    }
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
