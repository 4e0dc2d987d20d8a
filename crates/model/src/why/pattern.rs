//! Which words in ECS's sentences stand for which kind of end.

use super::Kind;

/// A family of sentences: how they begin (or what they hold), and which further words decide, the first match winning.
pub(super) struct Family {
    /// One of these occurs.
    marks: &'static [&'static str],
    /// Then the first row one of whose words occurs decides.
    rows: &'static [(&'static [&'static str], Kind)],
    /// And if none does, this.
    otherwise: Kind,
}

/// Words of a request that got no answer.
const NO_ANSWER: &[&str] = &[
    "no such host",
    "timeout",
    "timed out",
    "deadline exceeded",
    "connection refused",
    "connection reset",
    "network is unreachable",
    "dial tcp",
    "could not reach",
    "could not connect",
    "request canceled",
    "netlink failure",
    "signal: killed",
];

/// Words of a request that was refused.
const REFUSED: &[&str] = &[
    "no basic auth credentials",
    "access denied",
    "accessdenied",
    "not authorized",
    "authorization failed",
    "docker login",
    "insufficient_scope",
    "authentication required",
    "403 forbidden",
    "status code: 403",
    "401 unauthorized",
    "status code: 401",
];

/// Words of a thing that is not there.
const ABSENT: &[&str] =
    &["not found", "manifest unknown", "does not exist", "name unknown", "api error (404)", "not exist", "notfound"];

/// Words of a container that was killed for its memory.
pub(super) const OUT_OF_MEMORY: &[&str] = &["outofmemory", "out of memory", "oomkilled", "due to memory usage"];

/// Ends that come from the task itself: it did not start, or ended on its own.
pub(super) const FAILURE: &[Family] = &[
    Family { marks: OUT_OF_MEMORY, rows: &[], otherwise: Kind::OutOfMemory },
    Family {
        marks: &["cannotpull", "pull image manifest", "pulling image"],
        rows: &[
            (&["toomanyrequests", "rate limit", "429 too many"], Kind::PullRateLimited),
            (&["no matching manifest", "matching platform", "specified platform"], Kind::WrongPlatform),
            (&["no space left"], Kind::DiskFull),
            (REFUSED, Kind::PullDenied),
            (ABSENT, Kind::ImageNotFound),
            (NO_ANSWER, Kind::RegistryUnreachable),
        ],
        otherwise: Kind::PullFailed,
    },
    Family {
        marks: &["unable to retrieve ecr registry auth", "getauthorizationtoken"],
        rows: &[(REFUSED, Kind::PullDenied), (NO_ANSWER, Kind::RegistryUnreachable)],
        otherwise: Kind::PullFailed,
    },
    Family {
        marks: &[
            "unable to pull secrets",
            "unable to retrieve secret",
            "asm fetching secret",
            "ssm fetching",
            "fetching secret",
        ],
        rows: &[
            (REFUSED, Kind::SecretDenied),
            (
                &["json key", "resourcenotfound", "invalid ssm parameters", "can't find", "invalid parameters"],
                Kind::SecretMissing,
            ),
            (ABSENT, Kind::SecretMissing),
            (NO_ANSWER, Kind::SecretUnreachable),
        ],
        otherwise: Kind::SecretFailed,
    },
    Family { marks: &["env file", "environment file"], rows: &[], otherwise: Kind::EnvironmentFileFailed },
    Family {
        marks: &["logger args", "logging driver", "log driver", "log group", "log stream"],
        rows: &[],
        otherwise: Kind::LoggerFailed,
    },
    Family {
        marks: &["efs utils", "mount.efs", "efs mount", "cannotcreatevolume", "volume", "failed to mount"],
        rows: &[],
        otherwise: Kind::VolumeFailed,
    },
    Family {
        marks: &["network interface", "configure eni", "setup regular eni", "network configuration", "eni provision"],
        rows: &[],
        otherwise: Kind::NetworkFailed,
    },
    Family { marks: &["assume the role", "assume role", "assumerole"], rows: &[], otherwise: Kind::RoleFailed },
    Family {
        marks: &["capacity is unavailable", "insufficient capacity", "limit on the number of"],
        rows: &[],
        otherwise: Kind::NoCapacity,
    },
    Family { marks: &["resourceinitializationerror"], rows: &[], otherwise: Kind::InitializationFailed },
    Family {
        marks: &["cannotstartcontainer", "cannotcreatecontainer"],
        rows: &[
            (&["exec format"], Kind::WrongPlatform),
            (&["no space left"], Kind::DiskFull),
            (&["executable file not found", "no such file or directory"], Kind::CommandNotFound),
            (&["permission denied"], Kind::CommandDenied),
        ],
        otherwise: Kind::CannotStart,
    },
    Family {
        marks: &[
            "containerruntimeerror",
            "containerruntimetimeout",
            "dockertimeout",
            "cannotinspectcontainer",
            "cannotstopcontainer",
            "internalerror",
            "internal error",
        ],
        rows: &[],
        otherwise: Kind::RuntimeFailed,
    },
    Family { marks: &["essential container in task exited"], rows: &[], otherwise: Kind::Exited },
];

/// Ends that the scheduler or the infrastructure brought.
pub(super) const SCHEDULER: &[Family] = &[
    Family {
        marks: &["failed container health checks", "container health check"],
        rows: &[],
        otherwise: Kind::ContainerUnhealthy,
    },
    Family {
        marks: &["elb health check", "target-group", "health check"],
        rows: &[],
        otherwise: Kind::TargetUnhealthy,
    },
    Family { marks: &["rebalanc"], rows: &[], otherwise: Kind::Rebalanced },
    Family { marks: &["scaling activity"], rows: &[], otherwise: Kind::ScaledIn },
    Family { marks: &["spot"], rows: &[], otherwise: Kind::SpotInterrupted },
    Family {
        marks: &["host ec2", "instance terminated", "instance was terminated"],
        rows: &[],
        otherwise: Kind::HostTerminated,
    },
    Family { marks: &["draining"], rows: &[], otherwise: Kind::HostDraining },
    Family { marks: &["maintenance", "retire"], rows: &[], otherwise: Kind::Maintenance },
    Family { marks: &["impaired", "underlying infrastructure"], rows: &[], otherwise: Kind::HostUnhealthy },
    Family { marks: &["by user"], rows: &[], otherwise: Kind::StoppedByUser },
];

/// Ends that carry the user's stop code although a deployment brought them.
pub(super) const REPLACED: &[Family] = &[Family { marks: &["scaling activity"], rows: &[], otherwise: Kind::ScaledIn }];

/// The kind of end that a sentence tells; `None` when no family knows it.
pub(super) fn find(sentence: &str, families: &[Family]) -> Option<Kind> {
    let words = sentence.to_ascii_lowercase();
    let holds = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
    let family = families.iter().find(|family| holds(family.marks))?;
    Some(family.rows.iter().find(|(parts, _)| holds(parts)).map_or(family.otherwise, |(_, kind)| *kind))
}
