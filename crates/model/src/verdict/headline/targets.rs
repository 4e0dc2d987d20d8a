//! Sentences of rules 4, 6 and 12: what load balancers think of the tasks.

use super::{counted, going_back};
use crate::traffic::TargetReason;
use crate::verdict::found::{NoHealthyTarget, Steady, Targets, TargetsFailing, Unread};

impl Targets {
    /// `2 of 4 targets healthy`.
    pub fn text(&self) -> String {
        let word = if self.staying == 1 { "target" } else { "targets" };
        format!("{} of {} {word} healthy", self.healthy, self.staying)
    }
}

pub(super) fn none_healthy(none: &NoHealthyTarget) -> String {
    let targets = &none.targets;
    let groups = targets.groups.join(", ");
    let words = match (&targets.code, targets.staying) {
        (None, 0) => format!("{}, but no target is registered in {groups}", none.counts.text()),
        (Some(code), 0) => format!("{}, no target left in {groups}: {code}", none.counts.text()),
        (Some(code), _) => format!("{}: {code}", targets.text()),
        (None, _) => targets.text(),
    };
    let unreached = match &targets.unreached[..] {
        [] => "",
        _ => ", no rule sends requests to it",
    };
    words + unreached + &counted(none.course.as_ref()) + &going_back(none.course.as_ref())
}

pub(super) fn some_failing(some: &TargetsFailing) -> String {
    let targets = &some.targets;
    let failing = targets.failing.len();
    let verb = if failing == 1 { "fails" } else { "fail" };
    let code = targets.code.as_ref().map(|code| format!(": {code}")).unwrap_or_default();
    let unused = targets.failing.iter().all(|target| target.reason == Some(TargetReason::NotInUse));
    let what = match unused {
        true if failing == 1 => "gets no requests".to_owned(),
        true => "get no requests".to_owned(),
        false => format!("{verb} health checks"),
    };
    let only = match &some.only {
        Some(revision) if failing == 1 => format!(", it is of revision {}, which is being deployed", revision.revision),
        Some(revision) => format!(", all of revision {}, which is being deployed", revision.revision),
        None => String::new(),
    };
    let dead = match &targets.dead_groups[..] {
        [] => String::new(),
        _ if targets.groups.len() == 1 => String::new(),
        dead => format!(", none healthy in {}", dead.join(", ")),
    };
    let course = some.course.as_ref();
    format!(
        "{failing} of {} targets {what}{code}{dead}{only}{}{}",
        targets.staying,
        counted(course),
        going_back(course)
    )
}

pub(super) fn steady_with(steady: &Steady) -> String {
    let numbers = steady.counts.text();
    let Some(targets) = &steady.targets else { return numbers };
    match targets.unread {
        Some(Unread::Never) => format!("{numbers}, target health not read yet"),
        Some(Unread::Old(age)) => format!("{numbers}, target health not read for {age}"),
        None if targets.staying == 0 => format!("{numbers}, no target registered yet"),
        None => {
            let mut parts = vec![numbers, targets.text()];
            if targets.starting > 0 {
                parts.push(format!("{} in first checks", targets.starting));
            }
            if targets.unknown > 0 {
                parts.push(format!("{} not checked", targets.unknown));
            }
            parts.join(", ")
        }
    }
}
