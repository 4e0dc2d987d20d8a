//! What AWS allows, as the simulator enforces it, and the time that takes.

use std::collections::BTreeMap;

use anyhow::Result;
use serde::Deserialize;

use super::calls::{Calls, as_number};
use crate::http::{get, get_json};
use crate::process::running::Running;

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
#[derive(Debug)]
pub struct Limits {
    buckets: BTreeMap<String, Allowance>,
    /// The bucket's name by operation, for example of `DescribeServices`.
    operations: BTreeMap<String, String>,
}

/// What the simulator says of its limits.
#[derive(Deserialize)]
struct Told {
    buckets: BTreeMap<String, Allowance>,
}

impl Limits {
    /// Asks the simulator what it allows, and by its journal what each operation that was called was paid from.
    ///
    /// # Errors
    /// When it does not tell.
    pub fn of(simulator: &Running, calls: &Calls) -> Result<Self> {
        let Told { buckets } = serde_json::from_str(&get(&simulator.url("/_simulator/limits"))?)?;
        let mut operations = BTreeMap::new();
        for operation in calls.operations.keys() {
            let journal = get_json(&simulator.url(&format!("/_simulator/journal?operation={operation}&limit=1")))?;
            if let Some(bucket) = journal["calls"][0]["bucket"].as_str() {
                operations.insert(operation.clone(), bucket.to_owned());
            }
        }
        Ok(Self { buckets, operations })
    }

    /// The bucket that takes longest for so many calls, and the seconds it takes with [`SHARE`] of what AWS allows.
    pub fn floor(&self, calls: &BTreeMap<String, u64>) -> (String, f64) {
        let mut sums: BTreeMap<&String, u64> = BTreeMap::new();
        for (operation, count) in calls {
            if let Some(bucket) = self.operations.get(operation) {
                *sums.entry(bucket).or_default() += count;
            }
        }
        let times = sums.into_iter().filter_map(|(bucket, count)| {
            let allowance = self.buckets.get(bucket)?;
            let waiting = as_number(count) - allowance.burst * SHARE;
            Some((bucket.clone(), (waiting / (allowance.refill_per_second * SHARE)).max(0.0)))
        });
        times.max_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or_default()
    }

    /// The bucket of which most was used in so many seconds, and which share of its refill that is.
    pub fn busiest(&self, calls: &Calls, seconds: f64) -> (String, f64) {
        let shares = calls.buckets.iter().filter_map(|(bucket, count)| {
            let refill = self.buckets.get(bucket)?.refill_per_second;
            Some((bucket.clone(), as_number(*count) / seconds / refill))
        });
        shares.max_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits() -> Limits {
        let allowance = |burst, refill_per_second| Allowance { burst, refill_per_second };
        Limits {
            buckets: [("slow".to_owned(), allowance(40.0, 10.0)), ("fast".to_owned(), allowance(100.0, 20.0))].into(),
            operations: [("A", "slow"), ("B", "slow"), ("C", "fast")].map(|(a, b)| (a.to_owned(), b.to_owned())).into(),
        }
    }

    #[test]
    fn the_slowest_bucket_decides_and_its_burst_is_free() {
        let limits = limits();
        let calls = |a, b, c| [("A", a), ("B", b), ("C", c), ("D", 9_999)].map(|(name, n)| (name.to_owned(), n)).into();
        assert_eq!(limits.floor(&calls(60, 60, 150)), ("slow".to_owned(), 20.0));
        assert_eq!(limits.floor(&calls(1, 1, 150)), ("fast".to_owned(), 10.0));
    }

    #[test]
    fn the_busiest_bucket_is_the_one_with_the_greatest_share_of_its_own_refill() {
        let calls = |slow, fast| Calls {
            buckets: [("slow".to_owned(), slow), ("fast".to_owned(), fast)].into(),
            ..Calls::default()
        };
        assert_eq!(limits().busiest(&calls(30, 50), 10.0), ("slow".to_owned(), 0.3));
        assert_eq!(limits().busiest(&calls(30, 50).since(&calls(20, 10)), 10.0), ("fast".to_owned(), 0.2));
    }
}
