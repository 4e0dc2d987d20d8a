//! Volumes and mounts, further: EFS, FSx, EBS, plugins, bind mounts. Sources: public issues and records, the
//! manual, and the words of efs-utils, docker, runc and the agent.

use super::{Kind, Message, failed};

pub(super) const MESSAGES: &[Message] = &[
    failed(
        "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: mount.nfs4: mounting fs-e5645f66.efs.us-east-1.amazonaws.com:/opt/splunk failed, reason given by server: No such file or directory : unsuccessful EFS utils ...",
        Kind::FileSystemPathMissing,
        &["fs-e5645f66"],
        "rootDirectory",
    ),
    failed(
        "TaskFailedToStart: ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: b'mount.nfs4: Connection reset by peer' : unsuccessful EFS utils command execution; code: 32",
        Kind::FileSystemUnreachable,
        &["file system"],
        "2049",
    ),
    failed(
        "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: Mount attempt 1/3 failed due to timeout after 15 sec, wait 0 sec before next attempt. Mount attempt 2/3 failed due to timeout after 15 sec, wait 0 sec before next attempt. b'mount.nfs4: mount system call failed' Traceback (most recent call last): File \"/usr/sbin/supervisor_mount_efs\", line 52, in <module> return_code = subprocess.check_call([\"mount\", \"-t\", \"efs\", \"-o\", opts, args.fs_id",
        Kind::FileSystemUnreachable,
        &["file system"],
        "2049",
    ),
    failed(
        "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: \nb'mount.nfs4: access denied by server while mounting 127.0.0.1:/' :",
        Kind::FileSystemDenied,
        &["refused the mount"],
        "file system policy",
    ),
    failed(
        "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: AWS Access Key ID and Secret Access Key are not found in AWS credentials file (/root/.aws/credentials), config file (/root/.aws/config), from ECS credentials relative uri, or from the instance security credentials service : unsuccessful EFS utils command execution; code: 1",
        Kind::FileSystemDenied,
        &["refused the mount"],
        "task role",
    ),
    failed(
        "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: b'mount.nfs4...",
        Kind::FileSystemFailed,
        &["file system"],
        "mount target",
    ),
    failed(
        "ResourceInitializationError: failed to invoke EFS utils commands",
        Kind::FileSystemFailed,
        &["file system"],
        "2049",
    ),
    failed(
        "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: Failed to initialize TLS tunnel for fs-0a1b2c3d : unsuccessful EFS utils command execution; code: 1",
        Kind::FileSystemFailed,
        &["fs-0a1b2c3d"],
        "mount target",
    ),
    failed(
        "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: fs-0a1b2c3d.efs.eu-west-1.amazonaws.com: Name or service not known",
        Kind::FileSystemUnresolved,
        &["fs-0a1b2c3d"],
        "mount targets",
    ),
    failed(
        "ResourceInitializationError: failed to resolve EFS DNS",
        Kind::FileSystemUnresolved,
        &["could not be resolved"],
        "mount targets",
    ),
    failed(
        "Error response from daemon: create ecs-web-3-data-ccb4: VolumeDriver.Create: mounting volume failed: Failed to resolve \"fs-0a1b2c3d.efs.eu-west-1.amazonaws.com\" - check that your file system ID is correct, and ensure that the VPC has an EFS mount target for this file system ID.",
        Kind::FileSystemUnresolved,
        &["fs-0a1b2c3d"],
        "mount targets",
    ),
    failed(
        "CannotCreateVolumeError: create efsvolume0: VolumeDriver.Create: mounting volume failed: exit status 32",
        Kind::FileSystemFailed,
        &["file system"],
        "2049",
    ),
    failed(
        "CannotCreateVolumeError: Error response from daemon: create ecs-web-1-data: error looking up volume plugin amazon-ecs-volume-plugin: plugin \"amazon-ecs-volume-plugin\" not found",
        Kind::VolumePluginMissing,
        &["amazon-ecs-volume-plugin"],
        "ecs-init",
    ),
    failed(
        "CannotCreateContainerError: Error response from daemon: error looking up volume plugin rexray/ebs: plugin \"rexray/ebs\" not found",
        Kind::VolumePluginMissing,
        &["rexray/ebs"],
        "plugin",
    ),
    failed(
        "CannotCreateContainerError: failed to copy file info for /var/lib/ecs/volumes/ecs-af-7-claude-8c: failed to chown /var/lib/ecs/volumes/ecs-af-7-claude-8c: lchown /var/lib/ecs/volumes/ecs-af-7-claude-8c: operation not permitted",
        Kind::VolumeOwnerRefused,
        &["owner"],
        "posixUser",
    ),
    failed(
        "CannotStartContainerError: Error response from daemon: error while mounting volume '/var/lib/docker/volumes/data/_data': failed to mount local volume: mount :/export:/var/lib/docker/volumes/data/_data, data: addr=10.0.3.4: connection refused",
        Kind::FileSystemUnreachable,
        &["file system"],
        "2049",
    ),
    failed(
        "CannotStartContainerError: Error response from daemon: error while mounting volume '/var/lib/docker/volumes/one/_data': failed to mount local volume: mount fs-12345678:/:/var/lib/docker/volumes/one/_data: no such device",
        Kind::MountFailed,
        &["mount failed"],
        "mountPoints",
    ),
    failed(
        "failed to mount fsxwindowsfileserver volume: Failed to map fsxwindowsfileserver resource on the container instance error: exit status 1, out: New-SmbGlobalMapping : The network path was not found.",
        Kind::FsxFailed,
        &["FSx"],
        "445",
    ),
    failed(
        "invalid credentials for mounting fsxwindowsfileserver volume on the container instance",
        Kind::FsxFailed,
        &["FSx"],
        "password",
    ),
    failed(
        "failed to connect with credentials fetcher daemon: context deadline exceeded: failed to create kerberos tickets associated service account WebApp01",
        Kind::GmsaFailed,
        &["gMSA"],
        "credentials-fetcher",
    ),
    failed(
        "Failed to handle the credentialspec file from SSM: AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/exec/1 is not authorized to perform: ssm:GetParameters on resource: arn:aws:ssm:eu-west-1:111122223333:parameter/gmsa",
        Kind::GmsaFailed,
        &["gMSA"],
        "Allow ssm:GetParameters for role exec",
    ),
    failed(
        "ECS failed to create the EBS volume. UnauthorizedOperation: You are not authorized to perform this operation. User: arn:aws:sts::111122223333:assumed-role/ecsInfra/ECSTaskVolumesForEBS is not authorized to perform: ec2:CreateVolume on resource: arn:aws:ec2:eu-west-1:111122223333:volume/*",
        Kind::EbsDenied,
        &["EBS"],
        "Allow ec2:CreateVolume for role ecsInfra",
    ),
    failed(
        "ECS failed to create the EBS volume. InvalidSnapshot.NotFound: The snapshot 'snap-0ab1' does not exist.",
        Kind::EbsSourceMissing,
        &["snap-0ab1"],
        "snapshotId",
    ),
    failed(
        "ECS failed to create the EBS volume. VolumeLimitExceeded: You have exceeded your maximum gp3 storage limit of 50 TiB in this region.",
        Kind::QuotaReached,
        &["limit"],
        "Service Quotas",
    ),
    failed(
        "ECS was unable to complete the EBS volume attachment to your Task. Please retry your request or contact AWS support for assistance.",
        Kind::EbsFailed,
        &["EBS"],
        "KMS key",
    ),
    failed(
        "CannotStartContainerError: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: error mounting \"/var/lib/docker/volumes/x/_data\" to rootfs at \"/data\": create mountpoint for /data mount: mkdirat /rootfs/data: read-only file system: unknown",
        Kind::MountTargetMissing,
        &["/data"],
        "in the image",
    ),
    failed(
        "CannotCreateContainerError: Error response from daemon: error while creating mount source path '/opt/app/conf': mkdir /opt/app: read-only file system",
        Kind::MountSourceMissing,
        &["/opt/app/conf"],
        "on every instance",
    ),
    failed(
        "CannotCreateContainerError: Error response from daemon: Duplicate mount point: /data",
        Kind::MountFailed,
        &["mount failed"],
        "mountPoints",
    ),
    failed(
        "CannotCreateContainerError: Error response from daemon: invalid mount path: 'data' mount path must be absolute",
        Kind::MountFailed,
        &["mount failed"],
        "mountPoints",
    ),
    failed(
        "CannotStartContainerError: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: error mounting \"/etc/agent/config.yml\" to rootfs at \"/etc/agent.yml\": mount /etc/agent/config.yml:/etc/agent.yml (via /proc/self/fd/6), flags: 0x5000: not a directory: unknown: Are you trying to mount a di",
        Kind::MountOntoFile,
        &["/etc/agent/config.yml"],
        "sourcePath",
    ),
    failed(
        "volume [data] : task scoped volume could not be autoprovisioned",
        Kind::VolumeFailed,
        &["volume"],
        "AWS's own words",
    ),
    failed(
        "CannotCreateVolumeError: Error response from daemon: a volume with the name \"data\" already exists with driver local",
        Kind::VolumeFailed,
        &["volume"],
        "AWS's own words",
    ),
];
