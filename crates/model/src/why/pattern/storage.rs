//! Sentences about file systems and volumes.

use super::capacity::LIMITS;
use super::{Family, NO_ANSWER, REFUSED};
use crate::why::Kind;

pub(super) const FAMILIES: &[Family] = &[
    Family {
        marks: &[
            "efs utils",
            "efs volume",
            "efs mount",
            "mount.efs",
            "mount.nfs",
            "amazon efs",
            "efs-utils",
            "efs dns",
            ".efs.",
            "volumedriver.create: mounting",
        ],
        rows: &[
            (&["aws credentials", "security credentials service"], Kind::FileSystemDenied),
            (
                &["failed to resolve", "name or service not known", "no such host", "could not be resolved"],
                Kind::FileSystemUnresolved,
            ),
            (
                &["access denied", "accessdenied", "not authorized", "permission", "not permitted"],
                Kind::FileSystemDenied,
            ),
            (&["no such file or direct", "does not exist", "not found"], Kind::FileSystemPathMissing),
            (NO_ANSWER, Kind::FileSystemUnreachable),
            (&["mount system call failed"], Kind::FileSystemUnreachable),
        ],
        otherwise: Kind::FileSystemFailed,
    },
    Family {
        marks: &["ebs volume", "ebs attachment", "the ebs"],
        rows: &[
            (REFUSED, Kind::EbsDenied),
            (LIMITS, Kind::QuotaReached),
            (&["invalidsnapshot", "snapshot&does not exist", "invalidkmskey"], Kind::EbsSourceMissing),
        ],
        otherwise: Kind::EbsFailed,
    },
    Family {
        marks: &["fsxwindowsfileserver", "new-smbglobalmapping", "fsx for windows"],
        rows: &[],
        otherwise: Kind::FsxFailed,
    },
    Family { marks: &["ephemeralstorage", "ephemeral storage"], rows: &[], otherwise: Kind::StorageFailed },
    Family {
        marks: &[
            "cannotcreatevolume",
            "cannotinspectvolume",
            "invalidvolumeerror",
            "s3 files",
            "s3files",
            "could not be autoprovisioned",
            "volume driver",
            "create volume",
            "volume with the name",
        ],
        rows: &[],
        otherwise: Kind::VolumeFailed,
    },
];
