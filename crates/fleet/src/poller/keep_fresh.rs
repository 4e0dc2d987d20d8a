//! The loop that all areas share: read, note the outcome, wait until it is due again.

use std::any::Any;
use std::collections::HashMap;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures::FutureExt;
use model::freshness::Trouble;
use model::term::{AwsRequestId, FieldName};
use tokio::sync::watch;
use tokio::time::Instant;

use super::Poller;
use crate::back_off;
use crate::clock::Clock;
use crate::error::FleetError;
use crate::operation::Operation;
use crate::read::lost::{self, Counted, Loss};
use crate::store::Area;

/// How long those who failed wait, at most, before they try again because somebody else succeeded.
const RECOVERY_SPREAD: Duration = Duration::from_millis(500);

/// A read that took long is followed by a rest of this part of its time, in which others get the tokens: nobody starves
/// because somebody looks at a cluster that is larger than the budget.
const REST: u32 = 4;

/// The log is told of one kind of loss once in this time.
const LOSS_TOLD_AGAIN: Duration = Duration::from_secs(3_600);

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
    /// AWS answered, and some of what it said cannot be read.
    Incomplete(Loss),
    /// AWS answered, but for a part that the rest does without.
    FailedInPart(FleetError),
    Failed(FleetError),
    Panicked(String),
}

impl Outcome {
    fn request_id(&self) -> Option<&AwsRequestId> {
        match self {
            Self::Failed(error) | Self::FailedInPart(error) => error.request_id(),
            Self::Done | Self::Incomplete(_) | Self::Panicked(_) => None,
        }
    }

    fn has_failed(&self) -> bool {
        matches!(self, Self::Failed(_) | Self::Panicked(_))
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
        let mut losses = Losses::default();
        loop {
            arrivals.mark_unchanged();
            recovered.mark_unchanged();
            self.due.mark_unchanged();
            let (started, at) = (self.clock().instant(), self.clock().now());
            let outcome = match AssertUnwindSafe(lost::counted(read())).catch_unwind().await {
                Ok(Counted { output: Err(error), .. }) => Outcome::Failed(error),
                Ok(Counted { failed: Some(error), .. }) => Outcome::FailedInPart(error),
                Ok(Counted { loss: Some(loss), .. }) => Outcome::Incomplete(loss),
                Ok(Counted { output: Ok(()), .. }) => Outcome::Done,
                Err(panic) => Outcome::Panicked(message(panic.as_ref())),
            };
            let trouble = self.trouble(&outcome);
            self.tell(&outcome, trouble.as_ref(), last_trouble.as_ref(), &mut losses);
            self.note(trouble.clone(), &outcome, at);
            if !outcome.has_failed() && last_trouble.as_ref().is_some_and(is_outage) {
                self.poller.recovered.send_modify(|count| *count += 1);
            }
            failures = if outcome.has_failed() { failures + 1 } else { 0 };
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
            Outcome::Incomplete(loss) => Some(loss.to_trouble()),
            Outcome::Failed(error) | Outcome::FailedInPart(error) => Some(error.to_trouble()),
            Outcome::Panicked(_) => Some(Trouble::Broken),
        }
    }

    fn note(&self, trouble: Option<Trouble>, outcome: &Outcome, at: model::time::Timestamp) {
        let Some(area) = &self.area else { return };
        self.poller.estate.store.edit(|draft| match trouble {
            None => draft.succeeded(area, at),
            Some(trouble) => {
                draft.failed(area, trouble, outcome.request_id());
                if !outcome.has_failed() {
                    draft.succeeded_in_part(area, at);
                }
            }
        });
    }

    /// Says in the log what is new, and repetitions only for those who debug.
    fn tell(&self, outcome: &Outcome, trouble: Option<&Trouble>, last: Option<&Trouble>, losses: &mut Losses) {
        let environment = self.poller.estate.name().as_str();
        let what = self.name.as_str();
        match outcome {
            Outcome::Done if last.is_some_and(|last| !last.is_partial()) => {
                tracing::info!(environment, what, "reading works again")
            }
            Outcome::Done => tracing::trace!(environment, what, "read"),
            Outcome::Incomplete(loss) => {
                let words = loss.to_trouble().sentence();
                match losses.is_due(loss, self.clock().instant()) {
                    true => tracing::warn!(environment, what, words, "not read in full"),
                    false => tracing::debug!(environment, what, words, "still not read in full"),
                }
            }
            Outcome::Failed(error) | Outcome::FailedInPart(error) if trouble == last => {
                tracing::debug!(environment, what, error = %error.chain(), "still cannot be read")
            }
            Outcome::Failed(error) => tracing::warn!(environment, what, error = %error.chain(), "cannot be read"),
            Outcome::FailedInPart(error) => {
                tracing::warn!(environment, what, error = %error.chain(), "a part cannot be read")
            }
            Outcome::Panicked(message) => tracing::error!(environment, what, message, "reading panicked"),
        }
    }
}

/// When the log was last told of each kind of loss: how much is lost may differ from one read to the next.
#[derive(Default)]
struct Losses(HashMap<(Operation, FieldName), Instant>);

impl Losses {
    /// Whether the log is told of this one: once per kind and hour.
    fn is_due(&mut self, loss: &Loss, now: Instant) -> bool {
        let kind = (loss.operation, loss.member.clone());
        let is_due = self.0.get(&kind).is_none_or(|told| now - *told >= LOSS_TOLD_AGAIN);
        if is_due {
            self.0.insert(kind, now);
        }
        is_due
    }
}

/// Whether it kept every call from being answered.
pub(super) fn is_outage(trouble: &Trouble) -> bool {
    matches!(trouble, Trouble::Unreachable { .. } | Trouble::Credentials { .. })
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(ToString::to_string);
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "without a message".to_owned())
}

#[cfg(test)]
pub(super) mod tests;
