//! How far a replacement has come, and what is next.

use std::collections::BTreeSet;

use super::{PROTECTED_AT_ONCE, READY_WITHIN};
use crate::audit::{Ending, Entry, State, Step};
use crate::name::TaskId;
use crate::time::{Span, Timestamp};

/// How long an outcome that is not known is waited for: so long it is looked up.
const KNOWN_WITHIN: Span = Span::seconds(150);

/// How long ECS may take to choose what it stops.
const CHOSEN_WITHIN: Span = Span::minutes(5);

/// How long the old task may take to stop: the longest deregistration delay is an hour.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html>
const STOPPED_WITHIN: Span = Span::minutes(75);

/// Between two attempts at a call that AWS refused.
const PAUSE: Span = Span::seconds(30);

/// Attempts at putting the count back, and at taking protection away. Both are calls that may be made twice.
const ATTEMPTS: usize = 3;

/// The most calls that protect: ten for the most tasks, and some for those that have started meanwhile.
const PROTECTING: usize = 14;

/// A task of the service that is to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its id.
    pub id: TaskId,
    /// When it was created.
    pub created_at: Option<Timestamp>,
    /// Whether it serves: it runs, no check of its containers fails, and its targets are healthy.
    pub is_ready: bool,
}

/// How the task is that is to be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Old {
    /// It is to run.
    Runs,
    /// It is to stop, and has not yet.
    Stopping,
    /// It has stopped, or AWS has forgotten it.
    Stopped,
}

/// What AWS shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The moment.
    pub now: Timestamp,
    /// The desired count of the service; `None` when it is gone.
    pub desired: Option<u32>,
    /// Whether it deploys.
    pub is_deploying: bool,
    /// Its tasks that are to run, the one that is to be replaced among them.
    pub members: Vec<Member>,
    /// How that one is.
    pub old: Old,
    /// Which of them are protected; `None` while that was not asked.
    pub protected: Option<BTreeSet<TaskId>>,
}

/// What is next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Nothing, until something has changed.
    Wait,
    /// A row, and the call that belongs to it.
    Write(Write),
    /// It is over.
    Finished,
}

/// A row that is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Write {
    /// Protect these.
    Protect(Vec<TaskId>),
    /// Set the count to what it was.
    Lower(Ending),
    /// Protect these no longer.
    Unprotect(Vec<TaskId>),
    /// Write down how it ended.
    End(Ending),
}

/// The rows of one replacement, the oldest first.
#[derive(Clone, Copy, Debug)]
pub struct Course<'a> {
    rows: &'a [Entry],
    /// The row with which it began.
    pub raise: &'a Entry,
    /// The task that is to be replaced.
    pub task: &'a TaskId,
    /// The desired count as it was, and as it is again afterwards.
    pub count: u32,
}

impl<'a> Course<'a> {
    /// The course that these rows tell; `None` when they do not begin one.
    pub fn of(rows: &'a [Entry]) -> Option<Self> {
        let raise = rows.first().filter(|row| step(row) == Some(Step::Raise))?;
        let task = raise.intent.subject.task.as_ref()?;
        let count = raise.intent.changes.iter().find(|change| change.field == "desiredCount")?;
        Some(Self { rows, raise, task, count: count.before.as_ref()?.parse().ok()? })
    }

    /// Its rows with such a step, the oldest first.
    pub fn rows(self, is_it: impl Fn(Step) -> bool) -> impl DoubleEndedIterator<Item = &'a Entry> {
        self.rows.iter().filter(move |row| step(row).is_some_and(&is_it))
    }

    /// How it ended, if it has.
    pub fn ending(self) -> Option<Ending> {
        self.rows.iter().find_map(|row| match step(row) {
            Some(Step::End(ending)) => Some(ending),
            _ => None,
        })
    }

    /// Whether it is over: it has ended, or AWS refused its beginning.
    pub fn is_over(self) -> bool {
        self.ending().is_some() || matches!(self.raise.state(), State::Refused | State::NotSent)
    }

    /// The row with which the count went back, and what for.
    pub fn lowered(self) -> Option<(&'a Entry, Ending)> {
        self.rows.iter().filter(|row| row.state() == State::Done).find_map(|row| match step(row) {
            Some(Step::Lower(ending)) => Some((row, ending)),
            _ => None,
        })
    }

    /// The tasks that it has protected and not yet taken the protection from. A refusal may be about some of them only.
    pub fn protected(self) -> BTreeSet<TaskId> {
        let named = |row: &Entry| {
            let tasks = row.intent.changes.iter().find(|change| change.field == "tasks");
            let tasks = tasks.and_then(|change| change.after.clone()).unwrap_or_default();
            tasks.split(", ").filter_map(|id| TaskId::parse(id).ok()).collect::<Vec<_>>()
        };
        let mut tasks = BTreeSet::new();
        for row in self.rows {
            match (step(row), row.state()) {
                (Some(Step::Protect), State::Done | State::Unknown | State::Refused) => tasks.extend(named(row)),
                (Some(Step::Unprotect), State::Done) => named(row).iter().for_each(|id| _ = tasks.remove(id)),
                _ => {}
            }
        }
        tasks
    }

    /// What is next, by what AWS shows.
    pub fn next(self, facts: &Facts) -> Next {
        if self.is_over() {
            return Next::Finished;
        }
        if let Some(last) = self.rows.last().filter(|row| row.state() != State::Done)
            && is_awaited(last, facts.now)
        {
            return Next::Wait;
        }
        if self.raise.state() != State::Done {
            return Next::Write(Write::End(Ending::NeverBegan));
        }
        match self.lowered() {
            None => self.before_lowering(facts),
            Some((lower, ending)) => self.after_lowering(facts, lower, ending),
        }
    }

    /// Why the count goes back without the old task having been replaced, if it does.
    fn gives_up(self, facts: &Facts) -> Option<Ending> {
        let failed = |row: &Entry| row.state() != State::Done;
        if self.rows(|step| step == Step::GiveUp).next().is_some() {
            Some(Ending::GivenUp)
        } else if facts.is_deploying {
            Some(Ending::Deployed)
        } else if facts.old != Old::Runs {
            Some(Ending::StoppedItself)
        } else if self.rows(|step| step == Step::Protect).any(failed) {
            Some(Ending::NotProtected)
        } else {
            (facts.now.since(self.raise.intent.at) > READY_WITHIN).then_some(Ending::TimedOut)
        }
    }

    fn before_lowering(self, facts: &Facts) -> Next {
        let failed = self.rows(|step| matches!(step, Step::Lower(_)));
        let attempts: Vec<_> = failed.collect();
        match facts.desired {
            None => return self.close(facts, Ending::Gone),
            Some(count) if count != self.count + 1 => return self.close(facts, Ending::Overtaken),
            Some(_) if attempts.len() >= ATTEMPTS => return self.close(facts, Ending::CountLeft),
            Some(_) => {}
        }
        if attempts.last().is_some_and(|row| facts.now.since(row.intent.at) < PAUSE) {
            return Next::Wait;
        }
        let given_up = self.gives_up(facts);
        let leaving = match given_up {
            None => {
                let ready = facts.members.iter().filter(|one| one.id != *self.task && one.is_ready).count();
                if ready < as_size(self.count) {
                    return Next::Wait;
                }
                vec![self.task]
            }
            Some(_) => self.surplus(facts),
        };
        let ending = given_up.unwrap_or(Ending::Replaced);
        let protecting = self.rows(|step| step == Step::Protect).count();
        // A deployment waits for what is protected; and what AWS did not protect once it does not protect now.
        let protects = !matches!(ending, Ending::Deployed | Ending::NotProtected) && protecting < PROTECTING;
        if protects && !leaving.is_empty() {
            let stay = facts.members.iter().map(|one| &one.id).filter(|id| !leaving.contains(id));
            let bare = stay.filter(|id| facts.protected.as_ref().is_none_or(|known| !known.contains(id)));
            let bare: Vec<_> = bare.take(PROTECTED_AT_ONCE).cloned().collect();
            if !bare.is_empty() {
                return Next::Write(Write::Protect(bare));
            }
        }
        Next::Write(Write::Lower(ending))
    }

    /// The tasks that ECS is to stop when nothing was replaced: those that there are too many of, the least useful and
    /// the newest first.
    fn surplus(self, facts: &Facts) -> Vec<&TaskId> {
        let mut order: Vec<_> = facts.members.iter().collect();
        order.sort_by_key(|one| (one.is_ready, std::cmp::Reverse(one.created_at)));
        let surplus = facts.members.len().saturating_sub(as_size(self.count));
        order.into_iter().map(|one| &one.id).take(surplus).collect()
    }

    fn after_lowering(self, facts: &Facts, lower: &Entry, ending: Ending) -> Next {
        let since = facts.now.since(lower.intent.at);
        let is_chosen = match ending {
            Ending::Replaced => facts.old != Old::Runs,
            _ => facts.members.len() <= as_size(self.count),
        };
        if !is_chosen && since < CHOSEN_WITHIN {
            return Next::Wait;
        }
        match ending {
            Ending::Replaced if !is_chosen => self.close(facts, Ending::NotStopped),
            ending => self.close(facts, ending),
        }
    }

    /// Takes the protection away, and ends when the old task has stopped if that is how it ends.
    fn close(self, facts: &Facts, ending: Ending) -> Next {
        let ours = self.protected();
        let is_protected = |id: &&TaskId| facts.protected.as_ref().is_none_or(|known| known.contains(*id));
        let members = facts.members.iter().map(|one| &one.id);
        let mut left = members.filter(|id| ours.contains(*id)).filter(is_protected).peekable();
        if left.peek().is_some() {
            let attempts: Vec<_> =
                self.rows(|step| step == Step::Unprotect).filter(|row| row.state() != State::Done).collect();
            if attempts.len() < ATTEMPTS {
                return match attempts.last() {
                    Some(last) if facts.now.since(last.intent.at) < PAUSE => Next::Wait,
                    _ => Next::Write(Write::Unprotect(left.take(PROTECTED_AT_ONCE).cloned().collect())),
                };
            }
        }
        let lowered_at = self.lowered().map_or(facts.now, |(row, _)| row.intent.at);
        if ending == Ending::Replaced && facts.old != Old::Stopped && facts.now.since(lowered_at) < STOPPED_WITHIN {
            return Next::Wait;
        }
        Next::Write(Write::End(ending))
    }
}

/// Whether it will yet be known what became of a call.
fn is_awaited(row: &Entry, now: Timestamp) -> bool {
    match (row.state(), &row.settled) {
        (State::Open, _) => true,
        (State::Unknown, Some(settled)) => now.since(settled.at) < KNOWN_WITHIN,
        _ => false,
    }
}

fn step(row: &Entry) -> Option<Step> {
    Some(row.intent.part.as_ref()?.step)
}

pub(super) fn as_size(count: u32) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}
