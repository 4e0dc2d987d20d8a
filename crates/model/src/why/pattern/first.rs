//! What decides before everything else.

use super::{Family, OUT_OF_MEMORY};
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
];
