//! Sentences of rules 7, 8 and 11: how a deployment goes.

use super::{counted, cut, hindrance, sick};
use crate::deployment::DeploymentStrategy;
use crate::verdict::found::{
    Counts, Course, DeploymentFailed, EndedBy, Pause, Progress, Rollback, Stuck, StuckReason, Watched,
};

pub(super) fn deployment_failed(failed: &DeploymentFailed) -> String {
    let was_stopped = failed.by == EndedBy::Request;
    let ended = if was_stopped { "was stopped" } else { "failed" };
    let deployment = match &failed.failed {
        Some(revision) if revision.family == failed.serving.family => {
            format!("deployment of {} {ended}", revision.revision)
        }
        Some(revision) => format!("deployment of {revision} {ended}"),
        None => format!("the last deployment {ended}"),
    };
    let is_older = failed.failed.as_ref() != Some(&failed.serving);
    let serving = match is_older {
        true => format!("the OLD revision {}", failed.serving.revision),
        false => format!("revision {}", failed.serving.revision),
    };
    let by = match &failed.by {
        EndedBy::CircuitBreaker => " by the circuit breaker".to_owned(),
        EndedBy::Alarms(names) if names.is_empty() => " by an alarm".to_owned(),
        EndedBy::Alarms(names) => format!(" by the alarm {}", names.join(", ")),
        EndedBy::Hook => " by a lifecycle hook".to_owned(),
        EndedBy::Request | EndedBy::Unknown => String::new(),
    };
    let numbers = failed.counts.text();
    let all_run = failed.counts.running == failed.counts.desired && failed.is_seen;
    match failed.rollback {
        Rollback::Done if all_run => format!("Steady on {serving}: {deployment} and was rolled back{by}"),
        Rollback::Done => format!("{numbers} on {serving}: {deployment} and was rolled back{by}"),
        Rollback::Underway => {
            let because = by.replacen(" by the", " because of the", 1).replacen(" by a", " because of a", 1);
            format!("Rolling back to {serving}{because}: {deployment}, {numbers}")
        }
        Rollback::Failed => format!("{numbers} on {serving}: {deployment}, and so did its rollback"),
        Rollback::No if is_older => format!("{numbers} on {serving}: {deployment}, no rollback"),
        Rollback::No => format!("{numbers} on {serving}, whose deployment {ended}"),
    }
}

pub(super) fn stuck_on(stuck: &Stuck) -> String {
    let progress = &stuck.progress;
    let revision = named(progress);
    let cause = || stuck.last.as_ref().map(|last| format!(": {}", last.words())).unwrap_or_default();
    let targets = new_targets(progress);
    let total = Counts { running: progress.counts.running + progress.old_running, ..progress.counts };
    let missing = total.missing();
    match &stuck.reason {
        StuckReason::FailedStarts { failed, tried } => {
            let counted = counted(progress.course.as_ref());
            let starts = format!("{failed} of {tried} task starts");
            format!("Stuck: {revision} has failed {starts}{}{counted}{targets}{missing}", cause())
        }
        StuckReason::Counted(breaker) if targets.is_empty() => {
            format!("Stuck: {revision}, {}{}{missing}", breaker.text(), cause())
        }
        StuckReason::Counted(breaker) => format!("Stuck: {revision}{targets}, {}{missing}", breaker.text()),
        StuckReason::Unhealthy(tasks) => {
            format!("Stuck: {revision}, {}, {}", progress.counts.text(), sick(tasks.len()))
        }
        StuckReason::Hindered(event) => {
            format!("Stuck: {revision}, {}: {}", progress.counts.text(), hindrance(event))
        }
        StuckReason::Blocked(_) => format!(
            "Stuck: {revision}, {}: the deployment configuration allows neither a start nor a stop",
            progress.counts.text()
        ),
        StuckReason::NoProgress { quiet, .. } => {
            format!("Stuck: {revision}, {}, no progress for {quiet}", progress.counts.text())
        }
    }
}

pub(super) fn deploying(progress: &Progress) -> String {
    let counts = progress.counts;
    let is_complete = counts.pending == 0 && counts.running >= counts.desired;
    let course = progress.course.as_ref();
    let stage = course.and_then(|course| course.stage.as_ref()).filter(|_| shifts(course));
    let mut words = match stage {
        Some(stage) if is_complete => format!("{}: {stage}", capital(&named(progress))),
        Some(stage) => format!("{}: {stage}, {}{}", capital(&named(progress)), counts.text(), counts.starting()),
        None => format!("{}: {}{}", capital(&named(progress)), counts.text(), counts.starting()),
    };
    if let Some(left) = course.and_then(|course| course.left) {
        words += &format!(", {left} left");
    }
    words += &course.and_then(|course| course.pause.as_ref()).map(pause).unwrap_or_default();
    words += &new_targets(progress);
    match (progress.old_running, progress.waiting) {
        (old, _) if old > 0 && stage.is_none() => words += &format!(", {old} old left"),
        (_, 1) if is_complete && progress.new_targets.is_none() => words += ", waiting for 1 target to become healthy",
        (_, waiting) if is_complete && waiting > 0 && progress.new_targets.is_none() => {
            words += &format!(", waiting for {waiting} targets to become healthy");
        }
        _ if is_complete && stage.is_none() => {
            words += match progress.watched {
                Some(Watched::Alarms) => ", its alarms are watched before it completes",
                Some(Watched::BakeTime) => ", bakes before it completes",
                None => ", waiting for a steady state",
            }
        }
        _ => {}
    }
    if course.is_some_and(|course| course.is_stopping) {
        words += ", being stopped";
    }
    words + &counted(course)
}

/// `, waits for a decision, ROLLBACK in 59 min`.
fn pause(pause: &Pause) -> String {
    let then = pause.left.map(|left| format!(", {} in {left}", pause.then)).unwrap_or_default();
    format!(", waits for a decision{then}")
}

/// `revision 42`, `revision 42 (canary 10 %)` where the strategy is not a rolling update, or `task set of revision 42`.
fn named(progress: &Progress) -> String {
    let revision = progress.revision.revision;
    match progress.course.as_ref().filter(|course| shifts(Some(course))) {
        Some(course) => format!("revision {revision} ({})", strategy(course)),
        None if progress.is_set => format!("task set of revision {revision}"),
        None => format!("revision {revision}"),
    }
}

/// Whether the deployment shifts traffic from one revision to the other.
fn shifts(course: Option<&Course>) -> bool {
    course.and_then(|course| course.strategy.as_ref()).is_some_and(DeploymentStrategy::shifts_traffic)
}

/// `canary 10 %`, `blue/green`, or the strategy as it came.
fn strategy(course: &Course) -> String {
    let word = match &course.strategy {
        Some(DeploymentStrategy::BlueGreen) => return "blue/green".to_owned(),
        Some(DeploymentStrategy::Canary) => "canary",
        Some(DeploymentStrategy::Linear) => "linear",
        Some(DeploymentStrategy::Rolling) | None => "rolling",
        Some(DeploymentStrategy::Other(word)) => word.as_str(),
    };
    match course.tenths {
        Some(tenths) if tenths % 10 == 0 => format!("{word} {} %", tenths / 10),
        Some(tenths) => format!("{word} {}.{} %", tenths / 10, tenths % 10),
        None => word.to_owned(),
    }
}

/// `, 2 new targets fail: Target.ResponseCodeMismatch [502]`, or nothing.
fn new_targets(progress: &Progress) -> String {
    match &progress.new_targets {
        None => String::new(),
        Some(targets) if targets.failing == 1 => format!(", 1 new target fails: {}", cut(&targets.code)),
        Some(targets) => format!(", {} new targets fail: {}", targets.failing, cut(&targets.code)),
    }
}

/// The words with a capital first letter.
fn capital(words: &str) -> String {
    let (first, rest) = words.split_at_checked(1).unwrap_or((words, ""));
    first.to_ascii_uppercase() + rest
}
