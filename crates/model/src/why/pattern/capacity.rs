//! Sentences about the compute that a task was to run on.

use super::{Family, REFUSED};
use crate::why::Kind;

/// Limits of the account, as EC2, Fargate and Managed Instances word them.
const LIMITS: &[&str] = &[
    "reached the limit",
    "limit on the number of",
    "is above your limit",
    "limitexceeded",
    "limit exceeded",
    "limit was exceeded",
    "max spot instance count",
    "spot instance count exceeded",
    "quota",
];

pub(super) const FAMILIES: &[Family] = &[
    Family {
        marks: &["unable to launch instance", "failed to launch instance", "could not launch instance"],
        rows: &[
            (REFUSED, Kind::InstanceLaunchDenied),
            (LIMITS, Kind::QuotaReached),
            (
                &[
                    "unfulfillablecapacity",
                    "insufficientinstancecapacity",
                    "insufficient capacity",
                    "insufficientcapacity",
                ],
                Kind::NoCapacity,
            ),
        ],
        otherwise: Kind::InstanceNotLaunched,
    },
    Family {
        marks: &[
            "you've reached the limit",
            "is above your limit",
            "limit on the number of",
            "provisioning capacity limit",
        ],
        rows: &[],
        otherwise: Kind::QuotaReached,
    },
    Family {
        marks: &[
            "vcpulimitexceeded",
            "instancelimitexceeded",
            "maxspotinstancecountexceeded",
            "max spot instance count exceeded",
        ],
        rows: &[],
        otherwise: Kind::QuotaReached,
    },
    Family {
        marks: &[
            "capacity is unavailable",
            "capacity&being unavailable",
            "insufficient capacity",
            "insufficientinstancecapacity",
            "unfulfillablecapacity",
            "unable to fulfill capacity",
        ],
        rows: &[],
        otherwise: Kind::NoCapacity,
    },
    Family {
        marks: &["no container instances were found", "no active instances", "empty capacity provider"],
        rows: &[],
        otherwise: Kind::NoInstances,
    },
    Family {
        marks: &["=agent", "encountered error \"agent\"", "reason: agent", "timed out waiting for amazon ecs agent"],
        rows: &[],
        otherwise: Kind::AgentGone,
    },
    Family {
        marks: &[
            "=attribute",
            "=location",
            "=inactive",
            "resource:cpu",
            "resource:memory",
            "resource:gpu",
            "resource:eni",
            "resource:port",
            "resource:disk",
            "memberof",
            "placement constraint",
            "no container instance met all",
            "closest matching container-instance",
            "closest matching (container-instance",
            "distinctinstance",
            "required attribute",
        ],
        rows: &[],
        otherwise: Kind::NoPlace,
    },
    Family {
        marks: &["not compatible with the selected compute strategy", "taskdefinitionincompatibility"],
        rows: &[],
        otherwise: Kind::IncompatibleCompute,
    },
];
