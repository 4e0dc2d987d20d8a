//! Chance that is the same whenever it is asked: a number made from the seed, a subject and a moment.

use crate::random::SplitMix;

/// The seed of everything about one subject, for example about one service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Chance(u64);

impl Chance {
    /// Of a subject that is named by texts.
    pub fn of(seed: u64, subject: &[&str]) -> Self {
        // FNV-1a, with a mark between two texts: http://www.isthe.com/chongo/tech/comp/fnv/
        let bytes = subject.iter().flat_map(|text| text.bytes().chain([0xff]));
        let hash = bytes
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
        Self(scramble(hash ^ scramble(seed)))
    }

    /// A whole number in the range, always the same.
    pub fn within(self, range: std::ops::RangeInclusive<u64>) -> u64 {
        range.start() + scramble(self.0) % (range.end() - range.start() + 1)
    }

    /// From 0 to below 1; every number is equally likely. `salt` tells different questions about one moment apart.
    pub fn unit(self, salt: u64, moment: u64) -> f64 {
        let bits = scramble(self.0 ^ scramble(salt.wrapping_mul(SplitMix::STEP) ^ scramble(moment)));
        fraction(bits >> 11)
    }

    /// From `least` to `most`, the same at every moment.
    pub fn trait_within(self, salt: u64, least: f64, most: f64) -> f64 {
        least + (most - least) * self.unit(salt, 0)
    }

    /// From -1 to 1, moving smoothly: a new number every `step` moments, and straight lines between.
    pub fn drift(self, salt: u64, moment: u64, step: u64) -> f64 {
        let (turn, within) = (moment / step, moment % step);
        let (from, to) = (self.unit(salt, turn), self.unit(salt, turn + 1));
        2.0 * (from + (to - from) * fraction_of(within, step)) - 1.0
    }

    /// A whole number that is `mean` on the average.
    pub fn whole(self, salt: u64, moment: u64, mean: f64) -> f64 {
        (mean + self.unit(salt, moment)).floor().max(0.0)
    }
}

fn scramble(bits: u64) -> u64 {
    SplitMix(bits).draw()
}

#[expect(clippy::cast_precision_loss, reason = "53 bits fit exactly")]
fn fraction(bits: u64) -> f64 {
    bits as f64 / (1_u64 << 53) as f64
}

#[expect(clippy::cast_precision_loss, reason = "minutes within a step")]
fn fraction_of(part: u64, whole: u64) -> f64 {
    part as f64 / whole as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_question_has_the_same_answer_and_another_another() {
        let chance = Chance::of(1, &["shop", "web"]);
        assert_eq!(chance.unit(3, 7).to_bits(), Chance::of(1, &["shop", "web"]).unit(3, 7).to_bits());
        for other in [Chance::of(2, &["shop", "web"]), Chance::of(1, &["shopw", "eb"]), Chance::of(1, &["shop"])] {
            assert_ne!(chance.unit(3, 7).to_bits(), other.unit(3, 7).to_bits());
        }
        assert_ne!(chance.unit(3, 7).to_bits(), chance.unit(4, 7).to_bits());
        assert_ne!(chance.unit(3, 7).to_bits(), chance.unit(3, 8).to_bits());
    }

    #[test]
    fn numbers_are_spread_over_the_whole_range() {
        let chance = Chance::of(1, &["web"]);
        let numbers: Vec<_> = (0..10_000).map(|moment| chance.unit(0, moment)).collect();
        let mean = numbers.iter().sum::<f64>() / 10_000.0;
        assert!((0.48..0.52).contains(&mean), "{mean}");
        assert!(numbers.iter().all(|number| (0.0..1.0).contains(number)));
    }

    #[test]
    fn a_drift_moves_in_small_steps() {
        let chance = Chance::of(1, &["web"]);
        for moment in 0..1_000 {
            let step = (chance.drift(0, moment + 1, 10) - chance.drift(0, moment, 10)).abs();
            assert!(step <= 0.2001, "{step}");
        }
    }

    #[test]
    fn whole_numbers_keep_the_average() {
        let chance = Chance::of(1, &["web"]);
        let sum: f64 = (0..10_000).map(|moment| chance.whole(0, moment, 0.3)).sum();
        assert!((2_800.0..3_200.0).contains(&sum), "{sum}");
    }
}
