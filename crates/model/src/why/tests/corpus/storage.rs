//! Volumes and mounts. Sources: the manual's pages on EFS and EBS, public issues, and the words of runc and docker.

use super::{Kind, Message, failed};

pub(super) const MESSAGES: &[Message] = &[
    failed(
        "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: Failed to resolve \"fs-0e4a39a0b7bb8b885.efs.us-east-1.amazonaws.com\" - check that your file system ID is correct, and ensure that the VPC has an EFS mount target for this file system ID.",
        Kind::FileSystemUnresolved,
        &["fs-0e4a39a0b7bb8b885"],
        "mount targets",
    ),
    failed(
        "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: Mount attempt 1/3 failed due to timeout after 15 sec, wait 0 sec before next attempt. b'mount.nfs4: mount system call failed'",
        Kind::FileSystemUnreachable,
        &["file system"],
        "2049",
    ),
    failed(
        "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: b'mount.nfs4: Connection reset by peer'",
        Kind::FileSystemUnreachable,
        &[],
        "2049",
    ),
    failed(
        "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: b'mount.nfs4: access denied by server while mounting 127.0.0.1:/' : unsuccessful EFS utils command execution; code: 32",
        Kind::FileSystemDenied,
        &[],
        "elasticfilesystem:ClientMount",
    ),
    failed(
        "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: b'mount.nfs4: mounting fs-12ab.efs.eu-west-1.amazonaws.com:/data failed, reason given by server: No such file or directory'",
        Kind::FileSystemPathMissing,
        &[],
        "rootDirectory",
    ),
    failed(
        "ECS was unable to assume the configured ECS Infrastructure Role 'arn:aws:iam::111122223333:role/ecsInfrastructureRole'. Please verify that the role being passed has the proper trust relationship with Amazon ECS",
        Kind::InfrastructureRoleFailed,
        &["ecsInfrastructureRole"],
        "iam:PassRole",
    ),
    failed(
        "ECS failed to set up the EBS volume. Encountered IdempotentParameterMismatch; \"The client token you have provided is associated with a resource that is already deleted. Please use a different client token.\"",
        Kind::EbsFailed,
        &["EBS"],
        "KMS key",
    ),
    failed(
        "ECS timed out while configuring the EBS volume attachment to your Task",
        Kind::EbsFailed,
        &["EBS"],
        "filesystemType",
    ),
    failed(
        "ECS timed out while configuring the EBS attachment to your Task",
        Kind::EbsFailed,
        &["EBS"],
        "filesystemType",
    ),
    failed("CannotCreateVolumeError: timed out", Kind::VolumeFailed, &["volume"], "AWS's own words"),
    failed(
        "Timeout waiting for EphemeralStorage provisioning to complete.",
        Kind::StorageFailed,
        &["ephemeral storage"],
        "Try again",
    ),
    failed(
        "CannotStartContainerError: Error response from daemon: OCI runtime create failed: container_linux.go:380: starting container process caused: process_linux.go:545: container init caused: rootfs_linux.go:76: mounting \"/var/lib/ecs/volumes/1/api\" to rootfs at \"/etc/api.conf\" caused: mount through procfd: error mounting \"/var/lib/ecs/volumes/1/api\" to rootfs at \"/etc/api.conf\": not a directory: unknown: Are you trying to mount a directory onto a file (or vice-versa)?",
        Kind::MountOntoFile,
        &["/var/lib/ecs/volumes/1/api"],
        "containerPath",
    ),
    failed(
        "CannotStartContainerError: Error response from daemon: OCI runtime create failed: runc create failed: unable to start container process: error during container init: error mounting \"/data/conf\" to rootfs at \"/conf\": stat /data/conf: no such file or directory: unknown",
        Kind::MountSourceMissing,
        &["/data/conf"],
        "on every instance",
    ),
    failed(
        "CannotCreateContainerError: Error response from daemon: error while creating mount source path '/efs/x': mkdir /efs/x: permission denied",
        Kind::MountSourceMissing,
        &["/efs/x"],
        "on every instance",
    ),
    failed(
        "CannotCreateContainerError: Error response from daemon: invalid mount config for type \"bind\": bind source path does not exist: /opt/app",
        Kind::MountSourceMissing,
        &["/opt/app"],
        "on every instance",
    ),
];
