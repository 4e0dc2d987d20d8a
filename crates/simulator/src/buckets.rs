//! The request buckets in which AWS counts calls, per account and region.
//!
//! Bucket time is the wall clock's, whatever the speed of the simulated clock: a client is as fast as it is.

mod bucket;

use std::collections::HashMap;
use std::time::Instant;

pub use bucket::{Allowance, Bucket};

/// Who shares a bucket: one account in one region.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Payer {
    /// The twelve digits of the account that calls.
    pub account: String,
    /// The region the call is signed for.
    pub region: String,
}

/// What is left in every bucket of every payer.
#[derive(Debug, Default)]
pub struct Buckets {
    levels: HashMap<(Payer, Bucket), Level>,
}

#[derive(Clone, Copy, Debug)]
struct Level {
    tokens: f64,
    at: Instant,
}

/// Forget idle payers beyond this many levels: whoever invents regions cannot fill the memory.
const MOST_LEVELS: usize = 4096;

impl Buckets {
    /// Takes one call out of the payer's bucket, or says that it is empty.
    pub fn take(&mut self, payer: &Payer, bucket: Bucket, now: Instant) -> bool {
        let Allowance { burst, refill_per_second } = bucket.allowance();
        if self.levels.len() >= MOST_LEVELS {
            self.levels.retain(|(_, kept), level| {
                let full = kept.allowance();
                now.saturating_duration_since(level.at).as_secs_f64() * full.refill_per_second < full.burst
            });
        }
        let level = self.levels.entry((payer.clone(), bucket)).or_insert(Level { tokens: burst, at: now });
        let rested = now.saturating_duration_since(level.at).as_secs_f64();
        level.tokens = (level.tokens + rested * refill_per_second).min(burst);
        level.at = now;
        if level.tokens < 1.0 {
            return false;
        }
        level.tokens -= 1.0;
        true
    }

    /// Fills every bucket to the brim.
    pub fn refill(&mut self) {
        self.levels.clear();
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn payer(region: &str) -> Payer {
        Payer { account: "111122223333".to_owned(), region: region.to_owned() }
    }

    #[test]
    fn a_burst_is_served_and_the_next_call_is_not() {
        let (mut buckets, now) = (Buckets::default(), Instant::now());
        let served = (0..60).filter(|_| buckets.take(&payer("eu-west-1"), Bucket::ClusterRead, now)).count();
        assert_eq!(served, 50);
    }

    #[test]
    fn a_second_of_rest_brings_back_the_refill_and_never_more_than_the_burst() {
        let (mut buckets, start) = (Buckets::default(), Instant::now());
        let drain = |buckets: &mut Buckets, now| {
            (0..200).filter(|_| buckets.take(&payer("eu-west-1"), Bucket::ServiceRead, now)).count()
        };
        assert_eq!(drain(&mut buckets, start), 100);
        assert_eq!(drain(&mut buckets, start + Duration::from_secs(1)), 20);
        assert_eq!(drain(&mut buckets, start + Duration::from_secs(3600)), 100);
    }

    #[test]
    fn regions_and_buckets_do_not_pay_for_one_another() {
        let (mut buckets, now) = (Buckets::default(), Instant::now());
        while buckets.take(&payer("eu-west-1"), Bucket::ServiceRead, now) {}
        assert!(buckets.take(&payer("us-east-1"), Bucket::ServiceRead, now));
        assert!(buckets.take(&payer("eu-west-1"), Bucket::ClusterRead, now));
    }
}
