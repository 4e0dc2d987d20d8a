//! What time it is, and waiting for a time. Nothing else in this crate looks at the machine's clock, except the budget,
//! which paces requests in the time of the server that counts them.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use model::time::{Span, Timestamp};
use parking_lot::RwLock;
use tokio::sync::watch;
use tokio::time::Instant;

mod timeline;

use timeline::Timeline;

/// The clock of a fleet. Cheap to clone; all clones are the same clock.
///
/// [`Clock::now`] is for people, for moments that AWS names, and for the age of what was read: it is AWS's time of day,
/// counted by a steady clock. Whatever becomes of the machine's own clock moves it neither forward nor back. When AWS
/// turns out to have another time than was thought, what was read keeps its age: see [`Clock::correction`].
/// [`Clock::instant`] is for what lasts: intervals, pauses, how long a look lingers.
#[derive(Clone, Debug)]
pub struct Clock(Arc<Source>);

#[derive(Debug)]
enum Source {
    System {
        timeline: RwLock<Timeline>,
        /// How many servers tell the time.
        tellers: AtomicUsize,
    },
    Manual {
        began: (Timestamp, Instant),
        passed: watch::Sender<Duration>,
    },
}

/// Moves a clock that stands still by itself.
#[derive(Clone, Debug)]
pub struct Hand(Clock);

/// Tells a clock what time it is for the servers of one environment.
#[derive(Clone, Debug)]
pub(crate) struct Teller {
    clock: Clock,
    number: usize,
}

impl Clock {
    /// A clock that begins with what this machine's says, until AWS says otherwise.
    pub fn system() -> Self {
        let timeline = RwLock::new(Timeline::new(wall(), steady()));
        Self(Arc::new(Source::System { timeline, tellers: AtomicUsize::new(0) }))
    }

    /// A clock that stands still at this moment until its hand is moved. It does not ask AWS.
    pub fn manual(at: Timestamp) -> (Self, Hand) {
        let passed = watch::Sender::new(Duration::ZERO);
        let clock = Self(Arc::new(Source::Manual { began: (at, Instant::now()), passed }));
        (clock.clone(), Hand(clock))
    }

    /// The time of day.
    pub fn now(&self) -> Timestamp {
        match &*self.0 {
            Source::System { timeline, .. } => timeline.read().now(steady()),
            Source::Manual { began: (at, _), passed } => after(*at, *passed.borrow()),
        }
    }

    /// How far the clock of this machine is ahead of AWS's; `None` before AWS told its time.
    pub(crate) fn machine_ahead(&self) -> Option<Span> {
        match &*self.0 {
            Source::System { timeline, .. } => timeline.read().ahead(wall(), steady()),
            Source::Manual { .. } => None,
        }
    }

    /// By how many milliseconds AWS corrected the time of day. What was noted before it became another number has to be
    /// moved by the difference.
    pub(crate) fn correction(&self) -> i64 {
        match &*self.0 {
            Source::System { timeline, .. } => timeline.read().correction(),
            Source::Manual { .. } => 0,
        }
    }

    /// Somebody else who hears what time it is for AWS.
    pub(crate) fn teller(&self) -> Teller {
        let number = match &*self.0 {
            Source::System { tellers, .. } => tellers.fetch_add(1, Ordering::Relaxed),
            Source::Manual { .. } => 0,
        };
        Teller { clock: self.clone(), number }
    }

    /// A moment to measure from.
    pub(crate) fn instant(&self) -> Instant {
        match &*self.0 {
            Source::System { .. } => Instant::now(),
            Source::Manual { began: (_, at), passed } => *at + *passed.borrow(),
        }
    }

    /// Waits until this moment.
    pub(crate) async fn sleep_until(&self, until: Instant) {
        match &*self.0 {
            Source::System { .. } => tokio::time::sleep_until(until).await,
            Source::Manual { began: (_, at), passed } => {
                // The sender lives as long as this clock.
                let _ = passed.subscribe().wait_for(|passed| *at + *passed >= until).await;
            }
        }
    }
}

impl Teller {
    /// A moment of the steady clock.
    pub(crate) fn moment(&self) -> Duration {
        steady()
    }

    /// A request that was sent at one moment was answered at another, with this date.
    pub(crate) fn told(&self, date: Timestamp, sent: Duration, received: Duration) {
        if let Source::System { timeline, .. } = &*self.clock.0 {
            timeline.write().told(self.number, date, (sent, received));
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

fn after(at: Timestamp, passed: Duration) -> Timestamp {
    Timestamp(at.0.saturating_add(i64::try_from(passed.as_millis()).unwrap_or(i64::MAX)))
}

fn wall() -> Timestamp {
    #[expect(clippy::disallowed_methods, reason = "the one place where Podium reads the clock of the wall")]
    let now = SystemTime::now();
    after(Timestamp(0), now.duration_since(UNIX_EPOCH).unwrap_or_default())
}

/// A clock that nobody sets. It also counts while the machine is suspended: what was read before that is old.
#[cfg(target_os = "linux")]
fn steady() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
    Duration::try_from(time).unwrap_or_default()
}

/// A clock that nobody sets. It may stand still while the machine is suspended; AWS's next answer makes up for that.
#[cfg(not(target_os = "linux"))]
fn steady() -> Duration {
    static BEGAN: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    BEGAN.elapsed()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn the_time_of_day_begins_with_the_machines_and_goes_on_by_itself() {
        let clock = Clock::system();
        assert!(clock.now().0.abs_diff(wall().0) < 1_000);
        assert_eq!((clock.machine_ahead(), clock.correction()), (None, 0));
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
