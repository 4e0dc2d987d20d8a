//! Words that AWS may add tomorrow: they are shown as they came, and are neither an alarm nor a reason to be calm.

use super::*;
use crate::service::ServiceStatus;
use crate::testing::{crashed, service, task, waiting_deployment};
use crate::traffic::TargetReason;
use Level::{Degraded, Deploying, Steady, Unknown};

const WORD: &str = "FUTURE_VALUE";

fn tasks(count: usize) -> Vec<Task> {
    (0..count).map(|_| task("web", 7)).collect()
}

/// Two healthy targets, of a service that changes so.
fn judged(change: impl Fn(&mut Service, &mut Vec<Task>)) -> Finding {
    let (mut service, mut tasks) = (service(2, 2), tasks(2));
    change(&mut service, &mut tasks);
    found_with(&service, &tasks, &[group(vec![healthy(), healthy()])], None)
}

#[test]
fn a_word_about_what_runs_well_alarms_nobody() {
    let steady = [
        ("service status", judged(|service, _| service.status = ServiceStatus::from(WORD))),
        ("deployment status", judged(|service, _| service.deployments[0].status = WORD.into())),
        ("rollout state", judged(|service, _| service.deployments[0].rollout_state = Some(WORD.into()))),
        ("task health", judged(|_, tasks| tasks[0].health = WORD.into())),
        ("launch type", judged(|_, tasks| tasks[0].launch_type = Some(WORD.into()))),
        ("deployment controller", judged(|service, _| service.controller = WORD.into())),
        ("container status", judged(|_, tasks| tasks[0].containers[0].last_status = WORD.into())),
    ];
    for (what, finding) in steady {
        assert_eq!(finding.level(), Steady, "{what}: {}", finding.headline());
    }
}

#[test]
fn ends_with_a_stop_code_of_tomorrow_are_no_failures() {
    let finding = judged(|_, tasks| {
        tasks.extend((0..5).map(|number| {
            let mut gone = crashed(7, 60 + number);
            gone.stop_code = Some(WORD.into());
            gone.stopped_reason = Some("The moon took it back".to_owned());
            gone.containers[0].exit_code = None;
            gone
        }));
    });
    assert_eq!(finding.level(), Steady, "{}", finding.headline());
}

#[test]
fn a_target_state_of_tomorrow_is_no_health_and_no_failure() {
    let odd = || target(WORD, "", "");
    let headline =
        "2 of 2 running, whether requests arrive is not known: Podium does not know the target state FUTURE_VALUE";
    check_with(&service(2, 2), &tasks(2), &[group(vec![odd(), odd()])], None, (Unknown, Rule::Unseen, headline));
    let headline = "2 of 2 running, 1 of 2 targets healthy, 1 not checked";
    check_with(&service(2, 2), &tasks(2), &[group(vec![healthy(), odd()])], None, (Steady, Rule::Steady, headline));
}

#[test]
fn a_reason_of_tomorrow_is_told_as_aws_wrote_it() {
    let failing = target("unhealthy", "Target.FutureReason", "");
    assert!(matches!(failing.reason, Some(TargetReason::Other(_))));
    let headline = "1 of 2 targets fails health checks: Target.FutureReason";
    let groups = [group(vec![healthy(), failing])];
    check_with(&service(2, 2), &tasks(2), &groups, None, (Degraded, Rule::TargetsFailing, headline));
}

#[test]
fn a_stage_or_status_of_tomorrow_is_told_as_aws_wrote_it_and_claims_no_failure() {
    let service = rolling(2, 2, 0, 2);
    for status in [WORD, "IN_PROGRESS"] {
        let mut rollout = waiting_deployment();
        (rollout.status, rollout.stage, rollout.hooks) = (status.into(), Some(WORD.into()), Vec::new());
        let groups = [group(vec![healthy(), healthy()])];
        let finding = found_with(&service, &tasks(2), &groups, Some(&rollout));
        assert_eq!(finding.level(), Deploying, "{status}: {}", finding.headline());
    }
}
