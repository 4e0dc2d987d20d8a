//! Answers that serve for a while.

use std::collections::HashMap;
use std::future::Future;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::OnceCell;
use tokio::time::Instant;

use crate::error::FleetError;

/// How long a failure serves.
const FAILURES_SERVE: Duration = Duration::from_secs(10);

/// What was asked for on demand, by key. Those who ask for the same at the same time share one call, and a failure serves for a
/// while as well: however many look, and however often their pages ask, AWS hears of it once.
#[derive(Debug)]
pub(crate) struct Cache<K, V> {
    serves: Duration,
    entries: Mutex<HashMap<K, Entry<V>>>,
}

/// What became of asking, once somebody knows.
type Cell<V> = Arc<OnceCell<Result<V, FleetError>>>;

/// When it was first asked for, and what became of it.
type Entry<V> = (Instant, Cell<V>);

impl<K: Eq + Hash, V: Clone> Cache<K, V> {
    /// Every answer serves this long.
    pub(crate) fn new(serves: Duration) -> Self {
        Self { serves, entries: Mutex::default() }
    }

    /// The answer of before, or a new one.
    pub(crate) async fn get<F>(&self, key: K, read: impl FnOnce() -> F) -> Result<V, FleetError>
    where
        F: Future<Output = Result<V, FleetError>>,
    {
        let cell = self.cell(key, Instant::now());
        cell.get_or_init(read).await.clone()
    }

    fn cell(&self, key: K, now: Instant) -> Cell<V> {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        entries.retain(|_, (since, cell)| {
            let has_failed = cell.get().is_some_and(Result::is_err);
            let serves = if has_failed { self.serves.min(FAILURES_SERVE) } else { self.serves };
            now.saturating_duration_since(*since) < serves
        });
        let (_, cell) = entries.entry(key).or_insert_with(|| (now, Arc::default()));
        Arc::clone(cell)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use futures::future::join_all;
    use model::freshness::Trouble;

    use super::*;
    use crate::error::Cause;
    use crate::operation::Operation;

    const MINUTE: Duration = Duration::from_secs(60);

    fn failure() -> FleetError {
        let trouble = Trouble::Throttled { operation: Operation::GetMetricData.term() };
        FleetError::Trouble { operation: Operation::GetMetricData, trouble, cause: Cause::new("slow down") }
    }

    #[tokio::test]
    async fn many_who_ask_at_once_are_answered_by_one_call() {
        let (cache, calls) = (Cache::new(MINUTE), AtomicUsize::new(0));
        let ask = || {
            cache.get("web", || async {
                tokio::task::yield_now().await;
                Ok(calls.fetch_add(1, Ordering::Relaxed))
            })
        };
        assert!(join_all((0..200).map(|_| ask())).await.into_iter().all(|answer| answer == Ok(0)));
    }

    #[tokio::test]
    async fn an_answer_serves_its_time_and_a_failure_a_shorter_one() {
        let (cache, start) = (Cache::new(MINUTE), Instant::now());
        for (key, answer, serves) in [("web", Ok(1), MINUTE), ("db", Err(failure()), FAILURES_SERVE)] {
            let cell = cache.cell(key, start);
            cell.set(answer).unwrap();
            let is_same = |after| Arc::ptr_eq(&cell, &cache.cell(key, start + after));
            assert!(is_same(serves - Duration::from_millis(1)), "{key}");
            assert!(!is_same(serves), "{key}");
        }
    }
}
