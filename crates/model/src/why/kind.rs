//! The kinds of ends a task can have.

/// What ended a task.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// The registry has no such image or tag.
    ImageNotFound,
    /// The registry refused the credentials, or the repository is not there for them.
    PullDenied,
    /// The registry was not reached.
    RegistryUnreachable,
    /// The registry allows no more pulls for now.
    PullRateLimited,
    /// The image was not built for this processor or operating system.
    WrongPlatform,
    /// There is no room left on the disk.
    DiskFull,
    /// The image could not be pulled for another reason.
    PullFailed,
    /// The role may not read a secret.
    SecretDenied,
    /// A secret, or a key in it, does not exist.
    SecretMissing,
    /// The service that holds the secrets was not reached.
    SecretUnreachable,
    /// A secret could not be read for another reason.
    SecretFailed,
    /// A file of environment variables could not be fetched.
    EnvironmentFileFailed,
    /// The log driver could not be set up.
    LoggerFailed,
    /// The network interface could not be set up.
    NetworkFailed,
    /// A volume could not be made or mounted.
    VolumeFailed,
    /// A role could not be assumed.
    RoleFailed,
    /// There was no capacity for it.
    NoCapacity,
    /// Something else that a task needs could not be set up.
    InitializationFailed,
    /// The command of a container is not in its image.
    CommandNotFound,
    /// The command of a container may not be executed.
    CommandDenied,
    /// A container could not be started or made.
    CannotStart,
    /// The container runtime did not do as told, or not in time.
    RuntimeFailed,
    /// A container needed more memory than its limit.
    OutOfMemory,
    /// A container ended.
    Exited,
    /// It did not start, and nothing says why.
    FailedToStart,
    /// A container failed its health check.
    ContainerUnhealthy,
    /// The load balancer found it unhealthy.
    TargetUnhealthy,
    /// Fewer tasks were wanted, or a deployment replaced it.
    ScaledIn,
    /// It was moved to another availability zone.
    Rebalanced,
    /// Its service no longer wanted it.
    StoppedByScheduler,
    /// Somebody called StopTask.
    StoppedByUser,
    /// AWS took Spot capacity back.
    SpotInterrupted,
    /// The machine under it was terminated or stopped.
    HostTerminated,
    /// The machine under it is being drained.
    HostDraining,
    /// The machine under it was not well.
    HostUnhealthy,
    /// AWS maintains what is under it.
    Maintenance,
    /// Something this build does not know.
    Other,
}

/// Who is behind the end of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Behind {
    /// The task, its image or its configuration: it would happen again.
    Itself,
    /// The infrastructure.
    Infrastructure,
    /// A person, a deployment or a scaling: it was asked for.
    Asked,
}

impl Kind {
    /// Who is behind it.
    pub const fn behind(self) -> Behind {
        match self {
            Self::ImageNotFound
            | Self::PullDenied
            | Self::RegistryUnreachable
            | Self::PullRateLimited
            | Self::WrongPlatform
            | Self::DiskFull
            | Self::PullFailed
            | Self::SecretDenied
            | Self::SecretMissing
            | Self::SecretUnreachable
            | Self::SecretFailed
            | Self::EnvironmentFileFailed
            | Self::LoggerFailed
            | Self::NetworkFailed
            | Self::VolumeFailed
            | Self::RoleFailed
            | Self::NoCapacity
            | Self::InitializationFailed
            | Self::CommandNotFound
            | Self::CommandDenied
            | Self::CannotStart
            | Self::RuntimeFailed
            | Self::OutOfMemory
            | Self::Exited
            | Self::FailedToStart
            | Self::ContainerUnhealthy
            | Self::TargetUnhealthy
            | Self::Other => Behind::Itself,
            Self::SpotInterrupted
            | Self::HostTerminated
            | Self::HostDraining
            | Self::HostUnhealthy
            | Self::Maintenance => Behind::Infrastructure,
            Self::ScaledIn | Self::Rebalanced | Self::StoppedByScheduler | Self::StoppedByUser => Behind::Asked,
        }
    }

    /// Whether the sentence about the task means one of its containers.
    pub(super) const fn names_container(self) -> bool {
        matches!(
            self,
            Self::ImageNotFound
                | Self::PullDenied
                | Self::RegistryUnreachable
                | Self::PullRateLimited
                | Self::WrongPlatform
                | Self::DiskFull
                | Self::PullFailed
                | Self::CommandNotFound
                | Self::CommandDenied
                | Self::CannotStart
                | Self::OutOfMemory
        )
    }

    /// The prefix ECS gives to errors of this kind, where it has one.
    pub(super) const fn aws_prefix(self) -> Option<&'static str> {
        match self {
            Self::ImageNotFound
            | Self::PullDenied
            | Self::RegistryUnreachable
            | Self::PullRateLimited
            | Self::PullFailed => Some("CannotPullContainerError"),
            Self::SecretDenied
            | Self::SecretMissing
            | Self::SecretUnreachable
            | Self::SecretFailed
            | Self::EnvironmentFileFailed
            | Self::LoggerFailed
            | Self::InitializationFailed => Some("ResourceInitializationError"),
            Self::CommandNotFound | Self::CommandDenied | Self::CannotStart => Some("CannotStartContainerError"),
            _ => None,
        }
    }
}
