//! The pace at which simulated time follows the wall clock.

use std::time::{Duration, Instant};

use simulator_engine::Millis;

/// The fastest pace: a day in less than nine seconds.
pub const FASTEST: f64 = 10_000.0;

/// The longest jump: a week.
pub const LONGEST_JUMP: Duration = Duration::from_secs(7 * 24 * 3_600);

/// Simulated time as a function of the wall clock.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    anchor: Instant,
    at: Millis,
    speed: f64,
}

impl Pace {
    /// It is `at` when the wall clock shows `anchor`; from there, `speed` simulated seconds pass each second.
    #[must_use]
    pub fn new(anchor: Instant, at: Millis, speed: f64) -> Self {
        Self { anchor, at, speed: speed.clamp(0.0, FASTEST) }
    }

    /// Simulated seconds per second.
    #[must_use]
    pub const fn speed(&self) -> f64 {
        self.speed
    }

    /// The simulated moment when the wall clock shows `now`.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a positive number of milliseconds")]
    pub fn at(&self, now: Instant) -> Millis {
        let passed = now.saturating_duration_since(self.anchor).as_secs_f64() * self.speed;
        self.at + (passed * 1_000.0) as u64
    }

    /// Goes on from here with another speed; 0 stands still.
    pub fn set_speed(&mut self, now: Instant, speed: f64) {
        *self = Self::new(now, self.at(now), speed);
    }

    /// Jumps ahead, at most [`LONGEST_JUMP`].
    pub fn jump(&mut self, by: Duration) {
        self.at = self.at + u64::try_from(by.min(LONGEST_JUMP).as_millis()).unwrap_or(0);
    }

    /// How long to wait until the simulated moment; `None` when it never comes at this speed.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "milliseconds until an event are far below 2^53")]
    pub fn until(&self, moment: Millis, now: Instant) -> Option<Duration> {
        if self.speed <= 0.0 {
            return None;
        }
        let millis = (moment - self.at(now)) as f64;
        Duration::try_from_secs_f64(millis / 1_000.0 / self.speed).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Millis = Millis(1_000_000);

    #[test]
    fn time_passes_at_the_speed_and_jumps_add_to_it() {
        let begin = Instant::now();
        let mut pace = Pace::new(begin, START, 10.0);
        assert_eq!(pace.at(begin + Duration::from_secs(2)), START + 20_000);
        pace.jump(Duration::from_secs(60));
        assert_eq!(pace.at(begin + Duration::from_secs(2)), START + 80_000);
    }

    #[test]
    fn a_change_of_speed_does_not_move_the_present() {
        let begin = Instant::now();
        let mut pace = Pace::new(begin, START, 10.0);
        let later = begin + Duration::from_secs(3);
        pace.set_speed(later, 0.0);
        assert_eq!(pace.at(later), START + 30_000);
        assert_eq!(pace.at(later + Duration::from_secs(100)), START + 30_000);
    }

    #[test]
    fn the_wait_for_a_moment_is_shorter_at_a_higher_speed_and_endless_at_zero() {
        let begin = Instant::now();
        let mut pace = Pace::new(begin, START, 4.0);
        assert_eq!(pace.until(START + 8_000, begin), Some(Duration::from_secs(2)));
        assert_eq!(pace.until(START.before(1), begin), Some(Duration::ZERO));
        pace.set_speed(begin, 0.0);
        assert_eq!(pace.until(START + 8_000, begin), None);
    }
}
