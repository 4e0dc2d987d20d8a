//! Which target groups are described next.

use std::time::Duration;

use model::time::{Span, Timestamp};

/// The most groups of one batch: about what the burst of the budget allows at once.
const BATCH: usize = 16;

/// The same while somebody looks at a group: a batch has to be over before that group is due again.
const BATCH_BESIDE_WATCHED: usize = 5;

/// Places in a batch that groups in trouble get before all others have theirs.
const FOR_TROUBLED: usize = 4;

/// The most groups of one batch that are described again although nobody looks at them and nothing ails them: together
/// with the pause between batches this spreads them evenly, also when all were described for the first time in one go.
const AGAIN: usize = 3;

/// The part of the budget of load balancing that the groups have that nothing ails, at least.
pub(super) const REST_SHARE: f64 = 0.65;

/// The part that they have while nobody looks and nothing is in trouble. What is left is for lists and rules.
const QUIET_SHARE: f64 = 0.88;

/// The part that watched groups have, at most.
const WATCHED_SHARE: f64 = 0.25;

/// The part that watched and troubled groups have together, at most.
const URGENT_SHARE: f64 = 0.35;

/// Why a group is described; what comes first here goes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    /// Somebody looks at it, or at a service that uses it.
    Watched,
    /// Its targets are not all well, or a service that uses it is deploying or has not what it wants.
    Troubled,
    /// It is on a page with all groups.
    Shown,
    /// A service uses it.
    Used,
    /// No service does.
    Unused,
}

/// A group, why it is described, and when it was last tried.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate<'a> {
    pub(super) arn: &'a str,
    pub(super) class: Class,
    pub(super) last: Option<Timestamp>,
}

/// Between two descriptions of a group of each class.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    pub(super) watched: Duration,
    pub(super) troubled: Duration,
    pub(super) shown: Duration,
    pub(super) rest: Duration,
    /// How many of those shown and of the rest are described again in a second: what the budget allows, whatever is
    /// due.
    pub(super) again_per_second: f64,
}

/// What to describe now, and how long to wait before the next plan if this is not carried out at once.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Plan {
    pub(super) batch: Vec<(Class, String)>,
    pub(super) pause: Duration,
}

impl Pace {
    /// The intervals that are wanted, as far as the budget allows: each class has its share, so that none starves.
    pub(super) fn within(self, candidates: &[Candidate<'_>], refill_per_second: f64) -> Self {
        let of = |is: fn(Class) -> bool| candidates.iter().filter(|candidate| is(candidate.class)).count() as f64;
        let stretched = |wanted: Duration, count: f64, share: f64| {
            let least = Duration::try_from_secs_f64(count / (refill_per_second * share)).unwrap_or(Duration::MAX);
            wanted.max(least)
        };
        let taken = |interval: Duration, count: f64| count / interval.as_secs_f64() / refill_per_second;
        let (watched, troubled) = (of(|class| class == Class::Watched), of(|class| class == Class::Troubled));
        let (shown, rest) = (of(|class| class == Class::Shown), of(|class| class > Class::Shown));
        let for_watched = stretched(self.watched, watched, WATCHED_SHARE);
        let for_troubled = stretched(self.troubled, troubled, URGENT_SHARE - taken(for_watched, watched));
        let urgent = taken(for_watched, watched) + taken(for_troubled, troubled);
        let share = (QUIET_SHARE - urgent).max(REST_SHARE);
        // Where a page shows all groups there is no rest.
        let again = |wanted: Duration, count: f64| count / stretched(wanted, count, share).as_secs_f64();
        Self {
            watched: for_watched,
            troubled: for_troubled,
            again_per_second: again(self.shown, shown) + again(self.rest, rest),
            ..self
        }
    }

    /// How long to wait after a batch that describes [`AGAIN`] groups again; at most as long as what somebody looks at
    /// may wait.
    fn between_batches(&self) -> Duration {
        let gap = Duration::try_from_secs_f64(AGAIN as f64 / self.again_per_second);
        gap.map_or(self.watched, |gap| gap.min(self.watched))
    }

    fn of(&self, class: Class) -> Duration {
        match class {
            Class::Watched => self.watched,
            Class::Troubled => self.troubled,
            Class::Shown => self.shown,
            Class::Used | Class::Unused => self.rest,
        }
    }
}

/// Groups that are due: first those somebody looks at, then those in trouble and the rest side by side; never described
/// ones before others, then the oldest news first.
pub(super) fn plan(candidates: &[Candidate<'_>], pace: &Pace, now: Timestamp) -> Plan {
    let mut pause = Duration::MAX;
    let mut due: Vec<&Candidate<'_>> = Vec::new();
    for candidate in candidates {
        let left = left(candidate, pace, now);
        if left.is_zero() { due.push(candidate) } else { pause = pause.min(left) }
    }
    due.sort_by_key(|candidate| {
        let never = candidate.last.is_none();
        (!never, if never { candidate.class } else { Class::Watched }, candidate.last, candidate.arn)
    });
    let of = |is: fn(Class) -> bool| due.iter().filter(move |candidate| is(candidate.class));
    let mut batch: Vec<_> = of(|class| class == Class::Watched).take(BATCH).collect();
    let troubled: Vec<_> = of(|class| class == Class::Troubled).collect();
    let (new, again): (Vec<&&Candidate<'_>>, Vec<_>) =
        of(|class| class > Class::Troubled).partition(|it| it.last.is_none());
    let rest: Vec<_> = new.into_iter().chain(again.into_iter().take(AGAIN)).collect();
    let is_watched = candidates.iter().any(|candidate| candidate.class == Class::Watched);
    let places = (BATCH - batch.len()).min(if is_watched { BATCH_BESIDE_WATCHED } else { BATCH });
    let for_troubled = places.saturating_sub(rest.len()).max(FOR_TROUBLED.min(places)).min(troubled.len());
    batch.extend(troubled.into_iter().take(for_troubled));
    batch.extend(rest.into_iter().take(places - for_troubled));
    let pause = match () {
        () if batch.is_empty() => pause,
        () if batch.iter().any(|it| it.last.is_none() || it.class == Class::Watched) => Duration::ZERO,
        () => pace.between_batches(),
    };
    Plan { pause, batch: batch.into_iter().map(|candidate| (candidate.class, candidate.arn.to_owned())).collect() }
}

/// How long until a group is due.
fn left(candidate: &Candidate<'_>, pace: &Pace, now: Timestamp) -> Duration {
    let Some(last) = candidate.last else { return Duration::ZERO };
    let Span(passed) = now.since(last);
    pace.of(candidate.class).saturating_sub(Duration::from_millis(u64::try_from(passed).unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_795_210_931_000);

    const PACE: Pace = Pace {
        watched: Duration::from_secs(2),
        troubled: Duration::from_secs(5),
        shown: Duration::from_secs(10),
        rest: Duration::from_secs(60),
        again_per_second: 5.0,
    };

    fn candidate(arn: &str, class: Class, age: Option<i64>) -> Candidate<'_> {
        Candidate { arn, class, last: age.map(|age| NOW.before(Span::seconds(age))) }
    }

    #[track_caller]
    fn check(candidates: &[Candidate<'_>], expect: &[&str]) {
        let plan = plan(candidates, &PACE, NOW);
        assert_eq!(plan.batch.iter().map(|(_, arn)| arn.as_str()).collect::<Vec<_>>(), expect);
    }

    #[test]
    fn what_is_not_due_waits_and_the_pause_is_that_of_the_first_to_be_due() {
        let waiting = [
            candidate("a", Class::Watched, Some(1)),
            candidate("b", Class::Used, Some(59)),
            candidate("c", Class::Used, Some(2)),
        ];
        let plan = plan(&waiting, &PACE, NOW);
        assert_eq!((plan.batch.len(), plan.pause), (0, Duration::from_secs(1)));
    }

    #[test]
    fn what_somebody_looks_at_goes_first_and_then_trouble_and_then_the_oldest() {
        check(
            &[
                candidate("old", Class::Used, Some(90)),
                candidate("older", Class::Unused, Some(100)),
                candidate("ill", Class::Troubled, Some(6)),
                candidate("seen", Class::Watched, Some(3)),
            ],
            &["seen", "ill", "older", "old"],
        );
    }

    #[test]
    fn what_was_never_described_goes_before_what_is_old_and_used_groups_before_unused_ones() {
        check(
            &[
                candidate("old", Class::Used, Some(90)),
                candidate("unused", Class::Unused, None),
                candidate("used", Class::Used, None),
            ],
            &["used", "unused", "old"],
        );
    }

    #[test]
    fn trouble_does_not_take_every_place_as_long_as_others_are_due() {
        let names: Vec<_> = (0..80).map(|number| format!("{number:02}")).collect();
        let class = |index: usize| if index < 40 { Class::Troubled } else { Class::Used };
        let all: Vec<_> = names.iter().enumerate().map(|(index, name)| candidate(name, class(index), None)).collect();
        let batch = plan(&all, &PACE, NOW).batch;
        let troubled = batch.iter().filter(|(class, _)| *class == Class::Troubled).count();
        assert_eq!((batch.len(), troubled), (BATCH, FOR_TROUBLED));
        assert_eq!(plan(&all[..40], &PACE, NOW).batch.len(), BATCH, "alone, trouble takes them all");
    }

    #[test]
    fn what_is_only_old_is_spread_evenly_and_what_is_new_or_looked_at_is_not_delayed() {
        let names: Vec<_> = (0..300).map(|number| format!("{number:03}")).collect();
        let mut all: Vec<_> = names.iter().map(|name| candidate(name, Class::Used, Some(90))).collect();
        let old = plan(&all, &PACE, NOW);
        assert_eq!((old.batch.len(), old.pause), (AGAIN, Duration::from_millis(600)));
        all[7].last = None;
        let new = plan(&all, &PACE, NOW);
        assert_eq!((new.batch.len(), new.pause), (AGAIN + 1, Duration::ZERO));
    }

    #[test]
    fn a_batch_is_short_while_somebody_looks_at_a_group() {
        let names: Vec<_> = (0..80).map(|number| format!("{number:02}")).collect();
        let mut all: Vec<_> = names.iter().map(|name| candidate(name, Class::Used, None)).collect();
        all.push(candidate("seen", Class::Watched, Some(0)));
        assert_eq!(plan(&all, &PACE, NOW).batch.len(), BATCH_BESIDE_WATCHED);
    }

    #[test]
    fn intervals_are_stretched_to_what_the_budget_allows() {
        let names: Vec<_> = (0..500).map(|number| number.to_string()).collect();
        let all: Vec<_> = names.iter().map(|name| candidate(name, Class::Used, None)).collect();
        let pace = PACE.within(&all, 5.0);
        assert_eq!((pace.watched, pace.troubled), (PACE.watched, PACE.troubled));
        assert!((4.3..4.5).contains(&pace.again_per_second), "{pace:?}");
        let few = PACE.within(&all[..60], 5.0);
        assert!((0.9..1.1).contains(&few.again_per_second), "a few are not hurried: {few:?}");
    }

    #[test]
    fn groups_in_trouble_get_what_nobody_who_looks_takes_and_the_rest_is_never_starved() {
        let names: Vec<_> = (0..5_500).map(|number| number.to_string()).collect();
        let class = |index: usize, urgent: usize, class| if index < urgent { class } else { Class::Used };
        let all = |urgent: usize, kind| -> Vec<Candidate<'_>> {
            names.iter().enumerate().map(|(index, name)| candidate(name, class(index, urgent, kind), None)).collect()
        };
        let troubled = PACE.within(&all(500, Class::Troubled), 5.0);
        assert!((285.0..287.0).contains(&troubled.troubled.as_secs_f64()), "{troubled:?}");
        assert!((3.2..3.3).contains(&troubled.again_per_second), "{troubled:?}");
        let mut both = all(500, Class::Troubled);
        (500..600).for_each(|index| both[index].class = Class::Watched);
        let pace = PACE.within(&both, 5.0);
        assert!((79.0..81.0).contains(&pace.watched.as_secs_f64()), "{pace:?}");
        assert!((990.0..1_010.0).contains(&pace.troubled.as_secs_f64()), "{pace:?}");
        assert!((3.2..3.3).contains(&pace.again_per_second), "{pace:?}");
    }
}
