//! How far a reading of target health is believed.

use crate::freshness::STALE_AFTER;
use crate::time::Timestamp;
use crate::verdict::facts::GroupFacts;
use crate::verdict::moment::Moment;

/// How a reading of target health is taken.
pub(super) enum Reading {
    /// It was never read.
    Never,
    /// It is too old to say that all is well; what was wrong then counts until something newer is read.
    Old(Timestamp),
    /// It is trusted.
    Trusted(Timestamp),
}

impl Reading {
    pub(super) fn of(group: &GroupFacts<'_>, now: &Moment) -> Self {
        let limit = if group.trouble.is_some() { STALE_AFTER } else { group.trusted.max(STALE_AFTER) };
        match group.read_at {
            None => Self::Never,
            Some(at) if now.is_past(at, limit) => Self::Old(at),
            Some(at) => Self::Trusted(at),
        }
    }
}
