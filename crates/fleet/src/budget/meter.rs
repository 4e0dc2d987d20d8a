//! How much of a bucket's refill was used in the last minute.

use std::collections::VecDeque;
use std::time::Duration;

use parking_lot::Mutex;
use tokio::time::Instant;

const MINUTE: Duration = Duration::from_secs(60);

#[derive(Debug)]
pub(super) struct Meter {
    per_minute: f64,
    calls: Mutex<VecDeque<Instant>>,
}

impl Meter {
    pub(super) fn new(refill_per_second: f64) -> Self {
        Self { per_minute: refill_per_second * MINUTE.as_secs_f64(), calls: Mutex::default() }
    }

    pub(super) fn count(&self, now: Instant) {
        let mut calls = self.calls.lock();
        forget(&mut calls, now);
        calls.push_back(now);
    }

    pub(super) fn refill_per_second(&self) -> f64 {
        self.per_minute / MINUTE.as_secs_f64()
    }

    /// Calls of the last minute.
    pub(super) fn calls(&self, now: Instant) -> u32 {
        let mut calls = self.calls.lock();
        forget(&mut calls, now);
        u32::try_from(calls.len()).unwrap_or(u32::MAX)
    }

    /// At most 100: the burst on top of the refill does not count.
    pub(super) fn percent(&self, now: Instant) -> u32 {
        (f64::from(self.calls(now)) / self.per_minute * 100.0).min(100.0) as u32
    }
}

fn forget(calls: &mut VecDeque<Instant>, now: Instant) {
    while calls.front().is_some_and(|at| now.saturating_duration_since(*at) >= MINUTE) {
        calls.pop_front();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_of_the_last_minute_count_and_older_ones_do_not() {
        let (meter, start) = (Meter::new(10.0), Instant::now());
        assert_eq!(meter.percent(start), 0);
        (0..60).for_each(|_| meter.count(start));
        assert_eq!(meter.percent(start + Duration::from_secs(59)), 10);
        assert_eq!(meter.percent(start + Duration::from_secs(60)), 0);
    }

    #[test]
    fn a_burst_on_top_of_the_refill_is_not_more_than_all() {
        let (meter, start) = (Meter::new(1.0), Instant::now());
        (0..100).for_each(|_| meter.count(start));
        assert_eq!(meter.percent(start), 100);
    }
}
