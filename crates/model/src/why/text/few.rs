//! The few words of a kind, with the name that the sentence gives.

use super::super::names::PROVISIONING;
use super::super::{Cause, Kind};

/// `log group /ecs/web not found`; `log group not found` where the sentence does not name it.
pub(super) fn words(cause: &Cause) -> String {
    let names = &cause.names;
    let named = |what: &str, name: &Option<String>, rest: &str| match name {
        Some(name) => format!("{what} {name} {rest}"),
        None => format!("{what} {rest}"),
    };
    match cause.kind {
        Kind::ImageNotFound => image_not_found(cause).to_owned(),
        Kind::SecretDenied => match &names.secret {
            Some(secret) => format!("access to secret {secret} denied"),
            None => "access to a secret denied".to_owned(),
        },
        Kind::SecretMissing => match (&names.key, &names.secret) {
            (Some(key), _) => format!("key {key} not found in its secret"),
            (None, secret) => named("secret", secret, "not found"),
        },
        Kind::SecretDeleted => named("secret", &names.secret, "is marked for deletion"),
        Kind::SecretMalformed => named("secret", &names.secret, "has the wrong format"),
        Kind::SecretFailed => match (&names.secret, &names.service) {
            (Some(secret), _) => format!("secret {secret} could not be read"),
            (None, Some(service)) => format!("a secret could not be read from {service}"),
            (None, None) => "secrets or registry credentials could not be fetched".to_owned(),
        },
        Kind::ProxyFailed => named("proxy", &names.host, "not reached"),
        Kind::EnvironmentFileDenied => match &names.path {
            Some(path) => format!("access to environment file {path} denied"),
            None => "access to an environment file denied".to_owned(),
        },
        Kind::EnvironmentFileMissing => named("environment file", &names.path, "not found"),
        Kind::LogGroupMissing => named("log group", &names.log_group, "not found"),
        Kind::LogsDenied => match (&names.action, &names.log_group) {
            (Some(action), Some(group)) => format!("{action} on log group {group} denied"),
            (Some(action), None) => format!("{action} denied"),
            (None, Some(group)) => format!("access to log group {group} denied"),
            (None, None) => "access to the log group denied".to_owned(),
        },
        Kind::NoFreeAddress => match &names.subnet {
            Some(subnet) => format!("no free IP address in {subnet}"),
            None => "no free IP address in the subnet".to_owned(),
        },
        Kind::NetworkMissing if names.lacking.as_deref() == Some("subnet") => {
            named("subnet", &names.subnet, "not found")
        }
        Kind::NetworkMissing if names.security_group.is_some() => {
            named("security group", &names.security_group, "not found")
        }
        Kind::NetworkFailed => match &names.subnet {
            Some(subnet) => format!("network interface in {subnet} could not be set up"),
            None => "network interface could not be set up".to_owned(),
        },
        Kind::FileSystemUnresolved => named("file system", &names.file_system, "could not be resolved"),
        Kind::FileSystemUnreachable => named("file system", &names.file_system, "not reached"),
        Kind::FileSystemDenied => named("file system", &names.file_system, "refused the mount"),
        Kind::FileSystemFailed => named("file system", &names.file_system, "could not be mounted"),
        Kind::FileSystemPathMissing => match &names.file_system {
            Some(id) => format!("path or access point not found in file system {id}"),
            None => "path or access point not found in the file system".to_owned(),
        },
        Kind::EbsDenied => match &names.action {
            Some(action) => format!("{action} denied for the EBS volume"),
            None => "access to the EBS volume denied".to_owned(),
        },
        Kind::EbsSourceMissing => match &names.snapshot {
            Some(id) => format!("snapshot {id} not found for the EBS volume"),
            None => "snapshot or key of the EBS volume not found".to_owned(),
        },
        Kind::VolumePluginMissing => named("volume plugin", &names.path, "not found on the instance"),
        Kind::MountTargetMissing => named("mount point", &names.mount_point, "cannot be made in the container"),
        Kind::SettingRefused => match names.setting {
            Some(setting) => format!("container setting refused: {setting}"),
            None => "container setting refused".to_owned(),
        },
        Kind::QuotaReached => match names.lacking.as_deref() {
            Some(PROVISIONING) => format!("too many {PROVISIONING}"),
            Some(lacking) => format!("account limit reached ({lacking})"),
            None => "account limit reached".to_owned(),
        },
        Kind::DependencyFailed => match &names.dependency {
            Some(name) => format!("container {name}, which it depends on, failed"),
            None => "a container it depends on failed".to_owned(),
        },
        Kind::MountOntoFile => named("mount", &names.path, "mixes up a file and a directory"),
        Kind::MountSourceMissing => named("host path", &names.path, "could not be mounted"),
        Kind::RoleFailed => named("role", &names.role, "could not be assumed"),
        Kind::InfrastructureRoleFailed => named("infrastructure role", &names.role, "could not be assumed"),
        Kind::SecretUnreachable => match &names.service {
            Some(service) => format!("{service} not reached"),
            None => "secrets or registry credentials could not be fetched in time".to_owned(),
        },
        Kind::SecretUntrusted => {
            format!("certificate of {} not trusted", names.service.unwrap_or("the service that holds secrets"))
        }
        Kind::ServiceUnreachable => match &names.host {
            Some(host) => format!("{host} not reached"),
            None => "something it needs was not reached".to_owned(),
        },
        Kind::ActionDenied => match &names.action {
            Some(action) => format!("{action} denied"),
            None => "access denied".to_owned(),
        },
        Kind::InstanceNotLaunched => named("capacity provider", &names.provider, "could not launch an instance"),
        Kind::InstanceLaunchDenied => match &names.action {
            Some(action) => format!("{action} denied while launching an instance"),
            None => "launching an instance was denied".to_owned(),
        },
        Kind::NoPlace => match &names.lacking {
            Some(lacking) => format!("no container instance fits ({lacking})"),
            None => "no container instance fits".to_owned(),
        },
        Kind::AgentGone => match &names.instance {
            Some(id) => format!("the ECS agent of instance {id} is not connected"),
            None => "the ECS agent of the instance is not connected".to_owned(),
        },
        Kind::PortTaken => match &names.port {
            Some(port) => format!("host port {port} is already in use"),
            None => "a host port is already in use".to_owned(),
        },
        Kind::DeviceMissing => named("device", &names.path, "not available"),
        Kind::WorkingDirectoryMissing => named("working directory", &names.path, "not in the image"),
        kind => plain(kind).to_owned(),
    }
}

fn image_not_found(cause: &Cause) -> &'static str {
    let image = cause.names.image.as_deref().or(cause.image.as_deref()).unwrap_or_default();
    let name = image.rsplit('/').next().unwrap_or_default();
    match () {
        () if name.contains('@') => "image digest not found",
        () if name.contains(':') => "image tag not found",
        () => "image not found",
    }
}

const fn plain(kind: Kind) -> &'static str {
    match kind {
        Kind::PullDenied => "access to the image denied",
        Kind::RegistryUnreachable => "registry not reached",
        Kind::RegistryUntrusted => "certificate of the registry not trusted",
        Kind::RegistryNoTls => "registry does not speak TLS",
        Kind::RegistryFailed => "registry failed",
        Kind::PullRateLimited => "pull rate limit reached",
        Kind::WrongPlatform => "image built for another platform",
        Kind::ImageUnreadable => "image could not be unpacked",
        Kind::ImageNameInvalid => "image reference is not valid",
        Kind::DiskFull => "no space left on the disk",
        Kind::HostDiskFailed => "the disk or storage driver of its host failed",
        Kind::PullFailed => "image could not be pulled",
        Kind::EnvironmentFileUnreachable => "S3 not reached for an environment file",
        Kind::EnvironmentFileFailed => "environment file could not be read",
        Kind::LogsUnreachable => "log destination not reached",
        Kind::LogRouterUnreachable => "log router not reached",
        Kind::LogsUntrusted => "certificate of the log destination not trusted",
        Kind::LogTokenRefused => "log destination refused the driver's credentials",
        Kind::LogConfigUnreadable => "FireLens configuration could not be read from S3",
        Kind::LogOptionsRefused => "log driver options refused",
        Kind::LoggerFailed => "log driver could not start",
        Kind::NetworkDenied => "EC2 refused the network interface",
        Kind::NetworkMissing => "subnet or security group not found",
        Kind::NetworkMismatch => "subnet and security group belong to different VPCs",
        Kind::LaunchRefused => "ECS refused to start the task",
        Kind::Throttled => "AWS throttled the request",
        Kind::NetworkTimedOut => "network interface not ready in time",
        Kind::FsxFailed => "FSx file system could not be mounted",
        Kind::GmsaFailed => "gMSA credentials could not be set up",
        Kind::VolumeOwnerRefused => "files of the volume could not get their owner",
        Kind::ExecutionRoleMissing => "no valid credentials of an execution role",
        Kind::AccountBlocked => "the account is blocked",
        Kind::EbsFailed => "EBS volume could not be attached",
        Kind::VolumeFailed => "volume could not be mounted",
        Kind::MountFailed => "mount failed",
        Kind::NoCapacity => "no capacity available",
        Kind::NoInstances => "no container instances to run on",
        Kind::IncompatibleCompute => "task definition does not match the launch type or capacity provider",
        Kind::StorageFailed => "ephemeral storage not ready in time",
        Kind::InitializationFailed => "the task could not be set up",
        Kind::CommandNotFound => "command not found",
        Kind::CommandDenied => "command may not be executed",
        Kind::CommandAbsent => "no command is named",
        Kind::HostNetworkFailed => "container network of the instance failed",
        Kind::HostOverloaded => "the instance is out of processes or open files",
        Kind::CgroupFailed => "limits of CPU or memory could not be applied",
        Kind::InitDied => "its first process died at once",
        Kind::StoppedBeforePull => "stopped before its image was pulled",
        Kind::UserMissing => "user not found in the image",
        Kind::ImageGone => "image no longer on the instance",
        Kind::HostOutOfMemory => "no memory left on the instance",
        Kind::CannotStart => "container could not be started",
        Kind::RuntimeFailed => "container runtime failed",
        Kind::PermissionsLost => "IAM permissions of ECS were changed",
        Kind::PlatformFailed => "internal error of AWS",
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
        Kind::HostDeregistered => "its instance was deregistered",
        Kind::HostDraining => "its instance is draining",
        Kind::HostUnhealthy => "its infrastructure was unhealthy",
        Kind::Maintenance => "maintenance of its infrastructure",
        _ => "stopped",
    }
}
