//! Sentences of rules 4, 6 and 14: what load balancers think of the tasks.

use super::{counted, cut, going_back};
use crate::traffic::TargetReason;
use crate::verdict::found::{NoHealthyTarget, Steady, Targets, TargetsFailing};

impl Targets {
    /// `2 of 4 targets healthy`, with the age of the reading where it is an old one.
    pub fn text(&self) -> String {
        let word = if self.staying == 1 { "target" } else { "targets" };
        let age = self.unread.as_ref().and_then(|unread| unread.age).or(self.age);
        let age = age.map(|age| format!(" {age} ago")).unwrap_or_default();
        format!("{} of {} {word} healthy{age}", self.healthy, self.staying)
    }

    /// `, not read since: IAM does not allow …` where the reading is too old, `; inner not read yet` where that of one
    /// of several groups is missing, or nothing.
    fn since_then(&self) -> String {
        let Some(unread) = &self.unread else { return String::new() };
        let trouble = unread.trouble.as_ref().map(|trouble| format!(": {}", trouble.sentence()));
        match &self.never_read {
            Some(group) if unread.age.is_none() => trouble
                .map_or_else(|| format!("; {group} not read yet"), |trouble| format!("; {group} not read{trouble}")),
            _ => format!(", not read since{}", trouble.unwrap_or_default()),
        }
    }

    /// `: failed to register targets in (target-group web) with (error TooManyTargets)`, or nothing.
    fn told(&self) -> String {
        self.not_registered.as_ref().map(|words| format!(": {}", cut(words))).unwrap_or_default()
    }

    /// ` 5 min ago` where the reading is too old, or nothing.
    fn ago(&self) -> String {
        let age = self.unread.as_ref().and_then(|unread| unread.age);
        age.map(|age| format!(" {age} ago")).unwrap_or_default()
    }

    /// `, and target group web does not exist any more`, or nothing.
    fn and_gone(&self) -> String {
        let gone = self.gone.first();
        gone.map(|gone| format!(", and target group {gone} does not exist any more")).unwrap_or_default()
    }
}

pub(super) fn none_healthy(none: &NoHealthyTarget) -> String {
    let targets = &none.targets;
    if let [gone, ..] = &targets.gone[..]
        && targets.staying == 0
    {
        return format!("{}, but target group {gone} does not exist any more", none.counts.text());
    }
    if let Some(rule) = targets.shadow.as_ref().filter(|_| targets.healthy > 0) {
        let numbers = none.counts.text();
        return format!("{numbers}, but no request gets there: {rule} answers all of them first")
            + &targets.since_then();
    }
    let groups = targets.groups.join(", ");
    let words = match (&targets.code, targets.staying) {
        (None, 0) => {
            let (is, ago) = if targets.ago().is_empty() { ("is", String::new()) } else { ("was", targets.ago()) };
            format!("{}, but no target {is} registered in {groups}{ago}{}", none.counts.text(), targets.told())
        }
        (Some(code), 0) => format!("{}, no target left in {groups}: {code}", none.counts.text()),
        (Some(code), _) => format!("{}: {code}", targets.text()),
        (None, _) => targets.text(),
    };
    let unreached = match &targets.unreached[..] {
        [] => "",
        _ if targets.shadow.is_some() => ", and a rule before its own answers all requests",
        _ => ", no rule sends requests to it",
    };
    let missing = if targets.staying == 0 { String::new() } else { none.counts.missing() };
    let course = none.course.as_ref();
    words + unreached + &targets.and_gone() + &targets.since_then() + &missing + &counted(course) + &going_back(course)
}

pub(super) fn some_failing(some: &TargetsFailing) -> String {
    let targets = &some.targets;
    let failing = targets.failing.len();
    if failing == 0 {
        return none_failing_now(some);
    }
    let ago = targets.ago();
    let verb = match failing {
        _ if !ago.is_empty() => "failed",
        1 => "fails",
        _ => "fail",
    };
    let code = targets.code.as_ref().map(|code| format!(": {code}")).unwrap_or_default();
    let unused = targets.failing.iter().all(|target| target.reason == Some(TargetReason::NotInUse));
    let what = match unused {
        true if !ago.is_empty() => format!("got no requests{ago}"),
        true if failing == 1 => "gets no requests".to_owned(),
        true => "get no requests".to_owned(),
        false => format!("{verb} health checks{ago}"),
    };
    let only = match &some.only {
        Some(revision) if failing == 1 => format!(", it is of revision {}, which is being deployed", revision.revision),
        Some(revision) => format!(", all of revision {}, which is being deployed", revision.revision),
        None => String::new(),
    };
    let stray = match targets.failing.iter().all(|target| target.is_stray) {
        true if failing == 1 => ", it belongs to no task of this service",
        true => ", none of them belongs to a task of this service",
        false => "",
    };
    let dead = match &targets.dead_groups[..] {
        [] => String::new(),
        _ if targets.groups.len() == 1 => String::new(),
        dead => format!(", none healthy in {}", dead.join(", ")),
    };
    let course = some.course.as_ref();
    format!(
        "{failing} of {} targets {what}{code}{stray}{dead}{only}{}{}{}{}{}",
        targets.staying,
        targets.and_gone(),
        targets.since_then(),
        some.counts.missing(),
        counted(course),
        going_back(course)
    )
}

/// Something is wrong although no target fails at the moment.
fn none_failing_now(some: &TargetsFailing) -> String {
    let targets = &some.targets;
    let course = some.course.as_ref();
    if let [gone, ..] = &targets.gone[..] {
        let numbers = if targets.staying == 0 { some.counts.text() } else { targets.text() };
        return format!("{numbers}, but target group {gone} does not exist any more");
    }
    if let Some((missing, group)) = &targets.unregistered {
        let tasks = if *missing == 1 { "task runs and is no target" } else { "tasks run and are no targets" };
        return format!("{missing} {tasks} of {group}, {}{}", targets.text(), targets.told());
    }
    let revision = some.replaced.as_ref().map(|failure| failure.revision.revision).unwrap_or_default();
    let told = some.replaced.as_ref().and_then(|failure| failure.told.as_deref());
    let code = told.map(|told| format!(": {told}")).unwrap_or_default();
    format!(
        "Targets of revision {revision} fail health checks{code}, the next are being checked{}{}",
        counted(course),
        going_back(course)
    )
}

/// The numbers, and what keeps the desired count from being another.
pub(super) fn steady_with(steady: &Steady) -> String {
    let held = steady.held.as_ref().map(|held| format!(", {}", held.short())).unwrap_or_default();
    steady_numbers(steady) + &held
}

fn steady_numbers(steady: &Steady) -> String {
    let numbers = steady.counts.text();
    let numbers = match steady.task_sets {
        0 | 1 => numbers,
        more => format!("{numbers} in {more} task sets"),
    };
    let numbers = if steady.protected { format!("{numbers}: the rest is protected from scale-in") } else { numbers };
    let Some(targets) = &steady.targets else { return numbers };
    if targets.staying == 0 {
        return format!("{numbers}, no target registered yet");
    }
    let mut parts = vec![numbers, targets.text()];
    if targets.starting > 0 {
        parts.push(format!("{} in first checks", targets.starting));
    }
    if targets.unknown > 0 {
        parts.push(format!("{} not checked", targets.unknown));
    }
    parts.join(", ")
}
