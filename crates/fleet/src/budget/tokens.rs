//! One token bucket with a queue for each priority.

use std::time::Duration;

use parking_lot::{Mutex, MutexGuard};
use tokio::time::{Instant, sleep};

use super::Priority;

/// How long a slowed bucket stays slow before its rate doubles again.
const RECOVERY: Duration = Duration::from_secs(30);

/// Refusals that come this close together are one refusal: they were on their way at the same time.
const SAME_REFUSAL: Duration = Duration::from_secs(1);

/// The least share of its own rate a bucket is slowed down to.
const SLOWEST: f64 = 1.0 / 16.0;

/// Of what a bucket holds this share is left for pages that wait, and no more than so many calls: as many as a plan and
/// carrying it out take, so that a person does not wait for the refill while polling uses all there is.
const KEPT_SHARE: f64 = 0.1;
const KEPT_MOST: f64 = 5.0;

/// The shortest sleep between two looks at the bucket.
const SHORTEST_WAIT: Duration = Duration::from_millis(1);

#[derive(Debug)]
pub(super) struct Tokens {
    burst: f64,
    refill_per_second: f64,
    level: Mutex<Level>,
    /// Whoever holds the turn of its priority is next in it; tokio's mutex is fair, so each queue is first in, first
    /// out.
    turns: [tokio::sync::Mutex<()>; Priority::COUNT],
}

#[derive(Debug)]
struct Level {
    tokens: f64,
    at: Instant,
    /// Share of the rate that is used, 1 unless AWS refused lately.
    pace: f64,
    pace_since: Instant,
    waiting: [usize; Priority::COUNT],
}

impl Tokens {
    pub(super) fn new(burst: f64, refill_per_second: f64) -> Self {
        let now = Instant::now();
        let level = Level { tokens: burst, at: now, pace: 1.0, pace_since: now, waiting: [0; Priority::COUNT] };
        Self { burst, refill_per_second, level: Mutex::new(level), turns: Default::default() }
    }

    /// Waits for a token; whoever has a higher priority gets it first.
    pub(super) async fn take(&self, priority: Priority) {
        let _waiting = Waiting::enter(self, priority);
        let _turn = self.turns[priority as usize].lock().await;
        while let Err(wait) = self.try_take(priority, Instant::now()) {
            sleep(wait.max(SHORTEST_WAIT)).await;
        }
    }

    /// Halves the rate and forgets what was saved up.
    pub(super) fn slow_down(&self, now: Instant) {
        let mut level = self.lock();
        self.settle(&mut level, now);
        level.tokens = level.tokens.min(0.0);
        let is_new = level.pace >= 1.0 || now.saturating_duration_since(level.pace_since) >= SAME_REFUSAL;
        if is_new {
            level.pace = (level.pace / 2.0).max(SLOWEST);
            level.pace_since = now;
        }
    }

    /// Takes a token, or says how long the next one needs.
    pub(super) fn try_take(&self, priority: Priority, now: Instant) -> Result<(), Duration> {
        let mut level = self.lock();
        self.settle(&mut level, now);
        let ahead: usize = level.waiting[priority as usize + 1..].iter().sum();
        let least = 1.0 + self.kept_from(priority);
        if level.tokens >= least && ahead == 0 {
            level.tokens -= 1.0;
            return Ok(());
        }
        let missing = (least - level.tokens).max(0.0) + ahead as f64;
        Err(Duration::from_secs_f64(missing / (self.refill_per_second * level.pace)))
    }

    /// What a caller leaves in the bucket.
    fn kept_from(&self, priority: Priority) -> f64 {
        match priority {
            Priority::Interactive => 0.0,
            Priority::Background | Priority::Sweep | Priority::First | Priority::Focus => {
                (self.burst * KEPT_SHARE).floor().min(KEPT_MOST)
            }
        }
    }

    /// Brings tokens and pace up to now.
    fn settle(&self, level: &mut Level, now: Instant) {
        let passed = now.saturating_duration_since(level.at).as_secs_f64();
        level.tokens = (level.tokens + passed * self.refill_per_second * level.pace).min(self.burst);
        level.at = now;
        while level.pace < 1.0 && now.saturating_duration_since(level.pace_since) >= RECOVERY {
            level.pace = (level.pace * 2.0).min(1.0);
            level.pace_since += RECOVERY;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Level> {
        self.level.lock()
    }
}

/// Counts who waits, also when the wait is given up.
struct Waiting<'a> {
    tokens: &'a Tokens,
    priority: Priority,
}

impl<'a> Waiting<'a> {
    fn enter(tokens: &'a Tokens, priority: Priority) -> Self {
        tokens.lock().waiting[priority as usize] += 1;
        Self { tokens, priority }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.tokens.lock().waiting[self.priority as usize] -= 1;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tokio::time::timeout;

    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    /// Empties the bucket and says how many tokens there were.
    fn drain(tokens: &Tokens, now: Instant) -> usize {
        drain_as(tokens, Priority::Interactive, now)
    }

    fn drain_as(tokens: &Tokens, priority: Priority, now: Instant) -> usize {
        (0..1_000).take_while(|_| tokens.try_take(priority, now).is_ok()).count()
    }

    #[test]
    fn a_burst_is_there_at_once_and_the_rest_comes_at_the_rate() {
        let (tokens, start) = (Tokens::new(5.0, 2.0), Instant::now() + SECOND);
        assert_eq!(drain(&tokens, start), 5);
        assert_eq!(drain(&tokens, start + 2 * SECOND), 4);
        assert_eq!(drain(&tokens, start + 1_000 * SECOND), 5);
    }

    #[test]
    fn a_refusal_halves_the_rate_until_it_recovers() {
        let (tokens, start) = (Tokens::new(100.0, 2.0), Instant::now() + SECOND);
        tokens.slow_down(start);
        assert_eq!(drain(&tokens, start), 0, "what was saved up is gone");
        assert_eq!(drain(&tokens, start + 10 * SECOND), 10);
        drain(&tokens, start + RECOVERY);
        assert_eq!(drain(&tokens, start + RECOVERY + 10 * SECOND), 20);
    }

    #[test]
    fn refusals_of_calls_that_were_under_way_together_count_once() {
        let (tokens, start) = (Tokens::new(100.0, 8.0), Instant::now() + SECOND);
        (0..10).for_each(|_| tokens.slow_down(start));
        assert_eq!(drain(&tokens, start + 2 * SECOND), 8);
        tokens.slow_down(start + 2 * SECOND);
        assert_eq!(drain(&tokens, start + 4 * SECOND), 4);
    }

    #[test]
    fn the_wait_is_as_long_as_the_next_token_needs() {
        let (tokens, start) = (Tokens::new(1.0, 2.0), Instant::now() + SECOND);
        drain(&tokens, start);
        assert_eq!(tokens.try_take(Priority::Background, start), Err(SECOND / 2));
    }

    #[test]
    fn polling_leaves_some_calls_to_pages_and_uses_the_whole_refill() {
        let (tokens, start) = (Tokens::new(50.0, 10.0), Instant::now() + SECOND);
        assert_eq!(drain_as(&tokens, Priority::Sweep, start), 45);
        assert_eq!(tokens.try_take(Priority::Background, start), Err(SECOND / 10));
        assert_eq!(drain_as(&tokens, Priority::Background, start + SECOND), 10);
        assert_eq!(drain_as(&tokens, Priority::Interactive, start + SECOND), 5);
        assert_eq!(drain_as(&Tokens::new(5.0, 1.0), Priority::Background, start), 5, "of few, nothing is kept");
    }

    #[tokio::test]
    async fn a_page_that_waits_goes_before_polling_that_waited_longer() {
        let tokens = Arc::new(Tokens::new(1.0, 10.0));
        drain(&tokens, Instant::now());
        let order = Arc::new(Mutex::new(Vec::new()));
        let mut callers = Vec::new();
        for priority in [Priority::Background, Priority::Background, Priority::Focus, Priority::Interactive] {
            let (tokens, order) = (Arc::clone(&tokens), Arc::clone(&order));
            callers.push(tokio::spawn(async move {
                tokens.take(priority).await;
                order.lock().push(priority);
            }));
        }
        for caller in callers {
            caller.await.unwrap();
        }
        let expect = [Priority::Interactive, Priority::Focus, Priority::Background, Priority::Background];
        assert_eq!(*order.lock(), expect);
    }

    #[tokio::test]
    async fn a_wait_that_is_given_up_blocks_nobody() {
        let tokens = Tokens::new(1.0, 1.0);
        drain(&tokens, Instant::now());
        assert!(timeout(Duration::from_millis(5), tokens.take(Priority::Interactive)).await.is_err());
        assert!(tokens.try_take(Priority::Background, Instant::now() + 2 * SECOND).is_ok());
    }
}
