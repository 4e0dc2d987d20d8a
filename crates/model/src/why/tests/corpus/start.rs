//! Containers that cannot be made or started. Sources: public issues, and the words of runc, docker and the agent.

use super::{Kind, Message, failed};

pub(super) const MESSAGES: &[Message] = &[
    failed(
        "CannotStartContainerError: ResourceInitializationError: failed to create new container runtime task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: \"019552fb-18b7-72c3\": executable file not found in $PATH: unknown",
        Kind::CommandNotFound,
        &["019552fb-18b7-72c3"],
        "entryPoint",
    ),
    failed(
        "CannotStartContainerError: ResourceInitializationError: failed to create new container runtime task: failed to create shim: OCI runtime create failed: container_linux.go:380: starting container process caused: exec: \"-url\": executable file not found in",
        Kind::CommandNotFound,
        &["-url"],
        "entryPoint",
    ),
    failed(
        "CannotStartContainerError: ResourceInitializationError: failed to create new container runtime task: OCI runtime create failed: container_linux.go:370: starting container process caused: exec: \"/opt/sonarqube/bin/run.sh\": stat /opt/sonarqube/bin/run.sh...no such file or direct...",
        Kind::CommandNotFound,
        &["/opt/sonarqube/bin/run.sh"],
        "mount",
    ),
    failed(
        "CannotStartContainerError: Error response from daemon: OCI runtime create failed: exec /entrypoint.sh: no such file or directory",
        Kind::CommandNotFound,
        &["/entrypoint.sh"],
        "line endings",
    ),
    failed(
        "CannotStartContainerError: ResourceInitializationError: failed to create new container runtime task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: \"/app/start.sh\": permission denied: unknown",
        Kind::CommandDenied,
        &["/app/start.sh"],
        "mode",
    ),
    failed(
        "CannotStartContainerError: ResourceInitializationError: unable to create new container: mount callback failed on /tmp/containerd-mount916692511: open /tmp/containerd-mount916692511/etc/passwd: no such file or directory",
        Kind::UserMissing,
        &["user or group"],
        "numeric id",
    ),
    failed(
        "CannotStartContainerError: ResourceInitializationError: unable to create new container: mount callback failed on /tmp/containerd-mount1: no users found",
        Kind::UserMissing,
        &["user or group"],
        "numeric id",
    ),
    failed(
        "CannotStartContainerError: Error response from daemon: unable to find user appuser: no matching entries in passwd file",
        Kind::UserMissing,
        &["appuser"],
        "numeric id",
    ),
    failed(
        "CannotStartContainerError: Error response from daemon: OCI runtime create failed: runc create failed: unable to start container process: exec: \"/app\": stat /app: exec format error: unknown",
        Kind::WrongPlatform,
        &["processor"],
        "cpuArchitecture",
    ),
    failed(
        "CannotStartContainerError: Error response from daemon: OCI runtime create failed: runc create failed: unable to start container process: chdir to cwd (\"/srv/app\") set in config.json failed: no such file or directory: unknown",
        Kind::WorkingDirectoryMissing,
        &["/srv/app"],
        "workingDirectory",
    ),
    failed(
        "CannotStartContainerError: Error response from daemon: driver failed programming external connectivity on endpoint ecs-web: Bind for 0.0.0.0:8080 failed: port is already allocated",
        Kind::PortTaken,
        &["8080"],
        "dynamic host port",
    ),
    failed(
        "CannotStartContainerError: Error response from daemon: error gathering device information while adding custom device \"/dev/dri/renderD130\": no such file or directory",
        Kind::DeviceMissing,
        &["/dev/dri/renderD130"],
        "instance type",
    ),
    failed(
        "CannotStartContainerError: Error response from daemon: could not select device driver \"nvidia\" with capabilities: [[gpu]]",
        Kind::DeviceMissing,
        &["device"],
        "GPU-optimized AMI",
    ),
    failed(
        "CannotCreateContainerError: Error response from daemon: No such image: 111122223333.dkr.ecr.us-east-1.amazonaws.com/web:3",
        Kind::ImageGone,
        &["web:3"],
        "ECS_IMAGE_PULL_BEHAVIOR",
    ),
    failed(
        "CannotCreateContainerError: Error response from daemon: mkdir /var/lib/docker/overlay2/0f: no space left on device",
        Kind::DiskFull,
        &["no space left"],
        "volume",
    ),
    failed(
        "CannotStartContainerError: Error response from daemon: OCI runtime create failed: runc create failed: unable to start container process: container init was OOM-killed (memory limit too low?): unknown",
        Kind::OutOfMemory,
        &["memory"],
        "raise memory",
    ),
    failed(
        "CannotStartContainerError: Error response from daemon: OCI runtime create failed: fork/exec /usr/bin/runc: cannot allocate memory",
        Kind::HostOutOfMemory,
        &["no memory left on the instance"],
        "larger instances",
    ),
    failed(
        "HostConfigError: unable to create resources for host configuration",
        Kind::SettingRefused,
        &["setting"],
        "Correct the setting",
    ),
    failed(
        "CannotCreateContainerError: Error response from daemon: Minimum memory limit allowed is 6MB",
        Kind::SettingRefused,
        &["setting"],
        "Correct the setting",
    ),
    failed(
        "TaskDependencyError: Task dependencies cannot be resolved, taskArn: arn:aws:ecs:us-east-1:111122223333:task/1",
        Kind::DependencyFailed,
        &["depends on"],
        "exit code",
    ),
    failed(
        "dependency graph: failed to resolve container ordering dependency [migrate] for target [web] as dependency did not exit successfully.",
        Kind::DependencyFailed,
        &["depends on"],
        "startTimeout",
    ),
    failed(
        "CannotStartContainerError: ResourceInitializationError: failed to create new container runtime task: OCI runtime create failed: runc create failed: error creating device nodes: mknod /rootfs/dev/null: errno 524: unknown",
        Kind::CannotStart,
        &["could not be started"],
        "AWS's own words",
    ),
    failed(
        "CannotStartContainerError: failed to get container status: something",
        Kind::CannotStart,
        &["could not be started"],
        "AWS's own words",
    ),
    failed(
        "ContainerRuntimeTimeoutError: Could not transition to running; timed out after waiting 1m: something",
        Kind::RuntimeFailed,
        &["runtime"],
        "log destination",
    ),
    failed(
        "DockerTimeoutError: Could not transition to started; timed out after waiting 3m0s",
        Kind::RuntimeFailed,
        &["runtime"],
        "log destination",
    ),
    failed(
        "CannotInspectContainerError: Could not transition to inspecting; timed out after waiting 30s",
        Kind::RuntimeFailed,
        &["runtime"],
        "one instance",
    ),
];
