//! How levels changed, minute by minute, at no cost while they stay as they are.

use crate::Millis;
use std::collections::VecDeque;

/// Milliseconds in a minute: the resolution of everything remembered.
pub(super) const MINUTE: u64 = 60_000;

/// For how many minutes changes are remembered: three days.
pub(super) const KEPT: u64 = 3 * 24 * 60;

/// Some levels, and in which minutes they changed.
#[derive(Clone, Debug)]
pub(super) struct Steps<const N: usize> {
    /// Nothing is known of the time before.
    since: Millis,
    /// The levels before the first remembered minute.
    first: [u32; N],
    /// The minutes in which something changed, in order.
    changes: VecDeque<Change<N>>,
}

/// A minute in which something changed.
#[derive(Clone, Debug)]
struct Change<const N: usize> {
    /// Minutes since 1970.
    minute: u64,
    /// How much of the minute, in milliseconds, the sums cover.
    until: u64,
    /// Level × milliseconds, up to `until`.
    sums: [f64; N],
    /// The levels after the last change in it.
    last: [u32; N],
}

/// The levels of one minute.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Span<const N: usize> {
    /// On the average, over time.
    pub mean: [f64; N],
    /// At the minute's beginning.
    pub from: [u32; N],
    /// At its end.
    pub to: [u32; N],
}

impl<const N: usize> Steps<N> {
    /// Levels that are zero, and known from now on.
    pub fn new(now: Millis) -> Self {
        Self { since: now, first: [0; N], changes: VecDeque::new() }
    }

    /// The levels now.
    pub fn last(&self) -> [u32; N] {
        self.changes.back().map_or(self.first, |change| change.last)
    }

    /// Remembers that the levels are these from now on. Costs nothing when they were so already.
    pub fn record(&mut self, now: Millis, levels: [u32; N]) {
        let before = self.last();
        if before == levels {
            return;
        }
        let (minute, within) = (now.0 / MINUTE, now.0 % MINUTE);
        if self.changes.back().is_none_or(|change| change.minute < minute) {
            let sums = before.map(|level| f64::from(level) * as_f64(within));
            self.changes.push_back(Change { minute, until: within, sums, last: levels });
            self.forget_before(minute.saturating_sub(KEPT));
        } else if let Some(change) = self.changes.back_mut() {
            let more = as_f64(within.saturating_sub(change.until));
            for (sum, level) in change.sums.iter_mut().zip(before) {
                *sum += f64::from(level) * more;
            }
            change.until = change.until.max(within);
            change.last = levels;
        }
    }

    fn forget_before(&mut self, minute: u64) {
        while self.changes.front().is_some_and(|change| change.minute < minute) {
            if let Some(forgotten) = self.changes.pop_front() {
                self.first = forgotten.last;
                self.since = Millis((forgotten.minute + 1) * MINUTE);
            }
        }
    }

    /// The levels of that minute since 1970; `None` when nothing is known of any part of it.
    pub fn of(&self, minute: u64) -> Option<Span<N>> {
        if (minute + 1) * MINUTE <= self.since.0 {
            return None;
        }
        let later = self.changes.partition_point(|change| change.minute <= minute);
        let before = |index: usize| index.checked_sub(1).map_or(self.first, |earlier| self.changes[earlier].last);
        let to = before(later);
        let Some(change) = later.checked_sub(1).map(|index| &self.changes[index]).filter(|it| it.minute == minute)
        else {
            return Some(Span { mean: to.map(f64::from), from: to, to });
        };
        let rest = as_f64(MINUTE - change.until);
        let mut mean = change.sums;
        for (sum, level) in mean.iter_mut().zip(to) {
            *sum = (*sum + f64::from(level) * rest) / as_f64(MINUTE);
        }
        Some(Span { mean, from: before(later - 1), to })
    }

    /// Whether the levels were such at any time since then, as far as that is known.
    pub fn ever(&self, since: Millis, such: impl Fn(&[u32; N]) -> bool) -> bool {
        let from = self.changes.partition_point(|change| (change.minute + 1) * MINUTE <= since.0);
        let before = from.checked_sub(1).map_or(self.first, |earlier| self.changes[earlier].last);
        such(&before) || self.changes.iter().skip(from).any(|change| such(&change.last))
    }
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds within a minute")]
fn as_f64(millis: u64) -> f64 {
    millis as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: Millis = Millis(1_000 * MINUTE);

    #[test]
    fn a_minute_with_changes_has_their_average_over_time() {
        let mut steps = Steps::new(AT);
        steps.record(AT, [2]);
        steps.record(AT + 15_000, [6]);
        steps.record(AT + 45_000, [0]);
        assert_eq!(steps.of(1_000), Some(Span { mean: [(2.0 * 15.0 + 6.0 * 30.0) / 60.0], from: [0], to: [0] }));
        assert_eq!(steps.of(1_001), Some(Span { mean: [0.0], from: [0], to: [0] }));
    }

    #[test]
    fn what_stays_as_it_is_is_known_and_costs_nothing() {
        let mut steps = Steps::new(AT);
        for minute in 0..10_000 {
            steps.record(AT + minute * MINUTE, [3, 4]);
        }
        assert_eq!(steps.changes.len(), 1);
        assert_eq!(steps.of(9_000), Some(Span { mean: [3.0, 4.0], from: [3, 4], to: [3, 4] }));
    }

    #[test]
    fn nothing_is_known_of_the_time_before() {
        let mut steps = Steps::new(AT + 30_000);
        steps.record(AT + 30_000, [4]);
        assert_eq!(steps.of(999), None);
        assert_eq!(steps.of(1_000).map(|span| span.mean), Some([2.0]));
    }

    #[test]
    fn only_the_last_days_are_remembered_and_the_oldest_level_stays_known() {
        let mut steps = Steps::new(AT);
        for minute in 0..KEPT + 500 {
            steps.record(AT + minute * MINUTE, [u32::try_from(minute).unwrap() + 1]);
        }
        assert_eq!(u64::try_from(steps.changes.len()).unwrap(), KEPT + 1);
        assert_eq!(steps.of(1_100), None, "forgotten");
        assert_eq!(steps.of(1_000 + 499).map(|span| span.to), Some([500]));
    }

    #[test]
    fn it_is_known_whether_a_level_was_ever_reached() {
        let mut steps = Steps::new(AT);
        steps.record(AT, [1]);
        steps.record(AT + 10 * MINUTE, [0]);
        assert!(steps.ever(AT + 5 * MINUTE, |[level]| *level > 0));
        assert!(!steps.ever(AT + 20 * MINUTE, |[level]| *level > 0));
    }
}
