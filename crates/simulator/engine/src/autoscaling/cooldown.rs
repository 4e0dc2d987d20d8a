//! The pause after scaling.
//!
//! <https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html#target-tracking-cooldown>

use crate::Millis;

/// A pause, and what it pauses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cooldown {
    pub direction: Direction,
    /// When it ends.
    pub until: Millis,
    /// The desired count before the first step of this pause: further steps are counted from here.
    pub base: u32,
}

/// Which way a count moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Out,
    In,
}

impl Direction {
    /// From one count to another; `None` when they are equal.
    pub fn of(from: u32, to: u32) -> Option<Self> {
        match to.cmp(&from) {
            std::cmp::Ordering::Less => Some(Self::In),
            std::cmp::Ordering::Equal => None,
            std::cmp::Ordering::Greater => Some(Self::Out),
        }
    }
}

impl Cooldown {
    /// Whether a step is to wait. Scaling out never waits: within the pause it is counted from the base, so that what
    /// was added already is not added again. Scaling in waits for either pause to end.
    pub fn holds_back(self, direction: Direction, now: Millis) -> bool {
        now < self.until && direction == Direction::In
    }

    /// The count from which a step outwards is counted.
    pub fn base(cooldown: Option<Self>, desired: u32, now: Millis) -> u32 {
        match cooldown {
            Some(pause) if now < pause.until && pause.direction == Direction::Out => pause.base,
            _ => desired,
        }
    }
}
