//! What time it is, and waiting for a time. Nothing else in this crate looks at the machine's clock, except the budget,
//! which paces requests in the time of the server that counts them.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use model::time::Timestamp;
use parking_lot::Mutex;
use tokio::sync::watch;
use tokio::time::Instant;

/// The clock of a fleet. Cheap to clone; all clones are the same clock.
///
/// [`Clock::now`] is for people and for moments that AWS names; it never goes back. [`Clock::instant`] is for what
/// lasts: intervals, pauses, how long a look lingers.
#[derive(Clone, Debug)]
pub struct Clock(Arc<Source>);

#[derive(Debug)]
enum Source {
    /// The last time the machine's clock was at least where the steady one expected it.
    System(Mutex<(Timestamp, Instant)>),
    Manual {
        began: (Timestamp, Instant),
        passed: watch::Sender<Duration>,
    },
}

/// Moves a clock that stands still by itself.
#[derive(Clone, Debug)]
pub struct Hand(Clock);

impl Clock {
    /// The clock of this machine.
    ///
    /// It follows the machine's clock forward, also over a suspend, and goes on steadily where that is set back: an
    /// order of reads holds whatever becomes of the machine's clock.
    pub fn system() -> Self {
        Self(Arc::new(Source::System(Mutex::new((wall(), Instant::now())))))
    }

    /// A clock that stands still at this moment until its hand is moved.
    pub fn manual(at: Timestamp) -> (Self, Hand) {
        let passed = watch::Sender::new(Duration::ZERO);
        let clock = Self(Arc::new(Source::Manual { began: (at, Instant::now()), passed }));
        (clock.clone(), Hand(clock))
    }

    /// The time of day.
    pub fn now(&self) -> Timestamp {
        match &*self.0 {
            Source::System(anchor) => {
                let mut anchor = anchor.lock();
                advance(&mut anchor, wall(), Instant::now())
            }
            Source::Manual { began: (at, _), passed } => after(*at, *passed.borrow()),
        }
    }

    /// A moment to measure from.
    pub(crate) fn instant(&self) -> Instant {
        match &*self.0 {
            Source::System(_) => Instant::now(),
            Source::Manual { began: (_, at), passed } => *at + *passed.borrow(),
        }
    }

    /// Waits until this moment.
    pub(crate) async fn sleep_until(&self, until: Instant) {
        match &*self.0 {
            Source::System(_) => tokio::time::sleep_until(until).await,
            Source::Manual { began: (_, at), passed } => {
                // The sender lives as long as this clock.
                let _ = passed.subscribe().wait_for(|passed| *at + *passed >= until).await;
            }
        }
    }
}

impl Hand {
    /// Lets time pass.
    pub fn advance(&self, by: Duration) {
        if let Source::Manual { passed, .. } = &*self.0.0 {
            passed.send_modify(|passed| *passed += by);
        }
    }
}

/// The later of what the machine's clock says and what has passed since it was last right.
fn advance((at, since): &mut (Timestamp, Instant), wall: Timestamp, now: Instant) -> Timestamp {
    let steady = after(*at, now.saturating_duration_since(*since));
    if wall < steady {
        return steady;
    }
    (*at, *since) = (wall, now);
    wall
}

fn after(at: Timestamp, passed: Duration) -> Timestamp {
    Timestamp(at.0.saturating_add(i64::try_from(passed.as_millis()).unwrap_or(i64::MAX)))
}

fn wall() -> Timestamp {
    #[expect(clippy::disallowed_methods, reason = "the one place where Podium reads the clock of the wall")]
    let now = SystemTime::now();
    after(Timestamp(0), now.duration_since(UNIX_EPOCH).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn the_time_of_day_follows_the_machine_forward_and_never_goes_back() {
        let start = Instant::now();
        let mut anchor = (Timestamp(10_000), start);
        assert_eq!(advance(&mut anchor, Timestamp(11_000), start + SECOND), Timestamp(11_000));
        let after_suspend = advance(&mut anchor, Timestamp(500_000), start + 2 * SECOND);
        assert_eq!(after_suspend, Timestamp(500_000));
        let set_back = advance(&mut anchor, Timestamp(20_000), start + 3 * SECOND);
        assert_eq!(set_back, Timestamp(501_000), "it goes on as if nothing had happened");
        assert_eq!(advance(&mut anchor, Timestamp(503_500), start + 5 * SECOND), Timestamp(503_500));
    }

    #[tokio::test]
    async fn a_manual_clock_moves_with_its_hand_and_wakes_who_waits_for_it() {
        let (clock, hand) = Clock::manual(Timestamp(1_000));
        let waiting = tokio::spawn({
            let (clock, until) = (clock.clone(), clock.instant() + 3_600 * SECOND);
            async move { clock.sleep_until(until).await }
        });
        hand.advance(3_599 * SECOND);
        tokio::task::yield_now().await;
        assert!(!waiting.is_finished());
        hand.advance(SECOND);
        waiting.await.unwrap();
        assert_eq!(clock.now(), Timestamp(3_601_000));
    }
}
