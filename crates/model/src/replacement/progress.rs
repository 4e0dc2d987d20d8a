//! A replacement as people watch it.

use super::course::as_size;
use super::{Course, Facts, Member, Old};
use crate::address::TaskRef;
use crate::audit::{Ending, State, Step};
use crate::time::Timestamp;
use crate::view::{Replacement, StepState, TimelineStep};

impl Course<'_> {
    /// How it stands, by what AWS shows.
    pub fn progress(self, at: &TaskRef, facts: &Facts) -> Replacement {
        let ending = self.ending();
        let turned_back = self.turned_back();
        let task = self.task.short();
        Replacement {
            at: at.clone(),
            sentence: match (ending, turned_back) {
                (Some(ending), _) => format!("Task {task} {}", ending.words()),
                (None, None) => format!("Task {task} is being replaced"),
                (None, Some(_)) => format!("Replacing task {task} is being given up"),
            },
            note: self.note(facts, ending),
            steps: self.steps(facts, ending, turned_back),
            ending,
            can_give_up: !self.is_over() && turned_back.is_none() && self.lowered().is_none(),
            successor: self.successor(facts).map(|one| TaskRef { task: one.id.clone(), ..at.clone() }),
        }
    }

    /// Since when it goes back instead of on.
    fn turned_back(self) -> Option<Timestamp> {
        let is_back = |step| step == Step::GiveUp || matches!(step, Step::Lower(ending) if ending != Ending::Replaced);
        self.rows(is_back).next().map(|row| row.intent.at)
    }

    /// The newest other task: the one that was started in its place, as far as can be told.
    fn successor(self, facts: &Facts) -> Option<&Member> {
        let others = facts.members.iter().filter(|one| one.id != *self.task);
        let enough = others.clone().count() >= as_size(self.count);
        others.filter(|_| enough).max_by_key(|one| one.created_at)
    }

    fn note(self, facts: &Facts, ending: Option<Ending>) -> Option<String> {
        // What was asked last and not done is still so.
        let is_left =
            self.rows(|step| step == Step::Unprotect).next_back().is_some_and(|row| row.state() != State::Done);
        let left = if is_left { self.protected() } else { Default::default() };
        let left = facts.members.iter().filter(|one| left.contains(&one.id)).count();
        match ending {
            Some(Ending::CountLeft) => {
                Some(format!("Set the desired count from {} to {} yourself.", self.count + 1, self.count))
            }
            Some(_) if left > 0 => Some(format!("The protection of {left} other tasks ends by itself within 15 min.")),
            Some(_) => None,
            None if self.lowered().is_none() && self.turned_back().is_none() => {
                let others = facts.members.iter().filter(|one| one.id != *self.task);
                let ready = others.filter(|one| one.is_ready).count();
                Some(format!("{ready} of {} other tasks serve. It goes when all of them do.", self.count))
            }
            None => None,
        }
    }

    fn steps(self, facts: &Facts, ending: Option<Ending>, turned_back: Option<Timestamp>) -> Vec<TimelineStep> {
        let at =
            |is_it: fn(Step) -> bool| self.rows(is_it).find(|row| row.state() == State::Done).map(|row| row.intent.at);
        let lowered = self.lowered().map(|(row, _)| row.intent.at);
        let unprotected = || {
            let last = self.rows(|step| step == Step::Unprotect).next_back().map(|row| row.intent.at);
            lowered.filter(|_| self.protected().is_empty()).map(|lowered| last.unwrap_or(lowered))
        };
        let goes_on = |step| step == Step::Protect || step == Step::Lower(Ending::Replaced);
        let served = self.rows(goes_on).next().filter(|_| turned_back.is_none()).map(|row| row.intent.at);
        let started = self.successor(facts).and_then(|one| one.created_at).or(served);
        let mut reached = vec![
            ("One task more", at(|step| step == Step::Raise)),
            ("Replacement started", started),
            ("Replacement serves", served),
        ];
        let is_back = turned_back.is_some() || ending.is_some_and(|ending| ending != Ending::Replaced);
        if is_back {
            let known = reached.iter().take_while(|(_, at)| at.is_some()).count();
            let mut steps = laid_out(&reached, known, StepState::Failed);
            let back = [("Desired count back", lowered), ("Protection removed", unprotected())];
            let known = back.iter().take_while(|(_, at)| at.is_some()).count();
            let next = if ending.is_some() { StepState::Skipped } else { StepState::Current };
            steps.extend(laid_out(&back, known, next));
            return steps;
        }
        let is_stopping = facts.old != Old::Runs || ending.is_some();
        reached.push(("Old task draining", lowered.filter(|_| is_stopping)));
        reached.push(("Protection removed", unprotected().filter(|_| is_stopping)));
        reached.push(("Old task stopped", at(|step| matches!(step, Step::End(_)))));
        let known = reached.iter().take_while(|(_, at)| at.is_some()).count();
        laid_out(&reached, known, StepState::Current)
    }
}

/// Steps of which so many are done; the next one has this state, and those behind it follow from that.
fn laid_out(reached: &[(&str, Option<Timestamp>)], done: usize, next: StepState) -> Vec<TimelineStep> {
    let rest = if next == StepState::Current { StepState::Ahead } else { StepState::Skipped };
    let step = |(place, (label, at)): (usize, &(&str, Option<Timestamp>))| {
        let state = match place.cmp(&done) {
            std::cmp::Ordering::Less => StepState::Done,
            std::cmp::Ordering::Equal => next,
            std::cmp::Ordering::Greater => rest,
        };
        let at = at.filter(|_| state == StepState::Done);
        TimelineStep { label: (*label).to_owned(), state, at, took: None }
    };
    reached.iter().enumerate().map(step).collect()
}
