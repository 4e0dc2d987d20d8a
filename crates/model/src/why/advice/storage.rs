//! Advice about file systems and volumes.

use super::{Advice, ERRORS, START, allow};
use crate::why::{Cause, Kind};

const EFS: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-volumes.html";
const EBS: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshoot-ebs-volumes.html";
const FSX: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/wfsx-volumes.html";
const GMSA: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/windows-gmsa.html";
const VOLUMES: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/docker-volumes.html";

pub(super) fn of(cause: &Cause) -> Option<Advice> {
    Some(match cause.kind {
        Kind::FileSystemUnresolved => Advice::new(
            "The name of the file system has no address in this VPC: no mount target in the zone, DNS hostnames or resolution off, or a mistyped id.",
            "Check mount targets in the task's zones, DNS settings of the VPC, and the file system id.",
            EFS,
        ),
        Kind::FileSystemUnreachable => Advice::new(
            "The mount target did not answer.",
            "Allow TCP 2049 from the task's security group to the mount target's, and outbound from the task.",
            EFS,
        ),
        Kind::FileSystemDenied => Advice::new(
            "The file system policy, IAM or the access point refuses the mount.",
            "Check the file system policy and elasticfilesystem:ClientMount for the task role.",
            EFS,
        ),
        Kind::FileSystemPathMissing => Advice::new(
            "rootDirectory or the access point does not exist in the file system.",
            "Create the directory, or correct rootDirectory or accessPointId.",
            EFS,
        ),
        Kind::FileSystemFailed => Advice::new(
            "The mount failed, and AWS's words do not say why.",
            "Check for a mount target in the task's zone, TCP 2049 from the task to it, that rootDirectory exists, and the file system policy.",
            EFS,
        ),
        Kind::FsxFailed => Advice::new(
            "The share was not reached, or the domain refused the user.",
            allowed(
                cause,
                "Check the user and password in credentialsParameter, and TCP 445 and DNS from the instance to the file system.",
            ),
            FSX,
        ),
        Kind::GmsaFailed => Advice::new(
            "The group managed service account of the credential spec could not be used.",
            allowed(
                cause,
                "Check the credential spec, the secret of the domain user, and credentials-fetcher on the instance.",
            ),
            GMSA,
        ),
        Kind::EbsDenied => Advice::new(
            "The infrastructure role may not make or attach the volume, or not use its key.",
            format!(
                "{}.",
                allow(cause, "what AmazonECSInfrastructureRolePolicyForVolumes lists", "the infrastructure role")
            ),
            EBS,
        ),
        Kind::EbsSourceMissing => Advice::new(
            "The snapshot or key was deleted, is in another Region, or is not shared with this account.",
            "Correct snapshotId or kmsKeyId in the volume configuration.",
            EBS,
        ),
        Kind::VolumePluginMissing => Advice::new(
            "The volume asks for a plugin that does not run on the instance.",
            "Install or start it on every instance; amazon-ecs-volume-plugin comes with ecs-init.",
            VOLUMES,
        ),
        Kind::VolumeOwnerRefused => Advice::new(
            "On EC2 Docker gives a new volume the owner of the image's directory; an access point with posixUser does not allow that.",
            "Leave posixUser out of the access point, or mount at a path that the image does not hold or holds as that user.",
            EFS,
        ),
        Kind::EbsFailed => Advice::new(
            "The volume could not be made, attached or mounted: the KMS key, the file system type, or the infrastructure role.",
            "Check the KMS key and its policy, filesystemType against the snapshot and operating system, and the infrastructure role.",
            EBS,
        ),
        Kind::VolumeFailed => Advice::new(
            "A volume of the task definition could not be made or mounted.",
            "Compare the volume's configuration with AWS's own words.",
            ERRORS,
        ),
        Kind::StorageFailed => Advice::new(
            "Fargate did not provide the ephemeral storage in time.",
            "Try again; if it lasts, ask AWS Support.",
            START,
        ),
        _ => return None,
    })
}

/// The permission that the sentence names, or what else to check.
fn allowed(cause: &Cause, otherwise: &str) -> String {
    match cause.names.action {
        Some(_) => format!("{}.", allow(cause, "", "the execution role")),
        None => otherwise.to_owned(),
    }
}
