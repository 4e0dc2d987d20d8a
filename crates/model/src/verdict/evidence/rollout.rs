//! Evidence of rules 7, 8 and 11: how a deployment goes.

use super::{Evidence, hindrance, last_failure, next, numbers, revision, unhealthy, words};
use crate::verdict::found::{Course, DeploymentFailed, EndedBy, Progress, Stuck, StuckReason};

pub(super) fn of_failed_deployment(failed: &DeploymentFailed) -> Vec<Evidence> {
    let mut lines = vec![numbers(failed.counts)];
    lines.extend(failed.failed.as_ref().map(|failed| Evidence { label: "Failed revision", ..revision(failed) }));
    lines.push(Evidence { label: "Serving revision", ..revision(&failed.serving) });
    lines.extend(failed.reason.as_ref().map(|reason| Evidence { at: failed.at, ..Evidence::new("ECS says", reason) }));
    lines.extend(ended_by(&failed.by).map(|by| Evidence::new("Ended by", by)));
    lines.extend(failed.breaker.as_ref().map(|breaker| Evidence::new("Circuit breaker", breaker.text())));
    lines.extend(failed.last.as_ref().map(last_failure));
    lines.extend(failed.last.as_ref().map(next));
    lines
}

fn ended_by(by: &EndedBy) -> Option<String> {
    match by {
        EndedBy::CircuitBreaker => Some("the deployment circuit breaker".to_owned()),
        EndedBy::Alarms(names) if names.is_empty() => Some("a deployment alarm".to_owned()),
        EndedBy::Alarms(names) => Some(format!("the deployment alarm {}", names.join(", "))),
        EndedBy::Request => Some("a request to stop it".to_owned()),
        EndedBy::Hook => Some("a lifecycle hook that failed or timed out".to_owned()),
        EndedBy::Unknown => None,
    }
}

pub(super) fn of_stuck(stuck: &Stuck) -> Vec<Evidence> {
    let mut lines: Vec<Evidence> = stuck.last.iter().map(last_failure).collect();
    match &stuck.reason {
        StuckReason::FailedStarts { failed, tried } => {
            lines.push(Evidence::new("Failed starts", format!("{failed} of {tried}")));
        }
        StuckReason::Counted(_) => {}
        StuckReason::Unhealthy(tasks) => lines.extend(tasks.iter().take(3).map(unhealthy)),
        StuckReason::Hindered(event) => lines.extend(hindrance(event)),
        StuckReason::Blocked(event) => lines.push(words(event)),
        StuckReason::NoProgress { since, .. } => {
            lines.push(Evidence { at: Some(*since), ..Evidence::new("Last progress", "nothing has happened since") });
        }
    }
    lines.extend(of_progress(&stuck.progress));
    lines.extend(stuck.last.as_ref().map(next));
    lines
}

pub(super) fn of_progress(progress: &Progress) -> Vec<Evidence> {
    let from = progress.from.as_ref().map(|from| format!(", replaces {}", from.revision)).unwrap_or_default();
    let deployment = Evidence { at: progress.since, ..revision(&progress.revision) };
    let mut lines = vec![
        Evidence { label: "Deployment", text: format!("{}{from}", progress.revision), ..deployment },
        Evidence { label: "New tasks", ..numbers(progress.counts) },
        Evidence::new("Old tasks", format!("{} running", progress.old_running)),
    ];
    lines.extend(progress.new_targets.as_ref().map(|targets| {
        let what = if targets.failing == 1 { "target fails" } else { "targets fail" };
        Evidence::new("New targets", format!("{} {what} within their grace: {}", targets.failing, targets.code))
    }));
    if progress.waiting > 0 {
        let what = if progress.waiting == 1 { "target that is" } else { "targets that are" };
        lines.push(Evidence::new("Waiting for", format!("{} {what} not healthy yet", progress.waiting)));
    }
    lines.extend(of_course(progress.course.as_ref()));
    lines
}

/// Strategy, stage, circuit breaker and rollback of the deployment under way.
pub(super) fn of_course(course: Option<&Course>) -> Vec<Evidence> {
    let Some(course) = course else { return Vec::new() };
    let mut lines = Vec::new();
    lines.extend(course.back_to.as_ref().map(|back| Evidence { label: "Rolling back to", ..revision(back) }));
    let strategy = course.strategy.as_ref().filter(|strategy| strategy.shifts_traffic());
    let left = course.left.map(|left| format!(", {left} left")).unwrap_or_default();
    match (strategy, &course.stage) {
        (Some(strategy), Some(stage)) => lines.push(Evidence::new("Stage", format!("{strategy}: {stage}{left}"))),
        (Some(strategy), None) => lines.push(Evidence::new("Strategy", strategy.as_str())),
        (None, Some(stage)) => lines.push(Evidence::new("Stage", format!("{stage}{left}"))),
        (None, None) => {}
    }
    lines.extend(course.pause.as_ref().map(|pause| {
        let until = pause.left.map(|left| format!(" for {left} more")).unwrap_or_default();
        Evidence::new("Waits for", format!("somebody who continues or rolls back{until}; then ECS does {}", pause.then))
    }));
    lines.extend(
        course
            .breaker
            .as_ref()
            .map(|breaker| Evidence::new("Circuit breaker", format!("{}, {}", breaker.text(), breaker.status))),
    );
    if course.is_stopping {
        lines.push(Evidence::new("Stop", "somebody asked to stop it where it is"));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::super::{Subject, no_place};

    #[test]
    fn a_failed_start_links_to_nothing_but_a_missing_place_links_to_the_instances() {
        let event = |words: &str| crate::testing::event(1, words);
        let on_ec2 = "was unable to place a task because no container instance met all of its requirements.";
        assert_eq!(no_place(&event(on_ec2)).subject, Some(Subject::Instances));
        let on_fargate = "was unable to place a task. Reason: Capacity is unavailable at this time.";
        assert_eq!(no_place(&event(on_fargate)).subject, None);
    }
}
