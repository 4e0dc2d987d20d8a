//! The agent, the container runtime and Windows. Sources: the agent's errors, public issues and records, and the words
//! of docker and hcsshim.

use super::{Kind, Message, failed};

pub(super) const MESSAGES: &[Message] = &[
    failed(
        "DockerTimeoutError: Could not transition to created; timed out after waiting 4m0s",
        Kind::RuntimeFailed,
        &["runtime"],
        "disk",
    ),
    failed(
        "DockerTimeoutError: Could not transition to stopped; timed out after waiting 1m0s",
        Kind::RuntimeFailed,
        &["runtime"],
        "disk",
    ),
    failed(
        "ContainerRuntimeTimeoutError: Could not transition to running; timed out after waiting 3m0s: context deadline exceeded",
        Kind::RuntimeFailed,
        &["runtime"],
        "log destination",
    ),
    failed(
        "CannotStopContainerError: failed sending SIGTERM to container: process already finished",
        Kind::RuntimeFailed,
        &["runtime"],
        "replace it",
    ),
    failed("ContainerRuntimeError: failed to get task status", Kind::RuntimeFailed, &["runtime"], "replace it"),
    failed(
        "CannotGetDockerclientError: (v1.17) - Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?",
        Kind::RuntimeFailed,
        &["runtime"],
        "replace it",
    ),
    failed(
        "CannotStartContainerError: error during connect: Post http://%2Fvar%2Frun%2Fdocker.sock/v1.21/containers/0a1b/start: EOF",
        Kind::RuntimeFailed,
        &["runtime"],
        "replace it",
    ),
    failed(
        "CannotCreateContainerError: Error response from daemon: Conflict. The container name \"/ecs-web-3-web-d0e1\" is already in use by container \"0a1b\". You have to remove (or rename) that container to be able to reuse that name.",
        Kind::RuntimeFailed,
        &["runtime"],
        "replace it",
    ),
    failed(
        "ContainerVanishedError: No container matching saved ID found",
        Kind::RuntimeFailed,
        &["runtime"],
        "replace it",
    ),
    failed(
        "ImpossibleStateTransitionError: Cannot transition to CREATED",
        Kind::RuntimeFailed,
        &["runtime"],
        "replace it",
    ),
    failed(
        "TaskStoppedBeforePullBeginError: Task stopped before image pull could begin for task: arn:aws:ecs:us-east-1:111122223333:task/1",
        Kind::StoppedBeforePull,
        &["before its image was pulled"],
        "other containers",
    ),
    failed("InternalError: The container agent failed inside.", Kind::PlatformFailed, &["internal error"], "Try again"),
    failed(
        "OutOfMemoryError: container killed due to high memory usage",
        Kind::OutOfMemory,
        &["memory"],
        "raise memory",
    ),
    failed(
        "CannotStartContainerError: Error response from daemon: hcs::CreateComputeSystem 0a1b: The container operating system does not match the host operating system. (0xc0370101)",
        Kind::WrongPlatform,
        &["operating system"],
        "operatingSystemFamily",
    ),
    failed(
        "CannotStartContainerError: Error response from daemon: container 0a1b encountered an error during hcs::System::CreateProcess: failure in a Windows system call: The system cannot find the file specified. (0x2)",
        Kind::CommandNotFound,
        &["its command"],
        "entryPoint",
    ),
    failed(
        "CannotStartContainerError: Error response from daemon: container 0a1b encountered an error during hcs::System::Start: failure in a Windows system call: The virtual machine or container exited unexpectedly. (0xc0370106).",
        Kind::InitDied,
        &["first process"],
        "memory",
    ),
    failed(
        "CannotStartContainerError: Error response from daemon: failed to create endpoint ecs-web on network nat: hnsCall failed in Win32: The process cannot access the file because it is being used by another process. (0x20)",
        Kind::PortTaken,
        &["host port"],
        "hostPort 0",
    ),
    failed(
        "CannotStartContainerError: Error response from daemon: HNS failed with error : The object already exists.",
        Kind::HostNetworkFailed,
        &["network"],
        "replace",
    ),
    failed(
        "CannotStartContainerError: Error response from daemon: hcsshim::CreateComputeSystem 7ddc: The paging file is too small for this operation to complete. (0x5af)",
        Kind::HostOutOfMemory,
        &["no memory left on the instance"],
        "larger instances",
    ),
];
