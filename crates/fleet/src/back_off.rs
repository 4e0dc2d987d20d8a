//! How long to wait after failures.

use std::time::Duration;

/// The pause after this many failures in a row: doubled each time up to the most, and then between half and all of it,
/// so that those who failed together do not come back together.
pub(crate) fn pause(failures: u32, first: Duration, most: Duration) -> Duration {
    let doubled = first.saturating_mul(1_u32 << failures.saturating_sub(1).min(16));
    doubled.min(most).mul_f64(rand::random_range(0.5..=1.0))
}

/// The interval, up to a tenth shorter: loops that began together drift apart.
pub(crate) fn jittered(interval: Duration, jitter: f64) -> Duration {
    interval.mul_f64(1.0 - jitter / 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_the_most_and_never_reach_zero() {
        let (first, most) = (Duration::from_secs(1), Duration::from_secs(60));
        for (failures, longest) in [(1, 1), (2, 2), (3, 4), (7, 60), (100, 60), (u32::MAX, 60)] {
            for _ in 0..100 {
                let pause = pause(failures, first, most);
                let longest = Duration::from_secs(longest);
                assert!(pause <= longest && pause >= longest / 2, "{failures} failures: {pause:?}");
            }
        }
    }
}
