//! The moment of a verdict, which notes when time alone would change it.

use std::cell::Cell;

use crate::time::{Span, Timestamp};

/// What ended within this time ended lately; so many failures within it are a loop.
pub(super) const LOOP_WITHIN: Span = Span::minutes(10);

/// The moment at which a service is judged.
///
/// Rules ask it instead of comparing timestamps themselves. Each answer that time alone will change is noted with the
/// moment of that change, so that a verdict can be kept until then and not a millisecond longer.
#[derive(Debug)]
pub(super) struct Moment {
    now: Timestamp,
    holds_until: Cell<Timestamp>,
}

impl Moment {
    /// A moment of which nothing has been asked yet.
    pub(super) fn new(now: Timestamp) -> Self {
        Self { now, holds_until: Cell::new(Timestamp(i64::MAX)) }
    }

    /// The first moment at which one of the answers would differ.
    pub(super) fn holds_until(&self) -> Timestamp {
        self.holds_until.get()
    }

    /// Whether more than `limit` has passed since `at`.
    pub(super) fn is_past(&self, at: Timestamp, limit: Span) -> bool {
        let is_past = self.now.since(at) > limit;
        if !is_past {
            self.note(Timestamp(at.0.saturating_add(limit.0).saturating_add(1)));
        }
        is_past
    }

    /// How long ago `at` was, in the precision in which it is shown.
    pub(super) fn age(&self, at: Timestamp) -> Span {
        let (shortest, longest) = self.now.since(at).reads_as();
        self.note(Timestamp(at.0.saturating_add(longest.0).saturating_add(1)));
        shortest
    }

    /// How long it is from now to `at`, in the precision in which it is shown; `None` once it has come.
    pub(super) fn left(&self, at: Timestamp) -> Option<Span> {
        let left = at.since(self.now);
        if left.0 <= 0 {
            return None;
        }
        let (shortest, _) = left.reads_as();
        self.note(Timestamp(at.0.saturating_sub(shortest.0).saturating_add(1)).min(at));
        Some(shortest)
    }

    fn note(&self, change: Timestamp) {
        self.holds_until.set(self.holds_until.get().min(change));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_noted_until_it_is_past() {
        let moment = Moment::new(Timestamp(100_000));
        assert!(moment.is_past(Timestamp(0), Span(99_999)));
        assert_eq!(moment.holds_until(), Timestamp(i64::MAX), "what is past stays past");
        assert!(!moment.is_past(Timestamp(0), Span(100_000)));
        assert_eq!(moment.holds_until(), Timestamp(100_001));
    }

    #[test]
    fn an_age_holds_until_its_text_changes() {
        for (now, shown, until) in [(4_200, 4_000, 5_000), (110_000, 100_000, 120_000), (-5, 0, 1_000)] {
            let moment = Moment::new(Timestamp(now));
            assert_eq!(moment.age(Timestamp(0)), Span(shown));
            assert_eq!(moment.holds_until(), Timestamp(until));
        }
    }

    #[test]
    fn what_is_left_holds_until_its_text_changes() {
        for (left, shown, holds) in [(4_200, 4_000, 201), (4_000, 4_000, 1), (250_000, 240_000, 10_001), (500, 0, 500)]
        {
            let moment = Moment::new(Timestamp(0));
            assert_eq!(moment.left(Timestamp(left)), Some(Span(shown)));
            assert_eq!(moment.holds_until(), Timestamp(holds));
        }
        assert_eq!(Moment::new(Timestamp(7)).left(Timestamp(7)), None);
    }
}
