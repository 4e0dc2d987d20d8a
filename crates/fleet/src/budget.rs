//! Request budgets: a token bucket per kind of read, because AWS's rates are shared with everybody else in the account.

use std::collections::HashMap;

use tokio::time::Instant;

use crate::operation::{Access, Bucket, Operation};

mod meter;
mod tokens;

use meter::Meter;
use tokens::Tokens;

/// Who goes first when calls wait for tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Priority {
    /// Keeping what nobody looks at fresh.
    Background,
    /// A list that somebody looks at.
    Sweep,
    /// A list of which nothing is known yet.
    First,
    /// One service or task that somebody looks at.
    Focus,
    /// A page waits for the answer.
    Interactive,
}

impl Priority {
    const COUNT: usize = 5;
}

/// How much of one budget was used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BudgetUse {
    /// What it pays for, for example `load-balancing-read`.
    pub bucket: &'static str,
    /// Calls made in the last minute.
    pub calls: u32,
    /// Calls that this process allows itself in a minute, bursts apart.
    pub per_minute: u32,
}

/// The budgets of one environment.
#[derive(Debug)]
pub(crate) struct Budget {
    buckets: HashMap<Bucket, (Tokens, Meter)>,
}

impl Budget {
    /// Full buckets with this share of AWS's burst and refill.
    pub(crate) fn new(share_of: impl Fn(Access) -> f64) -> Self {
        let bucket = |kind: &Bucket| {
            let (share, (burst, refill)) = (share_of(kind.access()), kind.allowance());
            let (burst, refill) = ((burst * share).max(1.0), (refill * share).max(0.1));
            (*kind, (Tokens::new(burst, refill), Meter::new(refill)))
        };
        Self { buckets: Bucket::ALL.iter().map(bucket).collect() }
    }

    /// Waits until the call may be made, and counts it.
    pub(crate) async fn take(&self, operation: Operation, priority: Priority) {
        if let Some((tokens, meter)) = self.buckets.get(&operation.bucket()) {
            tokens.take(priority).await;
            meter.count(Instant::now());
        }
    }

    /// AWS refused a call because of its rate: the bucket goes slower for a while.
    pub(crate) fn throttled(&self, operation: Operation) {
        if let Some((tokens, _)) = self.buckets.get(&operation.bucket()) {
            tokens.slow_down(Instant::now());
        }
    }

    /// Calls per second that this process may make of an operation and its kin, for ever.
    pub(crate) fn refill_per_second(&self, operation: Operation) -> f64 {
        self.buckets.get(&operation.bucket()).map_or(f64::INFINITY, |(_, meter)| meter.refill_per_second())
    }

    /// The use of every bucket in the last minute.
    pub(crate) fn uses(&self) -> Vec<BudgetUse> {
        let now = Instant::now();
        let used = |kind: &Bucket| {
            let (_, meter) = self.buckets.get(kind)?;
            let per_minute = (meter.refill_per_second() * 60.0) as u32;
            Some(BudgetUse { bucket: kind.name(), calls: meter.calls(now), per_minute })
        };
        Bucket::ALL.iter().filter_map(used).collect()
    }

    /// The share of the refill that the busiest bucket used in the last minute, in percent, at most 100.
    pub(crate) fn percent(&self) -> u32 {
        let now = Instant::now();
        self.buckets.values().map(|(_, meter)| meter.percent(now)).max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many calls may be made at once.
    fn at_once(budget: &Budget, operation: Operation) -> usize {
        let (tokens, _) = &budget.buckets[&operation.bucket()];
        let now = Instant::now();
        (0..1_000).take_while(|_| tokens.try_take(Priority::Interactive, now).is_ok()).count()
    }

    #[test]
    fn half_of_the_burst_is_free() {
        let budget = Budget::new(|_| 0.5);
        assert_eq!(at_once(&budget, Operation::ListClusters), 25);
        assert_eq!(at_once(&budget, Operation::ListTasks), 50);
    }

    #[test]
    fn lists_and_descriptions_of_services_pay_from_one_bucket_and_tasks_from_another() {
        let budget = Budget::new(|_| 0.5);
        assert_eq!(at_once(&budget, Operation::ListServices), 50);
        assert_eq!(at_once(&budget, Operation::DescribeServices), 0);
        assert_eq!(at_once(&budget, Operation::DescribeTasks), 50);
    }

    #[tokio::test]
    async fn the_percentage_is_that_of_the_busiest_bucket() {
        let budget = Budget::new(|_| 0.5);
        assert_eq!(budget.percent(), 0);
        for _ in 0..25 {
            budget.take(Operation::ListClusters, Priority::Interactive).await;
        }
        budget.take(Operation::ListTasks, Priority::Background).await;
        assert_eq!(budget.percent(), 4);
    }
}
