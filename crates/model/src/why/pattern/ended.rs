//! Sentences about ends that the scheduler or the infrastructure brought.

use super::Family;
use crate::why::Kind;

/// Ends that the scheduler or the infrastructure brought.
pub(in crate::why) const SCHEDULER: &[&[Family]] = &[&[
    Family {
        marks: &["failed container health checks", "container health check"],
        rows: &[],
        otherwise: Kind::ContainerUnhealthy,
    },
    Family {
        marks: &["unhealthy container instance", "unhealthy instance", "instance is unhealthy"],
        rows: &[],
        otherwise: Kind::HostUnhealthy,
    },
    Family { marks: &["health check", "target-group", "unhealthy"], rows: &[], otherwise: Kind::TargetUnhealthy },
    Family { marks: &["rebalanc"], rows: &[], otherwise: Kind::Rebalanced },
    Family { marks: &["scaling activity"], rows: &[], otherwise: Kind::ScaledIn },
    Family {
        marks: &["spot&interrupt", "spot&reclaim", "spot&taken back"],
        rows: &[],
        otherwise: Kind::SpotInterrupted,
    },
    Family {
        marks: &[
            "host ec2",
            "instance terminated",
            "was terminated",
            "been terminated",
            "terminated by auto scaling",
            "instance was stopped",
        ],
        rows: &[],
        otherwise: Kind::HostTerminated,
    },
    Family { marks: &["deregist"], rows: &[], otherwise: Kind::HostDeregistered },
    Family { marks: &["draining"], rows: &[], otherwise: Kind::HostDraining },
    Family { marks: &["maintenance", "retir"], rows: &[], otherwise: Kind::Maintenance },
    Family { marks: &["impaired", "infrastructure"], rows: &[], otherwise: Kind::HostUnhealthy },
    Family { marks: &["service scheduler initiated"], rows: &[], otherwise: Kind::StoppedByScheduler },
    Family { marks: &["by user"], rows: &[], otherwise: Kind::StoppedByUser },
]];

/// Ends that carry the user's stop code although a deployment brought them.
pub(in crate::why) const REPLACED: &[&[Family]] = &[&[
    Family { marks: &["scaling activity"], rows: &[], otherwise: Kind::ScaledIn },
    Family { marks: &["instance deregist", "deregistration forced"], rows: &[], otherwise: Kind::HostDeregistered },
]];
