//! Sentences about what a container needs of its host and of the other containers, whichever step they come from.

use super::{Family, HOST_DISK, NO_ANSWER, PORTS};
use crate::why::Kind;

pub(super) const FAMILIES: &[Family] = &[
    Family {
        marks: &["credentialspec", "credentials fetcher", "kerberos", "gmsa"],
        rows: &[],
        otherwise: Kind::GmsaFailed,
    },
    Family {
        marks: &[
            "taskdependencyerror",
            "dependency graph",
            "ordering dependency",
            "dependent container",
            "dependency container",
            "dependency [",
            "cannot link to a non running",
        ],
        rows: &[],
        otherwise: Kind::DependencyFailed,
    },
    Family {
        marks: &[
            "no users found",
            "unable to find user",
            "unable to find group",
            "cannot find user",
            "setup user:",
            "no matching entries in passwd",
            "no matching entries in group",
            "/etc/passwd",
        ],
        rows: &[],
        otherwise: Kind::UserMissing,
    },
    Family { marks: &["cgroup"], rows: &[(&["nvidia"], Kind::DeviceMissing)], otherwise: Kind::CgroupFailed },
    Family {
        marks: &[
            "driver failed programming",
            "docker0",
            "iptables failed",
            "iptables: ",
            "failed to create endpoint",
            "pair interfaces",
            "sandbox join failed",
            "hns failed",
            "hnscall failed",
        ],
        rows: &[(PORTS, Kind::PortTaken)],
        otherwise: Kind::HostNetworkFailed,
    },
    Family {
        marks: &["looking up volume plugin", "volume plugin&not found"],
        rows: &[],
        otherwise: Kind::VolumePluginMissing,
    },
    Family {
        marks: &["failed to copy file info", "failed to chown /"],
        rows: &[],
        otherwise: Kind::VolumeOwnerRefused,
    },
    Family {
        marks: &["error while mounting volume", "failed to mount local volume"],
        rows: &[
            (&["permission denied", "access denied", "operation not permitted"], Kind::FileSystemDenied),
            (&["no such file or direct"], Kind::FileSystemPathMissing),
            (NO_ANSWER, Kind::FileSystemUnreachable),
        ],
        otherwise: Kind::MountFailed,
    },
    Family {
        marks: &[
            "error mounting",
            "mounting&to rootfs",
            "mount source path",
            "bind source path",
            "invalid mount config",
            "invalid volume specification",
            "invalid mount path",
            "duplicate mount point",
            "from mount source",
            "mount denied",
            "mounts denied",
        ],
        rows: &[
            (&["no space left"], Kind::DiskFull),
            (&["not a directory", "onto a file"], Kind::MountOntoFile),
            (&["to rootfs&read-only file system", "create mountpoint", "o_path procfd"], Kind::MountTargetMissing),
            (
                &[
                    "no such file or direct",
                    "does not exist",
                    "doesn't exist",
                    "permission denied",
                    "read-only file system",
                    "file exists",
                    "stale nfs file handle",
                    "stale file handle",
                    "transport endpoint",
                ],
                Kind::MountSourceMissing,
            ),
        ],
        otherwise: Kind::MountFailed,
    },
    Family { marks: HOST_DISK, rows: &[], otherwise: Kind::HostDiskFailed },
];
