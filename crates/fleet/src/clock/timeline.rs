//! AWS's time of day, from a steady clock and what AWS says when it answers.

use std::collections::BTreeMap;
use std::time::Duration;

use model::time::{Span, Timestamp};

/// What is nearer to AWS's time than this is right: the `Date` of an answer has whole seconds, and answers take their
/// time.
const TOLERANCE: i64 = 2_000;

/// Answers that took longer than this only tell the time while nothing better is known.
const QUICK: Duration = Duration::from_secs(2);

/// The machine's clock is used once, at the start. From then on the steady one counts, and AWS corrects it: the
/// machine's clock may be wrong, or be set, whenever it likes.
#[derive(Debug)]
pub(super) struct Timeline {
    /// What the machine's clock would have said when the steady clock stood at zero.
    origin: i64,
    /// How far ahead of that AWS is, in milliseconds.
    correction: i64,
    sources: BTreeMap<usize, Source>,
}

/// What the answers of one environment say, as corrections in milliseconds.
#[derive(Clone, Copy, Debug)]
struct Source {
    believed: i64,
    /// What the last answer said. It is believed when the next one agrees, so that a single odd answer moves nothing.
    last: i64,
}

impl Timeline {
    pub(super) fn new(wall: Timestamp, steady: Duration) -> Self {
        Self { origin: wall.0 - millis(steady), correction: 0, sources: BTreeMap::new() }
    }

    pub(super) fn now(&self, steady: Duration) -> Timestamp {
        Timestamp(self.uncorrected(steady).saturating_add(self.correction))
    }

    /// How far ahead AWS is of where this began, in milliseconds: another number once the time of day was corrected.
    pub(super) fn correction(&self) -> i64 {
        self.correction
    }

    /// How far the machine's clock is ahead of AWS's; `None` before AWS told its time.
    pub(super) fn ahead(&self, wall: Timestamp, steady: Duration) -> Option<Span> {
        (!self.sources.is_empty()).then(|| wall.since(self.now(steady)))
    }

    /// Notes the `Date` of an answer to a request that was on its way between these two moments. Where environments
    /// disagree about the time, the middle one counts.
    pub(super) fn told(&mut self, source: usize, date: Timestamp, (sent, received): (Duration, Duration)) {
        let took = received.saturating_sub(sent);
        if took > QUICK && self.sources.contains_key(&source) {
            return;
        }
        let said = (date.0 + 500).saturating_sub(self.uncorrected(sent + took / 2));
        let known = self.sources.entry(source).or_insert(Source { believed: said, last: said });
        if said.abs_diff(known.last) <= TOLERANCE.unsigned_abs() {
            known.believed = said;
        }
        known.last = said;
        let mut believed: Vec<i64> = self.sources.values().map(|source| source.believed).collect();
        believed.sort_unstable();
        let middle = believed.get((believed.len() - 1) / 2).copied().unwrap_or_default();
        if middle.abs_diff(self.correction) > TOLERANCE.unsigned_abs() {
            self.correction = middle;
        }
    }

    fn uncorrected(&self, steady: Duration) -> i64 {
        self.origin.saturating_add(millis(steady))
    }
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const AWS: Timestamp = Timestamp(1_795_210_931_000);

    const fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    const fn later(seconds: i64) -> Timestamp {
        Timestamp(AWS.0 + seconds * 1_000)
    }

    /// A machine whose clock is ahead of AWS by so many seconds when its steady clock stands at 100.
    fn ahead_by(seconds: i64) -> Timeline {
        Timeline::new(later(seconds), at(100))
    }

    fn answered(timeline: &mut Timeline, source: usize, date: Timestamp, steady: u64) {
        timeline.told(source, date, (at(steady), at(steady) + Duration::from_millis(40)));
    }

    #[test]
    fn the_first_answer_puts_a_wrong_clock_right_and_the_error_is_known() {
        for error in [-480, 480, 31] {
            let mut timeline = ahead_by(error);
            assert_eq!(timeline.ahead(AWS, at(100)), None, "nobody has said what time it is");
            answered(&mut timeline, 0, AWS, 100);
            assert!(timeline.now(at(100)).0.abs_diff(AWS.0) < 1_000, "{error}");
            let ahead = timeline.ahead(later(error), at(100)).unwrap();
            assert!(ahead.0.abs_diff(error * 1_000) < 1_000, "{error}: {ahead:?}");
        }
    }

    #[test]
    fn what_becomes_of_the_machines_clock_later_moves_nothing() {
        let mut timeline = ahead_by(0);
        answered(&mut timeline, 0, AWS, 100);
        let before = timeline.now(at(200));
        for jump in [-3_600, 3_600] {
            let ahead = timeline.ahead(later(100 + jump), at(200)).unwrap();
            assert_eq!((timeline.now(at(200)), ahead.0), (before, jump * 1_000));
        }
    }

    #[test]
    fn seconds_that_were_cut_off_and_slow_answers_correct_nothing() {
        let mut timeline = ahead_by(0);
        answered(&mut timeline, 0, AWS.before(Span(900)), 100);
        timeline.told(0, later(60), (at(100), at(109)));
        assert_eq!(timeline.correction(), 0);
    }

    #[test]
    fn one_odd_answer_moves_nothing_and_two_that_agree_do() {
        let mut timeline = ahead_by(0);
        answered(&mut timeline, 0, AWS, 100);
        answered(&mut timeline, 0, later(3_600), 101);
        assert_eq!(timeline.correction(), 0);
        answered(&mut timeline, 0, later(2), 102);
        assert_eq!(timeline.correction(), 0);
        answered(&mut timeline, 0, later(3_600), 103);
        answered(&mut timeline, 0, later(3_600), 104);
        assert!(timeline.correction().abs_diff(3_600_000) < 5_000);
    }

    #[test]
    fn where_environments_disagree_the_middle_one_counts() {
        let mut timeline = ahead_by(0);
        answered(&mut timeline, 0, AWS, 100);
        answered(&mut timeline, 1, later(18_000), 100);
        answered(&mut timeline, 2, AWS, 100);
        assert_eq!(timeline.correction(), 0);
    }
}
