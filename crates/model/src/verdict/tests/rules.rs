use std::collections::BTreeMap;
use std::sync::Arc;

use super::*;
use crate::deployment::DeploymentRolloutState;
use crate::service::{SchedulingStrategy, ServiceStatus};
use crate::task::{HealthStatus, StopCode, TaskStatus};
use crate::testing::{ago, container, container_definition, crashed, event, service, task, task_definition};
use crate::time::{Span, Timestamp};
use Level::{Degraded, Deploying, Down, Idle, Steady, Unknown};

#[test]
fn rule_1_old_news_is_unknown_whatever_it_said() {
    let service = service(4, 4);
    let at = |as_of: Option<Timestamp>| judge(&Facts::new(&service, &[], as_of), NOW);
    assert_eq!(at(Some(NOW.before(Span::minutes(3)))).level(), Steady);
    let stale = at(Some(NOW.before(Span::minutes(4))));
    assert_eq!(
        (stale.level(), &*stale.headline()),
        (Unknown, "No data from AWS for 4 min, before that Steady: 4 of 4 running")
    );
    assert_eq!(stale.last_known().map(|last| last.level()), Some(Steady));
    assert_eq!(at(None).headline(), "No data from AWS yet");
    let down = Service { running: 0, ..service.clone() };
    let failed = [crashed(7, 1500)];
    let tasks: Vec<&Task> = failed.iter().collect();
    let old = judge(&Facts::new(&down, &tasks, Some(ago(300))), NOW);
    let headline = "No data from AWS for 5 min, before that Down for 20 min: 0 of 4 running: container web, exit code 1 (application error)";
    assert_eq!(old.headline(), headline);
    assert_eq!(
        old.culprit().map(|failure| failure.at),
        Some(Some(ago(1500))),
        "the task that explains it is still shown"
    );
}

#[test]
fn rule_2_nothing_wanted_and_nothing_running_is_idle() {
    check(&service(0, 0), &[], (Idle, Rule::ScaledToZero, "Scaled to zero"));
    let starting = Service { pending: 1, ..service(0, 0) };
    check(&starting, &[], (Deploying, Rule::AboveDesired, "1 starting, none wanted: being stopped"));
    let daemon = Service { scheduling: SchedulingStrategy::Daemon, ..service(0, 0) };
    check(&daemon, &[], (Idle, Rule::ScaledToZero, "No container instance to run on: 0 of 0 running"));
}

#[test]
fn a_service_that_is_being_deleted_wants_nothing() {
    let inactive = Service { status: ServiceStatus::Inactive, ..service(4, 0) };
    check(&inactive, &[], (Idle, Rule::ScaledToZero, "Deleted: nothing runs any more"));
    let draining = Service { status: ServiceStatus::Draining, ..service(4, 3) };
    check(&draining, &[], (Deploying, Rule::AboveDesired, "3 running, none wanted: draining"));
}

#[test]
fn rule_3_wanted_and_none_running_is_down_with_its_reason() {
    check(&service(4, 0), &[], (Down, Rule::NoneRunning, "0 of 4 running, none starting"));
    check(&Service { pending: 2, ..service(4, 0) }, &[], (Down, Rule::NoneRunning, "0 of 4 running, 2 starting"));
    check(
        &service(4, 0),
        &[unpullable(7, 30)],
        (Down, Rule::NoneRunning, "0 of 4 running: CannotPullContainerError, image tag not found"),
    );
    check(
        &service(4, 0),
        &[unpullable(7, 30), unpullable(7, 90), unpullable(7, 700)],
        (Down, Rule::NoneRunning, "0 of 4 running: CannotPullContainerError, image tag not found, 2 times in 10 min"),
    );
    let mut homeless = service(4, 0);
    homeless.events =
        vec![event(5, "was unable to place a task because no container instance met all of its requirements.")];
    let headline = "0 of 4 running: no place for a task: no container instance met all of its requirements";
    check(&homeless, &[], (Down, Rule::NoneRunning, headline));
}

#[test]
fn a_first_start_is_deploying_until_its_grace_is_over_or_something_fails() {
    let mut new = Service { pending: 4, ..service(4, 0) };
    new.created_at = Some(ago(300));
    new.deployments[0].rollout_state = Some(DeploymentRolloutState::InProgress);
    new.deployments[0].created_at = Some(ago(300));
    check(&new, &[], (Deploying, Rule::Deploying, "Revision 7: 0 of 4 running"));
    check(
        &new,
        &[unpullable(7, 9)],
        (Down, Rule::NoneRunning, "0 of 4 running: CannotPullContainerError, image tag not found"),
    );
    new.created_at = Some(ago(301));
    check(&new, &[], (Down, Rule::NoneRunning, "0 of 4 running, 4 starting"));
}

#[test]
fn scaling_up_from_zero_is_a_first_start_but_losing_every_task_is_not() {
    let up = Service { pending: 1, ..service(1, 0) };
    let mut coming = task("web", 7);
    coming.last_status = TaskStatus::Pending;
    coming.lifecycle.created_at = Some(ago(20));
    coming.lifecycle.started_at = None;
    assert_eq!(found(&up, std::slice::from_ref(&coming)).level(), Deploying);
    let mut stopped = crashed(7, 25);
    stopped.stop_code = Some(StopCode::UserInitiated);
    assert_eq!(found(&up, &[coming, stopped]).level(), Down);
}

#[test]
fn rule_5_three_failures_in_ten_minutes_are_a_crash_loop_and_two_are_not() {
    let headline = "Tasks keep exiting: container web, exit code 1 (application error), 3 times in 10 min";
    check(&service(4, 4), &[crashed(7, 10), crashed(7, 300), crashed(7, 600)], (Degraded, Rule::CrashLoop, headline));
    check(&service(4, 4), &[crashed(7, 10), crashed(7, 20)], (Steady, Rule::Steady, "4 of 4 running"));
    check(&service(4, 4), &[crashed(6, 10), crashed(6, 20), crashed(6, 30)], (Steady, Rule::Steady, "4 of 4 running"));
}

#[test]
fn a_crash_loop_began_with_the_first_failure_that_is_known_and_not_ten_minutes_ago() {
    let tasks: Vec<Task> = (0..20).map(|n| crashed(7, 30 + n * 120)).collect();
    assert_eq!(found(&service(4, 4), &tasks).since(), Some(ago(30 + 19 * 120)));
    let again = [crashed(7, 10), crashed(7, 20), crashed(7, 30), crashed(7, 3000)];
    assert_eq!(found(&service(4, 4), &again).since(), Some(ago(30)), "an older story is another one");
}

#[test]
fn what_began_before_aws_remembers_is_not_said_to_follow_the_deployment() {
    let tasks: Vec<Task> = (0..25).map(|n| crashed(7, 30 + n * 120)).collect();
    let began = |seconds| {
        let mut service = service(4, 4);
        service.deployments[0].created_at = Some(ago(seconds));
        found(&service, &tasks).evidence().into_iter().find(|line| line.label == "Began").map(|line| line.text)
    };
    assert_eq!(began(3000).as_deref(), Some("90 s after deployment of revision 7"));
    let mut long = service(3, 2);
    long.deployments[0].created_at = Some(ago(90_000));
    let loops = found(&long, &[crashed(7, 100), crashed(7, 1700), crashed(7, 3400)]);
    assert_eq!((loops.rule(), loops.since()), (Rule::CrashLoop, None), "AWS remembers no more");
    let words =
        |finding: &Finding| finding.evidence().into_iter().find(|line| line.label == "Began").map(|line| line.text);
    assert_eq!(words(&loops).as_deref(), Some("over an hour ago; AWS forgets stopped tasks after an hour"));
    let none = found(&Service { running: 0, ..long }, &[crashed(7, 100), crashed(7, 1700), crashed(7, 3400)]);
    assert_eq!((none.rule(), none.since()), (Rule::NoneRunning, None));
    assert_eq!(words(&none), words(&loops));
}

#[test]
fn tasks_that_were_asked_to_stop_are_no_crash_loop() {
    for (code, reason) in
        [("UserInitiated", "by hand"), ("ServiceSchedulerInitiated", "Scaling activity initiated by (deployment x)")]
    {
        let stop = |seconds| {
            let mut task = crashed(7, seconds);
            task.stop_code = Some(code.into());
            task.stopped_reason = Some(reason.to_owned());
            task
        };
        assert_eq!(found(&service(4, 4), &[stop(10), stop(20), stop(30)]).rule(), Rule::Steady, "{reason}");
    }
}

#[test]
fn a_loop_whose_attempts_are_a_quarter_of_an_hour_apart_is_not_steady_between_them() {
    let tasks = [crashed(7, 600 + 301), crashed(7, 1801), crashed(7, 2701)];
    check(
        &service(1, 1),
        &tasks,
        (
            Degraded,
            Rule::CrashLoop,
            "Tasks keep exiting: container web, exit code 1 (application error), 3 times in 45 min",
        ),
    );
    let outlived = [crashed(7, 1801), crashed(7, 2700), crashed(7, 3500)];
    assert_eq!(found(&service(1, 1), &outlived).rule(), Rule::Steady, "quiet for twice the gap");
}

#[test]
fn the_word_of_ecs_is_a_crash_loop_until_a_steady_state_follows_it() {
    let mut told = service(2, 2);
    told.events = vec![event(2000, "is unable to consistently start tasks successfully.")];
    check(&told, &[], (Degraded, Rule::CrashLoop, "Tasks keep failing: ECS cannot start revision 7 consistently"));
    told.events.insert(0, event(1000, "has reached a steady state."));
    check(&told, &[], (Steady, Rule::Steady, "2 of 2 running"));
}

#[test]
fn a_count_of_failures_in_a_row_is_a_crash_loop_when_tasks_cannot_be_read() {
    let mut counted = service(2, 2);
    counted.deployments[0].failed = 3;
    check(&counted, &[], (Degraded, Rule::CrashLoop, "Tasks keep failing: revision 7, 3 in a row"));
}

#[test]
fn rule_10_below_desired_is_degraded_with_its_reason() {
    check(&service(4, 3), &[], (Degraded, Rule::BelowDesired, "3 of 4 running"));
    check(&Service { pending: 1, ..service(4, 3) }, &[], (Degraded, Rule::BelowDesired, "3 of 4 running, 1 starting"));
    check(
        &Service { pending: 1, ..service(4, 3) },
        &[crashed(7, 30)],
        (Degraded, Rule::BelowDesired, "3 of 4 running, 1 starting: container web, exit code 1 (application error)"),
    );
    let mut homeless = service(4, 3);
    homeless.events = vec![event(
        5,
        "was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance 1) has insufficient memory available.",
    )];
    assert!(found(&homeless, &[]).headline().ends_with("has insufficient memory available"));
    homeless.events.insert(0, event(1, "has started 1 tasks: (task x)."));
    check(&homeless, &[], (Degraded, Rule::BelowDesired, "3 of 4 running"));
}

#[test]
fn rule_10_a_running_task_that_fails_its_check_is_not_steady() {
    let sick = Task { health: HealthStatus::Unhealthy, ..task("web", 7) };
    check(
        &service(4, 4),
        &[sick],
        (Degraded, Rule::BelowDesired, "4 of 4 running, 1 fails its container health check"),
    );
}

#[test]
fn rule_11_above_desired_is_draining() {
    check(&service(4, 6), &[], (Deploying, Rule::AboveDesired, "6 running, 4 wanted: draining"));
}

#[test]
fn rule_12_everything_wanted_runs() {
    check(&service(4, 4), &[task("web", 7)], (Steady, Rule::Steady, "4 of 4 running"));
    let foreign = Service { deployments: Vec::new(), ..service(4, 4) };
    check(&foreign, &[], (Steady, Rule::Steady, "4 of 4 running"));
}

#[test]
fn the_container_that_ended_a_task_is_an_essential_one() {
    let mut ended = crashed(7, 60);
    ended.containers[0].exit_code = Some(137);
    let mut init = container("init");
    init.exit_code = Some(1);
    ended.containers.insert(0, init);
    let mut definition = task_definition("web", 7);
    definition.containers = ["init", "web"].map(container_definition).into();
    definition.containers[0].essential = false;
    let (service, tasks) = (service(1, 0), [&ended]);
    let facts = Facts::new(&service, &tasks, Some(NOW));
    let headline = |facts: &Facts<'_>| judge(facts, NOW).headline();
    assert!(headline(&facts).contains("container init, exit code 1"), "{}", headline(&facts));
    let known = BTreeMap::from([(definition.reference.clone(), Arc::new(definition))]);
    let facts = facts.with_definitions(&known);
    assert!(headline(&facts).contains("container web, exit code 137"), "{}", headline(&facts));
}
