//! What one open stream has to tell, in time and not too often.

use std::time::Duration;

use fleet::Fleet;
use model::watch::Change;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, sleep_until};
use tokio_util::sync::CancellationToken;

use super::burst::Burst;

/// The changes for one listener, until it has listened long enough or Podium stops.
pub(super) struct News<E> {
    changes: broadcast::Receiver<Change>,
    everything: E,
    burst: Burst,
    until: Instant,
    stopping: CancellationToken,
}

/// How often and how long one listener is told.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    /// The shortest time between two events about one environment.
    pub(super) gap: Duration,
    /// After this time the stream ends, and the browser opens another.
    pub(super) age: Duration,
}

impl<E: Fn() -> Vec<Change>> News<E> {
    /// Begins with `everything`, one change per environment: what changed between the drawing of the page and now, or
    /// while the browser was connecting again, would never be told otherwise.
    pub(super) fn new(
        changes: broadcast::Receiver<Change>,
        everything: E,
        pace: Pace,
        stopping: CancellationToken,
    ) -> Self {
        let until = Instant::now() + pace.age;
        let mut news = Self { changes, everything, burst: Burst::new(pace.gap), until, stopping };
        news.add_everything();
        news
    }

    /// The next changes to tell, at least one; `None` when the stream ends.
    pub(super) async fn next(&mut self) -> Option<Vec<Change>> {
        loop {
            let due = self.burst.due();
            tokio::select! {
                biased;
                () = self.stopping.cancelled() => return None,
                () = sleep_until(self.until) => return None,
                () = sleep_until(due.unwrap_or(self.until)), if due.is_some() => {
                    return Some(self.burst.take_due(Instant::now()));
                }
                change = self.changes.recv() => match change {
                    Ok(change) => self.burst.add(change),
                    // Whoever was too slow to hear everything has to look at everything.
                    Err(RecvError::Lagged(_)) => self.add_everything(),
                    Err(RecvError::Closed) => return None,
                },
            }
        }
    }

    fn add_everything(&mut self) {
        for change in (self.everything)() {
            self.burst.add(change);
        }
    }
}

/// "All of it", once for each environment.
pub(super) fn everything(fleet: &Fleet) -> Vec<Change> {
    let all = fleet.environments().into_iter().map(|environment| environment.name);
    all.map(|environment| {
        let version = fleet.snapshot(&environment).map_or(0, |snapshot| snapshot.version);
        Change { environment, cluster: None, version }
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use model::name::{ClusterName, EnvironmentName};

    use super::*;

    const PACE: Pace = Pace { gap: Duration::from_millis(100), age: Duration::from_millis(800) };

    fn change(cluster: Option<&str>, version: u64) -> Change {
        let cluster = cluster.map(|name| ClusterName::parse(name).unwrap());
        Change { environment: EnvironmentName::parse("prod").unwrap(), cluster, version }
    }

    type Told = News<fn() -> Vec<Change>>;

    fn news(kept: usize, stopping: &CancellationToken) -> (broadcast::Sender<Change>, Told) {
        let (sender, changes) = broadcast::channel(kept);
        (sender, News::new(changes, || vec![change(None, 99)], PACE, stopping.clone()))
    }

    #[tokio::test]
    async fn a_listener_hears_of_everything_first_and_then_of_what_changes() {
        let (sender, mut news) = news(16, &CancellationToken::new());
        assert_eq!(news.next().await, Some(vec![change(None, 99)]));
        sender.send(change(Some("shop"), 100)).unwrap();
        assert_eq!(news.next().await, Some(vec![change(Some("shop"), 100)]));
    }

    #[tokio::test]
    async fn a_burst_is_told_once_and_not_before_the_gap_is_over() {
        let (sender, mut news) = news(16, &CancellationToken::new());
        news.next().await;
        let told = Instant::now();
        for version in 100..110 {
            sender.send(change(Some("shop"), version)).unwrap();
        }
        assert_eq!(news.next().await, Some(vec![change(Some("shop"), 109)]));
        assert!(told.elapsed() >= PACE.gap, "{:?}", told.elapsed());
    }

    #[tokio::test]
    async fn a_listener_that_fell_behind_hears_of_everything_again() {
        let (sender, mut news) = news(2, &CancellationToken::new());
        news.next().await;
        for version in 1..10 {
            sender.send(change(Some("shop"), version)).unwrap();
        }
        assert_eq!(news.next().await, Some(vec![change(None, 99)]));
    }

    #[tokio::test]
    async fn a_stream_ends_by_age_and_when_podium_stops() {
        let stopping = CancellationToken::new();
        let (_sender, mut news) = news(2, &stopping);
        let began = Instant::now();
        news.next().await;
        assert_eq!(news.next().await, None);
        assert!(began.elapsed() >= PACE.age, "{:?}", began.elapsed());
        stopping.cancel();
        assert_eq!(news.next().await, None);
    }
}
