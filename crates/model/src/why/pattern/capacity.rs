//! Sentences about the compute that a task was to run on.

use super::{ABSENT_NETWORK, Family, REFUSED, THROTTLED};
use crate::why::Kind;

/// Limits of the account, as EC2, Fargate and Managed Instances word them.
pub(super) const LIMITS: &[&str] = &[
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
        marks: &[
            "account is currently blocked",
            "account was blocked",
            "account has been suspended",
            "account is suspended",
            "blockedexception",
            "pendingverification",
            "aws-verification@",
        ],
        rows: &[],
        otherwise: Kind::AccountBlocked,
    },
    Family {
        marks: &["unable to launch instance", "failed to launch instance", "could not launch instance"],
        rows: &[
            (REFUSED, Kind::InstanceLaunchDenied),
            (THROTTLED, Kind::Throttled),
            (LIMITS, Kind::QuotaReached),
            (
                &[
                    "unfulfillablecapacity",
                    "insufficientinstancecapacity",
                    "insufficient capacity",
                    "insufficientcapacity",
                    "reservationcapacityexceeded",
                    "no spot capacity",
                ],
                Kind::NoCapacity,
            ),
            (&["insufficientfreeaddresses", "free addresses"], Kind::NoFreeAddress),
            (ABSENT_NETWORK, Kind::NetworkMissing),
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
            "no spot capacity",
            "waiting for capacity",
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
        marks: &[
            "=agent",
            "encountered error \"agent\"",
            "reason: agent",
            "timed out waiting for amazon ecs agent",
            "agent that's currently disconnected",
            "agent disconnected",
            "agent is disconnected",
        ],
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
            "resource:fpga",
            "resource:accel",
            "resource:neuron",
            "resources could not be found",
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
