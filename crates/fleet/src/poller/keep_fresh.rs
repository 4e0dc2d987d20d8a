//! The loop that all areas share: read, note the outcome, wait until it is due again.

use std::any::Any;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures::FutureExt;
use model::freshness::Trouble;
use model::term::AwsRequestId;
use tokio::sync::watch;
use tokio::time::Instant;

use super::Poller;
use crate::back_off;
use crate::clock::Clock;
use crate::error::FleetError;
use crate::store::Area;

/// How long those who failed wait, at most, before they try again because somebody else succeeded.
const RECOVERY_SPREAD: Duration = Duration::from_millis(500);

/// A read that took long is followed by a rest of this part of its time, in which others get the tokens: nobody starves
/// because somebody looks at a cluster that is larger than the budget.
const REST: u32 = 4;

/// One loop: what it reads and when.
pub(super) struct Loop<'a, I, M> {
    pub(super) poller: &'a Poller,
    /// What it is called in the log.
    pub(super) name: String,
    /// Where its outcome is noted, if anywhere.
    pub(super) area: Option<Area>,
    /// Between two reads, from start to start.
    pub(super) interval: I,
    /// The longest pause after failures.
    pub(super) back_off_most: M,
    /// Counts up when it should read soon.
    pub(super) due: watch::Receiver<u64>,
}

/// What became of one read.
enum Outcome {
    Done,
    Failed(FleetError),
    Panicked(String),
}

impl Outcome {
    fn request_id(&self) -> Option<&AwsRequestId> {
        match self {
            Self::Failed(error) => error.request_id(),
            Self::Done | Self::Panicked(_) => None,
        }
    }
}

impl<I, M> Loop<'_, I, M>
where
    I: Fn() -> Duration,
    M: Fn() -> Duration,
{
    /// Reads for ever. Neither an error nor a panic ends it.
    pub(super) async fn run<F>(mut self, read: impl Fn() -> F)
    where
        F: Future<Output = Result<(), FleetError>>,
    {
        let mut arrivals = self.poller.estate.watches.arrivals();
        let mut recovered = self.poller.recovered.subscribe();
        let mut failures = 0;
        let mut last_trouble = None;
        loop {
            arrivals.mark_unchanged();
            recovered.mark_unchanged();
            self.due.mark_unchanged();
            let (started, at) = (self.clock().instant(), self.clock().now());
            let outcome = match AssertUnwindSafe(read()).catch_unwind().await {
                Ok(Ok(())) => Outcome::Done,
                Ok(Err(error)) => Outcome::Failed(error),
                Err(panic) => Outcome::Panicked(message(panic.as_ref())),
            };
            let trouble = self.trouble(&outcome);
            self.tell(&outcome, trouble.as_ref(), last_trouble.as_ref());
            self.note(trouble.clone(), outcome.request_id(), at);
            if trouble.is_none() && last_trouble.as_ref().is_some_and(is_outage) {
                self.poller.recovered.send_modify(|count| *count += 1);
            }
            failures = if trouble.is_some() { failures + 1 } else { 0 };
            last_trouble = trouble;
            self.wait(started, failures, &mut arrivals, &mut recovered).await;
        }
    }

    async fn wait(
        &mut self,
        started: Instant,
        failures: u32,
        arrivals: &mut watch::Receiver<u64>,
        recovered: &mut watch::Receiver<u64>,
    ) {
        let (options, clock) = (&self.poller.estate.options, &self.poller.estate.clock);
        let (ended, jitter) = (self.clock().instant(), rand::random_range(0.0..=1.0));
        let next = |pace: &Self| match failures {
            0 => (started + back_off::jittered((pace.interval)(), jitter)).max(ended + (ended - started) / REST),
            _ => ended + back_off::pause(failures, options.back_off, (pace.back_off_most)()),
        };
        let mut at = next(self);
        loop {
            tokio::select! {
                () = clock.sleep_until(at) => return,
                Ok(()) = arrivals.changed() => at = at.min(next(self)),
                Ok(()) = recovered.changed(), if failures > 0 => {
                    at = at.min(clock.instant() + RECOVERY_SPREAD.mul_f64(jitter));
                }
                Ok(()) = self.due.changed() => {
                    at = at.min((started + options.sweep.min((self.interval)())).max(ended));
                }
            }
        }
    }

    fn clock(&self) -> &Clock {
        &self.poller.estate.clock
    }

    fn trouble(&self, outcome: &Outcome) -> Option<Trouble> {
        match outcome {
            Outcome::Done => None,
            Outcome::Failed(error) => Some(error.to_trouble()),
            Outcome::Panicked(_) => Some(Trouble::Broken),
        }
    }

    fn note(&self, trouble: Option<Trouble>, request_id: Option<&AwsRequestId>, at: model::time::Timestamp) {
        let Some(area) = &self.area else { return };
        self.poller.estate.store.edit(|draft| match trouble {
            None => draft.succeeded(area, at),
            Some(trouble) => draft.failed(area, trouble, request_id),
        });
    }

    /// Says in the log what is new, and repetitions only for those who debug.
    fn tell(&self, outcome: &Outcome, trouble: Option<&Trouble>, last: Option<&Trouble>) {
        let environment = self.poller.estate.name().as_str();
        let what = self.name.as_str();
        match outcome {
            Outcome::Done if last.is_some() => tracing::info!(environment, what, "reading works again"),
            Outcome::Done => tracing::trace!(environment, what, "read"),
            Outcome::Failed(error) if trouble == last => {
                tracing::debug!(environment, what, error = %error.chain(), "still cannot be read")
            }
            Outcome::Failed(error) => tracing::warn!(environment, what, error = %error.chain(), "cannot be read"),
            Outcome::Panicked(message) => tracing::error!(environment, what, message, "reading panicked"),
        }
    }
}

/// Whether it kept every call from being answered.
fn is_outage(trouble: &Trouble) -> bool {
    matches!(trouble, Trouble::Unreachable { .. } | Trouble::Credentials { .. })
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(ToString::to_string);
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "without a message".to_owned())
}

#[cfg(test)]
pub(super) mod tests;
