//! Since when fewer tasks run than have to.

use super::facts::Facts;
use super::loops::RUN_GAP;
use crate::event::EventKind;
use crate::task::Task;
use crate::time::Timestamp;
use crate::why::{Behind, Kind};

/// Since when fewer than so many run: since the end before which enough did, as far as the tasks are known. Else since
/// the first that was lost without a steady state or a long break after it, or since ECS first said that it cannot
/// start any.
pub(super) fn short_since(facts: &Facts<'_>, enough: u32) -> Option<Timestamp> {
    last_enough(facts, enough).or_else(|| {
        let lost = first_lost(facts);
        lost.into_iter().chain(facts.hindered_since()).min()
    })
}

/// The end of the last task before which so many ran: what started later is taken off, what ended later is put back.
fn last_enough(facts: &Facts<'_>, enough: u32) -> Option<Timestamp> {
    let started = |task: &&Task| Some((task.lifecycle.started_at?, -1));
    let ended =
        |task: &&Task| task.lifecycle.started_at.and(task.ended_at().filter(|_| task.is_ending())).map(|at| (at, 1));
    let mut changes: Vec<(Timestamp, i64)> =
        facts.tasks.iter().filter_map(started).chain(facts.tasks.iter().filter_map(ended)).collect();
    changes.sort_unstable_by(|a, b| b.cmp(a));
    let mut running = i64::from(facts.service.running);
    if running >= i64::from(enough) {
        return None;
    }
    changes.into_iter().find_map(|(at, change)| {
        running += change;
        (running >= i64::from(enough)).then_some(at)
    })
}

fn first_lost(facts: &Facts<'_>) -> Option<Timestamp> {
    let steady = facts.newest(&[EventKind::SteadyState]);
    let is_meant = |task: &Task| {
        facts.cause_of(task).is_none_or(|it| it.kind.behind() == Behind::Asked && it.kind != Kind::StoppedByUser)
    };
    let lost = facts.tasks.iter().filter(|task| task.is_ending() && !is_meant(task)).filter_map(|task| task.ended_at());
    let mut times: Vec<Timestamp> = lost.filter(|at| steady.is_none_or(|steady| steady < *at)).collect();
    times.sort_unstable_by(|a, b| b.cmp(a));
    let last = *times.first()?;
    let follows = |first: Timestamp, at: Timestamp| if first.since(at) <= RUN_GAP { Ok(at) } else { Err(first) };
    Some(times.into_iter().try_fold(last, follows).unwrap_or_else(|first| first))
}
