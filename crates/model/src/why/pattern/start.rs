//! Sentences about making and starting containers.

use super::{Family, OUT_OF_MEMORY};
use crate::why::Kind;

/// What decides before everything else.
pub(super) const FIRST: &[Family] = &[
    Family { marks: OUT_OF_MEMORY, rows: &[], otherwise: Kind::OutOfMemory },
    Family {
        marks: &[
            "taskdependencyerror",
            "dependency graph",
            "ordering dependency",
            "dependent container",
            "dependency container",
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
    Family {
        marks: &[
            "error mounting",
            "mount source path",
            "bind source path",
            "invalid mount config",
            "invalid volume specification",
        ],
        rows: &[
            (&["not a directory", "onto a file"], Kind::MountOntoFile),
            (
                &["no such file or direct", "does not exist", "permission denied", "read-only file system"],
                Kind::MountSourceMissing,
            ),
        ],
        otherwise: Kind::MountFailed,
    },
];

/// Everything else about containers.
pub(super) const FAMILIES: &[Family] = &[
    Family {
        marks: &[
            "cannotstartcontainer",
            "cannotcreatecontainer",
            "container runtime task",
            "oci runtime",
            "shim task",
            "start container process",
            "unable to create new container",
            "hostconfigerror",
            "exec format error",
        ],
        rows: &[
            (&["exec format", "exec /&format error", "platform (linux"], Kind::WrongPlatform),
            (&["no space left", "free space in thin pool"], Kind::DiskFull),
            (&["port is already allocated", "address already in use", "ports are not available"], Kind::PortTaken),
            (
                &["device driver", "device information", "custom device", "nvidia", "no such device", "neuron"],
                Kind::DeviceMissing,
            ),
            (&["no such image"], Kind::ImageGone),
            (&["cannot allocate memory"], Kind::HostOutOfMemory),
            (&["chdir to cwd", "working directory", "set cwd"], Kind::WorkingDirectoryMissing),
            (&["executable file not found"], Kind::CommandNotFound),
            (&["exec&no such file", "stat /&no such file", "exec&is a directory"], Kind::CommandNotFound),
            (&["exec&permission denied", "exec&operation not permitted"], Kind::CommandDenied),
            (
                &[
                    "hostconfigerror",
                    "minimum memory limit",
                    "invalid hostname",
                    "invalid port",
                    "conflicting options",
                    "invalid ipc mode",
                    "invalid pid mode",
                    "unknown or invalid runtime",
                    "unknown runtime",
                    "no command specified",
                    "write sysctl",
                    "rlimit",
                    "not a valid",
                ],
                Kind::SettingRefused,
            ),
            (&["timed out", "deadline exceeded"], Kind::RuntimeFailed),
        ],
        otherwise: Kind::CannotStart,
    },
    Family { marks: &["no space left"], rows: &[], otherwise: Kind::DiskFull },
    Family { marks: &["resourceinitializationerror"], rows: &[], otherwise: Kind::InitializationFailed },
    Family {
        marks: &[
            "containerruntimeerror",
            "containerruntimetimeout",
            "dockertimeout",
            "dockerstateerror",
            "could not transition to",
            "cannotinspectcontainer",
            "cannotstopcontainer",
            "cannotdescribecontainer",
            "cannotgetdockerclient",
            "taskstateerror",
        ],
        rows: &[],
        otherwise: Kind::RuntimeFailed,
    },
    Family {
        marks: &[
            "clientexception",
            "invalidparameterexception",
            "taskdefinition is inactive",
            "task definition is inactive",
            "platformunknown",
            "no fargate configuration exists",
        ],
        rows: &[],
        otherwise: Kind::LaunchRefused,
    },
    Family { marks: &["service unavailable", "servererror"], rows: &[], otherwise: Kind::PlatformFailed },
    Family { marks: &["throttlingexception", "rate exceeded"], rows: &[], otherwise: Kind::Throttled },
    Family { marks: &["internalerror", "internal error"], rows: &[], otherwise: Kind::PlatformFailed },
    Family { marks: &["essential container in task exited"], rows: &[], otherwise: Kind::Exited },
];
