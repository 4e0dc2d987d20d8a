//! Which words stand for which kind of event.

use super::EventKind;
use crate::why::Cause;

/// Which words stand for which kind; the first that occurs wins.
const WORDS: &[(&str, EventKind)] = &[
    ("unable to consistently start tasks", EventKind::CannotStart),
    ("rolling back to", EventKind::RollingBack),
    ("deployment failed", EventKind::DeploymentFailed),
    ("rolled back", EventKind::RollingBack),
    ("circuit breaker", EventKind::DeploymentFailed),
    ("rollback failed", EventKind::DeploymentFailed),
    ("deployment completed", EventKind::DeploymentCompleted),
    ("unable to stop or start tasks during a deployment", EventKind::Blocked),
    ("protected tasks", EventKind::Protected),
    ("under protection", EventKind::Protected),
    ("target group is not found", EventKind::GroupMissing),
    ("failed to register targets", EventKind::NotRegistered),
    ("unable to register targets", EventKind::NotRegistered),
    ("due to an unhealthy status", EventKind::Replaced),
    ("misconfigured or changed", EventKind::Hindered),
    ("throttled", EventKind::Hindered),
    ("failed to launch a task", EventKind::StartFailed),
    ("could not launch", EventKind::StartFailed),
    ("timed out waiting for amazon ecs agent", EventKind::StartFailed),
    ("unable to assume", EventKind::Hindered),
    ("unable to place", EventKind::Unplaced),
    ("unable to reach steady state", EventKind::Unplaced),
    ("capacity is unavailable", EventKind::Unplaced),
    ("is unhealthy", EventKind::Unhealthy),
    ("is not healthy", EventKind::Unhealthy),
    ("health checks", EventKind::Unhealthy),
    ("reached a steady state", EventKind::SteadyState),
    ("has started", EventKind::Started),
    ("has stopped", EventKind::Stopped),
    ("pending tasks", EventKind::Stopped),
    ("has begun draining", EventKind::Targets),
    ("deregistered", EventKind::Targets),
    ("registered", EventKind::Targets),
    ("failed", EventKind::OtherTrouble),
    ("unable to", EventKind::OtherTrouble),
    ("error", EventKind::OtherTrouble),
];

/// The kind of a sentence. One about a missing place that gives the stopped reason of a task is a failed start.
pub(super) fn kind(sentence: &str) -> EventKind {
    let words = sentence.to_ascii_lowercase();
    let kind = WORDS.iter().find(|(part, _)| words.contains(part)).map_or(EventKind::Other, |(_, kind)| *kind);
    match kind {
        EventKind::Unplaced if cause(sentence).is_some_and(|cause| !cause.kind.is_placement()) => {
            EventKind::StartFailed
        }
        EventKind::StartFailed if cause(sentence).is_some_and(|cause| cause.kind.is_placement()) => EventKind::Unplaced,
        kind => kind,
    }
}

/// What a sentence says about why a task could not be started.
pub(super) fn cause(sentence: &str) -> Option<Cause> {
    let says = |part: &str| sentence.to_ascii_lowercase().contains(part);
    if let Some((_, reason)) = sentence.split_once("with (error ") {
        return Cause::told(reason.trim_end_matches(['.', ')']));
    }
    let is_about_start = [
        "unable to place",
        "unable to reach steady state",
        "could not launch",
        "misconfigured or changed",
        "agent to start",
        "unable to assume",
    ];
    if !is_about_start.into_iter().any(says) {
        return None;
    }
    let told = sentence.split_once("Reason: ").and_then(|(_, reason)| Cause::told(without_manual(reason)));
    told.or_else(|| Cause::told(without_manual(sentence)))
}

fn without_manual(sentence: &str) -> &str {
    sentence.split(" For more information").next().unwrap_or(sentence)
}
