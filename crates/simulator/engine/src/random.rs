//! Chance, from a seed.

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::ops::RangeInclusive;

/// All chance in one engine comes from one of these, in the order in which things happen.
#[derive(Debug)]
pub(super) struct Random(StdRng);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self(StdRng::seed_from_u64(seed))
    }

    /// 128 random bits: an id.
    pub(super) fn bits(&mut self) -> u128 {
        self.0.random()
    }

    /// A number in the range; every one is equally likely.
    pub(super) fn within(&mut self, range: RangeInclusive<u64>) -> u64 {
        self.0.random_range(range)
    }
}
