//! What decides before everything else: words that mean one thing wherever they occur.

use super::{Family, NO_ANSWER, OUT_OF_MEMORY, PORTS};
use crate::why::Kind;

pub(super) const FAMILIES: &[Family] = &[
    Family { marks: OUT_OF_MEMORY, rows: &[], otherwise: Kind::OutOfMemory },
    Family {
        marks: &[
            "error during connect",
            "is the docker daemon running",
            "cannot join network of",
            "already in use by container",
            "containervanishederror",
            "impossiblestatetransition",
            "nosuchcontainererror",
            "no such container",
            "marked for removal",
        ],
        rows: &[],
        otherwise: Kind::RuntimeFailed,
    },
    Family {
        marks: &["taskstoppedbeforepullbegin", "stopped before image pull"],
        rows: &[],
        otherwise: Kind::StoppedBeforePull,
    },
    Family {
        marks: &["find execution role credentials", "get execution role credentials"],
        rows: &[],
        otherwise: Kind::ExecutionRoleMissing,
    },
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
        ],
        rows: &[],
        otherwise: Kind::DependencyFailed,
    },
    Family {
        marks: &[
            "no users found",
            "unable to find user",
            "unable to find group",
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
            "iptables",
            "failed to create endpoint",
            "pair interfaces",
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
        ],
        rows: &[
            (&["not a directory", "onto a file"], Kind::MountOntoFile),
            (&["to rootfs&read-only file system", "create mountpoint"], Kind::MountTargetMissing),
            (
                &[
                    "no such file or direct",
                    "does not exist",
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
    Family {
        marks: &[
            "dm_task_run failed",
            "overlay mount",
            "/var/lib/docker&read-only file system",
            "/var/lib/docker&input/output error",
            "/var/lib/containerd&read-only file system",
            "/var/lib/containerd&input/output error",
            "structure needs cleaning",
        ],
        rows: &[],
        otherwise: Kind::HostDiskFailed,
    },
];
