//! The kinds of ends a task can have.

mod group;

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
    /// The proxy on the way to the registry was not reached.
    ProxyFailed,
    /// The certificate of the registry is not trusted.
    RegistryUntrusted,
    /// The registry does not speak TLS.
    RegistryNoTls,
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
    /// The disk of the host is read-only or damaged.
    HostDiskFailed,
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
    /// The certificate of the service that holds the secrets is not trusted.
    SecretUntrusted,
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
    /// The log router or daemon on the same host was not reached.
    LogRouterUnreachable,
    /// The certificate of the log destination is not trusted.
    LogsUntrusted,
    /// The log destination refused the driver's token or credentials.
    LogTokenRefused,
    /// The configuration file of the log router could not be read.
    LogConfigUnreadable,
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
    /// A subnet and a security group belong to different VPCs.
    NetworkMismatch,
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
    /// An EFS file system could not be mounted for another reason.
    FileSystemFailed,
    /// An FSx file system could not be mounted.
    FsxFailed,
    /// The service account of a Windows domain could not be used.
    GmsaFailed,
    /// An EBS volume could not be attached.
    EbsFailed,
    /// A role may not make or attach an EBS volume.
    EbsDenied,
    /// The snapshot or key of an EBS volume does not exist.
    EbsSourceMissing,
    /// The plugin of a volume is not on the instance.
    VolumePluginMissing,
    /// The files of a volume could not be given to their owner.
    VolumeOwnerRefused,
    /// A volume could not be made or mounted for another reason.
    VolumeFailed,
    /// A directory was to be mounted over a file, or the other way round.
    MountOntoFile,
    /// The path on the host that was to be mounted does not exist or cannot be made.
    MountSourceMissing,
    /// The path in the container that is mounted over cannot be made.
    MountTargetMissing,
    /// A mount failed for another reason.
    MountFailed,
    /// A role of the task could not be assumed.
    RoleFailed,
    /// The task has no execution role, or its credentials are not there.
    ExecutionRoleMissing,
    /// The infrastructure role of the service could not be assumed.
    InfrastructureRoleFailed,
    /// IAM policies were changed, and ECS may no longer do its work for the service.
    PermissionsLost,
    /// There was no capacity for it.
    NoCapacity,
    /// A limit of the account is reached.
    QuotaReached,
    /// The account may not run anything.
    AccountBlocked,
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
    /// Something that a task needs was not reached over the network.
    ServiceUnreachable,
    /// A role may not do what is needed to start the task.
    ActionDenied,
    /// Something else that a task needs could not be set up.
    InitializationFailed,
    /// The command of a container is not in its image.
    CommandNotFound,
    /// The command of a container may not be executed.
    CommandDenied,
    /// Neither the task definition nor the image names a command.
    CommandAbsent,
    /// The user or group of a container is not in its image.
    UserMissing,
    /// The working directory of a container is not in its image, or may not be entered.
    WorkingDirectoryMissing,
    /// A port of the host is taken.
    PortTaken,
    /// The container network of the host could not be set up.
    HostNetworkFailed,
    /// A device, for example a GPU, is not there.
    DeviceMissing,
    /// The image that was pulled is gone.
    ImageGone,
    /// The host has no memory left.
    HostOutOfMemory,
    /// The host has no processes, threads or open files left.
    HostOverloaded,
    /// The limits of a container could not be applied.
    CgroupFailed,
    /// The first process of a container died before its command ran.
    InitDied,
    /// The runtime does not take a setting of the container.
    SettingRefused,
    /// A container that another one waits for did not do as it should.
    DependencyFailed,
    /// The task was stopped before the container's image was pulled.
    StoppedBeforePull,
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
