//! Deployments that wait, fail, are stopped or go back.

use super::*;
use crate::deployment::ServiceDeploymentStatus;
use crate::testing::{deployment, event, waiting_deployment};
use Level::{Degraded, Deploying, Down, Steady};

fn quiet(mut service: Service, seconds: i64) -> Service {
    for one in &mut service.deployments {
        (one.created_at, one.updated_at) = (Some(ago(seconds)), Some(ago(seconds)));
    }
    service
}

#[test]
fn a_deployment_that_watches_its_alarms_is_not_stuck() {
    let mut watched = quiet(rolling(4, 4, 0, 0), 1200);
    let headline = "Stuck: revision 8, 4 of 4 running, no progress for 20 min";
    check(&watched, &running(4, 8, 1250), (Degraded, Rule::DeploymentStuck, headline));
    watched.deployment_configuration.alarms_on = true;
    watched.deployment_configuration.alarm_names = vec!["web-5xx".to_owned()];
    let headline = "Revision 8: 4 of 4 running, its alarms are watched before it completes";
    check(&watched, &running(4, 8, 1250), (Deploying, Rule::Deploying, headline));
    watched.deployment_configuration.alarms_on = false;
    watched.deployment_configuration.bake_minutes = Some(30);
    let headline = "Revision 8: 4 of 4 running, bakes before it completes";
    check(&watched, &running(4, 8, 1250), (Deploying, Rule::Deploying, headline));
    let half =
        quiet(Service { deployment_configuration: watched.deployment_configuration, ..rolling(4, 2, 0, 2) }, 1200);
    let headline = "Stuck: revision 8, 2 of 4 running, no progress for 20 min";
    check(&half, &[], (Degraded, Rule::DeploymentStuck, headline));
}

#[test]
fn old_tasks_that_are_being_taken_out_of_their_groups_hold_nothing_up() {
    let long = quiet(rolling(4, 4, 0, 2), 1500);
    let mut tasks = [running(4, 8, 1400), running(2, 7, 90_000)].concat();
    for task in &mut tasks[4..] {
        task.last_status = "DEACTIVATING".into();
        task.desired_status = "STOPPED".into();
        task.lifecycle.stopping_at = Some(ago(1300));
    }
    let headline = "Revision 8: 4 of 4 running, 2 old left";
    check(&long, &tasks, (Deploying, Rule::Deploying, headline));
}

#[test]
fn what_kept_ecs_from_starting_tasks_is_over_once_it_starts_some() {
    let throttled = "operations are being throttled on elb. Will try again later.";
    let role = "failed to launch a task with (error ECS was unable to assume the role 'arn:aws:iam::1:role/exec' that was provided for this task.).";
    let started = "has started 2 tasks: (task a) (task b).";
    let told = |words: &str| {
        let mut service = rolling(4, 2, 2, 2);
        service.events = vec![event(20, started), event(80, words)];
        service
    };
    let headline = "Revision 8: 2 of 4 running, 2 starting, 2 old left";
    check(&told(throttled), &[], (Deploying, Rule::Deploying, headline));
    check(&told(role), &[], (Deploying, Rule::Deploying, headline));
    let mut again = told(role);
    again.events.insert(0, event(10, role));
    let headline = "Stuck: revision 8, 2 of 4 running: role exec could not be assumed";
    check(&again, &[], (Degraded, Rule::DeploymentStuck, headline));
    let pull = "was unable to place a task. Reason: CannotPullContainerError: pull image manifest has been retried 7 time(s): failed to resolve ref shop/web:8: not found.";
    let headline = "Stuck: revision 8, 2 of 4 running: CannotPullContainerError, image tag not found";
    check(&told(pull), &[], (Degraded, Rule::DeploymentStuck, headline));
}

#[test]
fn a_deployment_that_fails_tells_how_few_run() {
    let mut failing = rolling(4, 0, 1, 1);
    failing.deployments[0].failed = 3;
    let headline = "Stuck: revision 8 has failed 3 of 4 task starts, 1 of 4 running";
    check(&failing, &[], (Degraded, Rule::DeploymentStuck, headline));
    let mut enough = rolling(4, 0, 1, 4);
    enough.deployments[0].failed = 3;
    let headline = "Stuck: revision 8 has failed 3 of 4 task starts";
    check(&enough, &[], (Degraded, Rule::DeploymentStuck, headline));
}

#[test]
fn a_first_deployment_that_failed_has_nothing_to_go_back_to() {
    let mut first = service(4, 2);
    first.deployments[0].rollout_state = Some(DeploymentRolloutState::Failed);
    first.deployments[0].rollout_reason = Some("ECS deployment circuit breaker: tasks failed to start.".to_owned());
    let headline = "2 of 4 running on revision 7, whose deployment failed";
    check(&first, &running(2, 7, 900), (Degraded, Rule::DeploymentFailed, headline));
    let none = Service { running: 0, ..first };
    let headline = "0 of 4 running: ECS deployment circuit breaker: tasks failed to start";
    check(&none, &[], (Down, Rule::NoneRunning, headline));
    let headline = "0 of 4 running: container web, exit code 1 (application error)";
    check(&none, &[exited(7, 900, 5, 1)], (Down, Rule::NoneRunning, headline));
}

#[test]
fn a_new_deployment_of_the_same_revision_is_told_apart_from_the_old_one() {
    let mut forced = rolling(2, 1, 0, 2);
    forced.deployments[0].task_definition = revision("web", 7);
    let mut new = running(1, 7, 60);
    new[0].started_by = Some("ecs-svc/8".to_owned());
    let all = [running(2, 7, 9000), new].concat();
    let groups = [group(vec![healthy(), timeout(), healthy()])];
    let headline = "1 of 3 targets fails health checks: Target.Timeout";
    check_with(&forced, &all, &groups, None, (Degraded, Rule::TargetsFailing, headline));
    let groups = [group(vec![healthy(), healthy(), timeout()])];
    let headline = "1 of 3 targets fails health checks: Target.Timeout, it is of revision 7, which is being deployed";
    check_with(&forced, &all, &groups, None, (Degraded, Rule::TargetsFailing, headline));
    check(&forced, &all, (Deploying, Rule::Deploying, "Revision 7: 1 of 2 running, 2 old left"));
}

#[test]
fn a_deployment_that_somebody_stopped_or_that_waits_for_somebody() {
    let stopped = ServiceDeployment {
        status: ServiceDeploymentStatus::RollbackSuccessful,
        hooks: Vec::new(),
        stage: None,
        rollback: Some((Some("Rollback initiated by user request.".to_owned()), None)),
        ..waiting_deployment()
    };
    let headline = "Steady on the OLD revision 7: deployment of 8 was stopped and was rolled back";
    check_with(&service(4, 4), &[], &[], Some(&stopped), (Degraded, Rule::DeploymentFailed, headline));
    let mut last = waiting_deployment();
    last.hooks[0].expires_at = Some(ago(-90));
    let headline = "Revision 8 (blue/green): POST_TEST_TRAFFIC_SHIFT, waits for a decision, ROLLBACK in 90 s";
    check_with(&rolling(4, 4, 0, 4), &[], &[], Some(&last), (Deploying, Rule::Deploying, headline));
    last.hooks[0].expires_at = None;
    let headline = "Revision 8 (blue/green): POST_TEST_TRAFFIC_SHIFT, waits for a decision";
    check_with(
        &quiet(rolling(4, 4, 0, 4), 9000),
        &[],
        &[],
        Some(&ServiceDeployment { created_at: Some(ago(9000)), ..last }),
        (Deploying, Rule::Deploying, headline),
    );
}

#[test]
fn a_service_whose_deployments_are_not_listed_is_judged_by_its_numbers() {
    let none = |running| Service { deployments: Vec::new(), ..service(4, running) };
    check(&none(4), &running(4, 7, 900), (Steady, Rule::Steady, "4 of 4 running"));
    check(&none(3), &running(3, 7, 900), (Degraded, Rule::BelowDesired, "3 of 4 running"));
    check(&none(0), &[], (Down, Rule::NoneRunning, "0 of 4 running, none starting"));
    let mut odd = service(4, 4);
    odd.deployments = vec![deployment(7, 4, 4)];
    odd.deployments[0].rollout_state = None;
    check(&odd, &running(4, 7, 900), (Steady, Rule::Steady, "4 of 4 running"));
}
