//! What AWS allows, as the simulator enforces it, and the time that takes.

use std::collections::BTreeMap;

use anyhow::Result;
use serde::Deserialize;

use super::world::{Running, get};

/// The share of each allowance that Podium may take.
pub const SHARE: f64 = 0.5;

/// A bucket of requests.
#[derive(Clone, Debug, Deserialize)]
pub struct Allowance {
    /// Calls at once.
    pub burst: f64,
    /// Calls per second for ever.
    pub refill_per_second: f64,
}

/// The bucket of each operation, and what each bucket allows.
#[derive(Debug, Deserialize)]
pub struct Limits {
    /// By the bucket's name.
    pub buckets: BTreeMap<String, Allowance>,
    /// The bucket's name by operation, for example `DescribeServices`.
    pub operations: BTreeMap<String, String>,
}

impl Limits {
    /// Asks the simulator.
    ///
    /// # Errors
    /// When it does not tell.
    pub fn of(simulator: &Running) -> Result<Self> {
        Ok(serde_json::from_str(&get(&simulator.url("/_simulator/limits"))?)?)
    }

    /// Calls by bucket; what no bucket pays for is left out.
    pub fn by_bucket(&self, calls: &BTreeMap<String, u64>) -> BTreeMap<String, u64> {
        let mut sums = BTreeMap::new();
        for (operation, count) in calls {
            if let Some(bucket) = self.operations.get(operation) {
                *sums.entry(bucket.clone()).or_default() += count;
            }
        }
        sums
    }

    /// The bucket that takes longest for so many calls, and the seconds it takes with [`SHARE`] of what AWS allows.
    pub fn floor(&self, calls: &BTreeMap<String, u64>) -> (String, f64) {
        let seconds = |bucket: &str, count: u64| {
            self.buckets.get(bucket).map_or(0.0, |allowance| {
                let waiting = as_number(count) - allowance.burst * SHARE;
                (waiting / (allowance.refill_per_second * SHARE)).max(0.0)
            })
        };
        let times = self.by_bucket(calls).into_iter().map(|(bucket, count)| {
            let time = seconds(&bucket, count);
            (bucket, time)
        });
        times.max_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or_default()
    }
}

/// A count, for arithmetic.
pub fn as_number(count: u64) -> f64 {
    u32::try_from(count).map_or(f64::INFINITY, f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slowest_bucket_decides_and_its_burst_is_free() {
        let allowance = |burst, refill_per_second| Allowance { burst, refill_per_second };
        let limits = Limits {
            buckets: [("slow".to_owned(), allowance(40.0, 10.0)), ("fast".to_owned(), allowance(100.0, 20.0))].into(),
            operations: [("A", "slow"), ("B", "slow"), ("C", "fast")].map(|(a, b)| (a.to_owned(), b.to_owned())).into(),
        };
        let calls = |a, b, c| [("A", a), ("B", b), ("C", c), ("D", 9_999)].map(|(name, n)| (name.to_owned(), n)).into();
        assert_eq!(limits.floor(&calls(60, 60, 150)), ("slow".to_owned(), 20.0));
        assert_eq!(limits.floor(&calls(1, 1, 150)), ("fast".to_owned(), 10.0));
    }
}
