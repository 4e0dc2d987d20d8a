//! Other wordings of what the other files say, and messages that look like one thing and are another. Sources: public
//! issues, the manual, and the words of docker, containerd, runc and EC2.

use super::{Kind, Message, failed};

pub(super) const MESSAGES: &[Message] = &[
    failed(
        "CannotPullContainerError: failed to pull and unpack image \"docker.io/acme/web:1\": failed to resolve reference \"docker.io/acme/web:1\": failed to authorize: failed to fetch anonymous token: Get \"https://auth.docker.io/token?scope=repository\": dial tcp 3.94.224.37:443: i/o timeout",
        Kind::RegistryUnreachable,
        &["acme/web:1", "auth.docker.io"],
        "no VPC endpoint",
    ),
    failed(
        "CannotPullContainerError: failed to resolve reference \"docker.io/acme/web:1\": failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://auth.docker.io/token: 401 Unauthorized",
        Kind::PullDenied,
        &["acme/web:1"],
        "repositoryCredentials",
    ),
    failed(
        "CannotPullContainerError: The task cannot pull 'public.ecr.aws/shop/web:1' from registry 'public.ecr.aws/shop/web:1'. There is a connection issue between the task and the registry. Check your task network configuration.",
        Kind::RegistryUnreachable,
        &["shop/web:1"],
        "public IP",
    ),
    failed(
        "CannotPullContainerError: error pulling image configuration: download failed after attempts=6: dial tcp 52.216.1.1:443: i/o timeout",
        Kind::RegistryUnreachable,
        &["not reached"],
        "S3",
    ),
    failed("CannotPullContainerError: error pulling image conf", Kind::RegistryUnreachable, &["not reached"], "S3"),
    failed(
        "CannotPullContainerError: mediaType in manifest should be 'application/vnd.docker.distribution.manifest.v2+json' not 'application/vnd.oci.image.manifest.v1+json'",
        Kind::ImageUnreadable,
        &["unpacked"],
        "push it again",
    ),
    failed(
        "CannotPullContainerError: Error response from daemon: received unexpected HTTP status: 503",
        Kind::RegistryFailed,
        &["error of its own"],
        "status",
    ),
    failed(
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: failed to fetch secret arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf from secrets manager: DecryptionFailure: Secrets Manager can't decrypt the protected secret text using the provided KMS key.",
        Kind::SecretDenied,
        &["db-AbCdEf"],
        "kms:Decrypt",
    ),
    failed(
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve ecr registry auth: service call has been retried 1 time(s): AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/exec/1 is not authorized to perform: ecr:GetAuthorizationToken on resource: * because no VPC endpoint policy allows the ecr:GetAuthorizationToken action",
        Kind::PullDenied,
        &["refused"],
        "in the VPC endpoint policy",
    ),
    failed(
        "CannotStartContainerError: Error response from daemon: OCI runtime create failed: container_linux.go:345: starting container process caused \"process_linux.go:430: container init caused \\\"rootfs_linux.go:58: mounting \\\\\\\"/data/prom.yml\\\\\\\" to rootfs \\\\\\\"/var/lib/docker/overlay2/6a/merged\\\\\\\" at \\\\\\\"/etc/prom.yml\\\\\\\" caused \\\\\\\"not a directory\\\\\\\"\\\"\": unknown",
        Kind::MountOntoFile,
        &["/data/prom.yml"],
        "containerPath",
    ),
    failed(
        "CannotCreateContainerError: Error response from daemon: error while creating mount source path '/mnt/efs/web': mkdir /mnt/efs: file exists",
        Kind::MountSourceMissing,
        &["/mnt/efs/web"],
        "on every instance",
    ),
    failed(
        "CannotStartContainerError: Error response from daemon: error mounting \"/mnt/efs/web\" to rootfs at \"/data\": stat /mnt/efs/web: stale NFS file handle: unknown",
        Kind::MountSourceMissing,
        &["/mnt/efs/web"],
        "on every instance",
    ),
    failed(
        "CannotCreateContainerError: Error response from daemon: error creating overlay mount to /var/lib/docker/overlay2/0f-init/merged: no such file or directory",
        Kind::HostDiskFailed,
        &["disk or storage driver"],
        "replace it",
    ),
    failed(
        "CannotStartContainerError: Error response from daemon: No such container: ecs-web-3-web-d0e1",
        Kind::RuntimeFailed,
        &["runtime"],
        "replace it",
    ),
    failed(
        "CannotStartContainerError: Error response from daemon: container is marked for removal and cannot be started",
        Kind::RuntimeFailed,
        &["runtime"],
        "replace it",
    ),
    failed(
        "CannotStartContainerError: Error response from daemon: failed to create task for container: failed to start shim: context deadline exceeded",
        Kind::RuntimeFailed,
        &["runtime"],
        "disk",
    ),
    failed(
        "CannotStartContainerError: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: could not apply required modification to OCI specification: error modifying OCI spec: failed to inject CDI devices: unresolvable CDI devices nvidia.com/gpu=0: unknown",
        Kind::DeviceMissing,
        &["device"],
        "GPU-optimized AMI",
    ),
    failed(
        "CannotStartContainerError: Error response from daemon: OCI runtime create failed: nvidia-container-cli: container error: cgroup subsystem devices not found: unknown",
        Kind::DeviceMissing,
        &["device"],
        "AMI",
    ),
    failed(
        "CannotCreateContainerError: Error response from daemon: invalid ulimit: nofile soft limit (1048576) is higher than hard limit (4096)",
        Kind::SettingRefused,
        &["ulimits"],
        "Correct the setting",
    ),
    failed(
        "Unexpected EC2 error while attempting to attach network interface to instance: AttachmentLimitExceeded: Interface count 4 exceeds the limit for m5.large",
        Kind::NetworkFailed,
        &["network interface"],
        "limit on network interfaces",
    ),
    failed(
        "InvalidParameterException: Error retrieving security group information for [sg-0123]: The security group 'sg-0123' does not exist (ErrorCode: InvalidGroup.NotFound)",
        Kind::NetworkMissing,
        &["sg-0123"],
        "network configuration",
    ),
    failed(
        "InvalidParameterException: Error retrieving subnet information for [subnet-0abc]: The subnet ID 'subnet-0abc' does not exist (ErrorCode: InvalidSubnetID.NotFound)",
        Kind::NetworkMissing,
        &["subnet-0abc"],
        "network configuration",
    ),
    failed(
        "ResourceInitializationError: Unable to launch instance(s) for capacity provider web. RequestLimitExceeded: Request limit exceeded.",
        Kind::Throttled,
        &["throttled"],
        "tries again",
    ),
    failed(
        "ResourceInitializationError: Unable to launch instance(s) for capacity provider web. There is no Spot capacity available that matches your request.",
        Kind::NoCapacity,
        &["capacity"],
        "instance types",
    ),
    failed(
        "CannotStartContainerError: Error response from daemon: failed to initialize logging driver: failed to create Cloudwatch log group: LimitExceededException: Resource limit exceeded.",
        Kind::QuotaReached,
        &["limit"],
        "Service Quotas",
    ),
    failed(
        "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: b'mount.nfs4: Operation not permitted' : unsuccessful EFS utils command execution; code: 32",
        Kind::FileSystemDenied,
        &["refused the mount"],
        "file system policy",
    ),
    failed(
        "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: b'mount.nfs4: Connection timed out'",
        Kind::FileSystemUnreachable,
        &["not reached"],
        "2049",
    ),
];
