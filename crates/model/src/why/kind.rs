//! The kinds of ends a task can have.

/// What ended a task.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// The registry has no such image, tag or repository.
    ImageNotFound,
    /// The registry refused the credentials, or the repository is not there for them.
    PullDenied,
    /// The registry was not reached.
    RegistryUnreachable,
    /// The certificate of the registry is not trusted.
    RegistryUntrusted,
    /// The registry answered with an error of its own.
    RegistryFailed,
    /// The registry allows no more pulls for now.
    PullRateLimited,
    /// The image was not built for this processor or operating system.
    WrongPlatform,
    /// What was pulled is no image that the runtime can unpack.
    ImageUnreadable,
    /// The name of the image is not a valid reference.
    ImageNameInvalid,
    /// There is no room left on the disk.
    DiskFull,
    /// The image could not be pulled for another reason.
    PullFailed,
    /// The role may not read a secret.
    SecretDenied,
    /// A secret, or a key in it, does not exist.
    SecretMissing,
    /// A secret is to be deleted and cannot be read any more.
    SecretDeleted,
    /// A secret does not have the form that its reference asks for.
    SecretMalformed,
    /// The service that holds the secrets, or the registry's credentials, was not reached.
    SecretUnreachable,
    /// A secret could not be read for another reason.
    SecretFailed,
    /// The role may not read a file of environment variables.
    EnvironmentFileDenied,
    /// A file of environment variables does not exist.
    EnvironmentFileMissing,
    /// S3 was not reached for a file of environment variables.
    EnvironmentFileUnreachable,
    /// A file of environment variables could not be fetched for another reason.
    EnvironmentFileFailed,
    /// The log group does not exist.
    LogGroupMissing,
    /// The role may not create or write the log.
    LogsDenied,
    /// The service that takes the logs was not reached.
    LogsUnreachable,
    /// The log driver does not take its options.
    LogOptionsRefused,
    /// The log driver could not be set up for another reason.
    LoggerFailed,
    /// The subnet has no free address left.
    NoFreeAddress,
    /// EC2 refused to make or tag the network interface.
    NetworkDenied,
    /// A subnet or security group does not exist.
    NetworkMissing,
    /// The network interface was not there in time.
    NetworkTimedOut,
    /// The network interface could not be set up for another reason.
    NetworkFailed,
    /// The name of a file system could not be resolved.
    FileSystemUnresolved,
    /// A file system was not reached.
    FileSystemUnreachable,
    /// A file system refused the mount.
    FileSystemDenied,
    /// A path or access point of a file system does not exist.
    FileSystemPathMissing,
    /// An EBS volume could not be attached.
    EbsFailed,
    /// A volume could not be made or mounted for another reason.
    VolumeFailed,
    /// A directory was to be mounted over a file, or the other way round.
    MountOntoFile,
    /// The path on the host that was to be mounted does not exist or cannot be made.
    MountSourceMissing,
    /// A mount failed for another reason.
    MountFailed,
    /// A role of the task could not be assumed.
    RoleFailed,
    /// The infrastructure role of the service could not be assumed.
    InfrastructureRoleFailed,
    /// IAM policies were changed, and ECS may no longer do its work for the service.
    PermissionsLost,
    /// There was no capacity for it.
    NoCapacity,
    /// A limit of the account is reached.
    QuotaReached,
    /// The capacity provider could not launch an instance.
    InstanceNotLaunched,
    /// The role of the capacity provider may not launch an instance.
    InstanceLaunchDenied,
    /// No container instance meets all requirements.
    NoPlace,
    /// There is no container instance at all.
    NoInstances,
    /// The agent of the container instance is not connected.
    AgentGone,
    /// The task definition does not go with the compute it was to run on.
    IncompatibleCompute,
    /// ECS refused the request to start the task.
    LaunchRefused,
    /// AWS throttled a request that was needed to start the task.
    Throttled,
    /// The ephemeral storage was not there in time.
    StorageFailed,
    /// Something else that a task needs could not be set up.
    InitializationFailed,
    /// The command of a container is not in its image.
    CommandNotFound,
    /// The command of a container may not be executed.
    CommandDenied,
    /// The user or group of a container is not in its image.
    UserMissing,
    /// The working directory of a container is not in its image, or may not be entered.
    WorkingDirectoryMissing,
    /// A port of the host is taken.
    PortTaken,
    /// A device, for example a GPU, is not there.
    DeviceMissing,
    /// The image that was pulled is gone.
    ImageGone,
    /// The host has no memory left.
    HostOutOfMemory,
    /// The runtime does not take a setting of the container.
    SettingRefused,
    /// A container that another one waits for did not do as it should.
    DependencyFailed,
    /// A container could not be started or made for another reason.
    CannotStart,
    /// The container runtime did not do as told, or not in time.
    RuntimeFailed,
    /// AWS failed inside.
    PlatformFailed,
    /// A container needed more memory than its limit.
    OutOfMemory,
    /// A container ended.
    Exited,
    /// It did not start.
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
    /// The machine under it was deregistered from its cluster.
    HostDeregistered,
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
    /// The task, its image, its configuration, or what it needs to start: it would happen again.
    Itself,
    /// The infrastructure.
    Infrastructure,
    /// A person, a deployment or a scaling: it was asked for.
    Asked,
    /// Nobody knows: this build does not know the words.
    Unknown,
}

impl Kind {
    /// Who is behind it.
    pub const fn behind(self) -> Behind {
        match self {
            Self::SpotInterrupted
            | Self::HostTerminated
            | Self::HostDeregistered
            | Self::HostDraining
            | Self::HostUnhealthy
            | Self::Maintenance => Behind::Infrastructure,
            Self::ScaledIn | Self::Rebalanced | Self::StoppedByScheduler | Self::StoppedByUser => Behind::Asked,
            Self::Other => Behind::Unknown,
            _ => Behind::Itself,
        }
    }

    /// Whether it is about the pull of an image.
    pub const fn is_pull(self) -> bool {
        matches!(
            self,
            Self::ImageNotFound
                | Self::PullDenied
                | Self::RegistryUnreachable
                | Self::RegistryUntrusted
                | Self::RegistryFailed
                | Self::PullRateLimited
                | Self::ImageUnreadable
                | Self::ImageNameInvalid
                | Self::PullFailed
        )
    }

    /// Whether it is about the compute that a task was to run on: no container of it was ever tried.
    pub const fn is_placement(self) -> bool {
        matches!(
            self,
            Self::NoCapacity
                | Self::QuotaReached
                | Self::InstanceNotLaunched
                | Self::InstanceLaunchDenied
                | Self::NoPlace
                | Self::NoInstances
                | Self::AgentGone
                | Self::IncompatibleCompute
        )
    }

    /// Whether it is about the network interface of a task.
    pub const fn is_network(self) -> bool {
        matches!(
            self,
            Self::NoFreeAddress
                | Self::NetworkDenied
                | Self::NetworkMissing
                | Self::NetworkTimedOut
                | Self::NetworkFailed
        )
    }

    /// Whether the sentence about the task means one of its containers.
    pub(super) const fn names_container(self) -> bool {
        self.is_pull()
            || matches!(
                self,
                Self::WrongPlatform
                    | Self::DiskFull
                    | Self::CommandNotFound
                    | Self::CommandDenied
                    | Self::UserMissing
                    | Self::WorkingDirectoryMissing
                    | Self::PortTaken
                    | Self::ImageGone
                    | Self::MountOntoFile
                    | Self::MountSourceMissing
                    | Self::MountFailed
                    | Self::SettingRefused
                    | Self::CannotStart
                    | Self::OutOfMemory
            )
    }
}
