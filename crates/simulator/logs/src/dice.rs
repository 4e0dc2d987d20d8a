//! Chance that can be asked again: the same question always has the same answer.

use simulator_engine::SplitMix;

/// A sequence of numbers that follows from what it was made from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dice(SplitMix);

impl Dice {
    /// The sequence of one thing about one container.
    pub fn of(task: u128, container: usize, salt: u64) -> Self {
        let [high, low] = [task >> 64, task & u128::from(u64::MAX)].map(|half| u64::try_from(half).unwrap_or(0));
        let container = u64::try_from(container).unwrap_or(0);
        let container = container.wrapping_mul(0xd6e8_feb8_6659_fd93);
        let mut dice = Self(SplitMix(high ^ low.rotate_left(17) ^ container ^ salt.wrapping_mul(SplitMix::STEP)));
        dice.next();
        dice
    }

    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0.draw()
    }

    /// A number below `count`, which must not be 0.
    pub fn below(&mut self, count: u64) -> u64 {
        self.next() % count.max(1)
    }

    /// One of them; the list must not be empty.
    pub fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        let count = u64::try_from(from.len()).unwrap_or(1);
        from[usize::try_from(self.below(count)).unwrap_or(0)]
    }

    /// Whether something happens that happens so many times in a thousand.
    pub fn happens(&mut self, per_mille: u64) -> bool {
        self.below(1_000) < per_mille
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_thing_has_the_same_numbers_and_another_has_others() {
        let numbers = |mut dice: Dice| [dice.next(), dice.next(), dice.next()];
        assert_eq!(numbers(Dice::of(7, 0, 1)), numbers(Dice::of(7, 0, 1)));
        for other in [Dice::of(8, 0, 1), Dice::of(7, 1, 1), Dice::of(7, 0, 2), Dice::of(7 << 64, 0, 1)] {
            assert_ne!(numbers(Dice::of(7, 0, 1)), numbers(other));
        }
    }

    #[test]
    fn chances_come_about_as_often_as_they_should() {
        let mut dice = Dice::of(1, 0, 0);
        let count = (0..10_000).filter(|_| dice.happens(50)).count();
        assert!((400..600).contains(&count), "{count}");
    }
}
