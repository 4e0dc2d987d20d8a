//! The simulator's time.

use std::ops::{Add, Sub};

/// A moment: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Millis(pub u64);

impl Millis {
    /// The same moment as AWS's JSON writes it: seconds with a fraction.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 stay below 2^53 for 285 000 years")]
    pub fn as_seconds(self) -> f64 {
        self.0 as f64 / 1_000.0
    }

    /// The moment that many milliseconds earlier, or the beginning of time.
    #[must_use]
    pub fn before(self, millis: u64) -> Self {
        Self(self.0.saturating_sub(millis))
    }
}

impl Add<u64> for Millis {
    type Output = Self;

    fn add(self, millis: u64) -> Self {
        Self(self.0.saturating_add(millis))
    }
}

impl Sub for Millis {
    type Output = u64;

    /// Milliseconds from `earlier` to here; 0 when it is not earlier.
    fn sub(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// Milliseconds in that many seconds.
#[must_use]
pub const fn seconds(count: u64) -> u64 {
    count * 1_000
}

/// Milliseconds in that many minutes.
#[must_use]
pub const fn minutes(count: u64) -> u64 {
    count * 60_000
}

/// Milliseconds in that many hours.
#[must_use]
pub const fn hours(count: u64) -> u64 {
    count * 3_600_000
}
