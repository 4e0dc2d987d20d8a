//! When what is said began.

use super::*;
use crate::testing::event;

const NO_PLACE: &str = "was unable to place a task because no container instance met all of its requirements.";

#[track_caller]
fn check_since(service: &Service, tasks: &[Task], rule: Rule, since: Option<i64>) {
    let finding = found(service, tasks);
    assert_eq!((finding.rule(), finding.since()), (rule, since.map(ago)), "{}", finding.headline());
    tried("states by rule", &format!("{:02} {}", finding.rule().number(), finding.level().word()));
}

#[test]
fn a_stuck_deployment_is_stuck_since_its_first_failure_and_not_since_it_began() {
    let mut long = rolling(4, 3, 0, 1);
    (long.deployments[0].created_at, long.deployments[0].failed) = (Some(ago(7200)), 2);
    let tasks = [running(3, 8, 7000), running(1, 7, 90_000), vec![exited(8, 60, 5, 1), exited(8, 200, 5, 1)]].concat();
    check_since(&long, &tasks, Rule::DeploymentStuck, Some(200));
    check_since(&long, &[], Rule::DeploymentStuck, Some(7200));
    let mut homeless = rolling(4, 3, 0, 1);
    homeless.deployments[0].created_at = Some(ago(7200));
    homeless.events = vec![
        event(30, NO_PLACE),
        event(330, NO_PLACE),
        event(630, NO_PLACE),
        event(700, "has started 1 tasks: (task x)."),
        event(900, NO_PLACE),
    ];
    check_since(&homeless, &[], Rule::DeploymentStuck, Some(630));
}

#[test]
fn a_service_is_short_of_tasks_since_the_first_that_is_missing() {
    let tasks = [running(2, 7, 9000), vec![exited(7, 30, 9000, 1), exited(7, 180, 9000, 1)]].concat();
    check_since(&service(4, 2), &tasks, Rule::BelowDesired, Some(180));
    let tasks = [running(2, 7, 9000), vec![interrupted(40), interrupted(41)]].concat();
    check_since(&service(4, 2), &tasks, Rule::BelowDesired, Some(41));
    let mut recovered = service(4, 3);
    recovered.events = vec![event(100, "has reached a steady state.")];
    let tasks = [running(3, 7, 9000), vec![exited(7, 30, 9000, 1), exited(7, 180, 9000, 1)]].concat();
    check_since(&recovered, &tasks, Rule::BelowDesired, Some(30));
    let mut homeless = service(4, 3);
    homeless.events = vec![event(30, NO_PLACE), event(4000, NO_PLACE), event(8000, "has reached a steady state.")];
    check_since(&homeless, &running(3, 7, 9000), Rule::BelowDesired, Some(4000));
}

#[test]
fn a_service_is_not_down_since_a_deployment_that_came_to_its_end() {
    check_since(&service(4, 0), &[], Rule::NoneRunning, None);
    let mut homeless = service(4, 0);
    homeless.events = vec![event(60, NO_PLACE), event(7000, NO_PLACE)];
    check_since(&homeless, &[], Rule::NoneRunning, Some(7000));
    let mut never = service(4, 0);
    never.deployments[0].rollout_state = Some(DeploymentRolloutState::InProgress);
    check_since(&never, &[], Rule::NoneRunning, Some(3600));
    check_since(&service(2, 0), &[interrupted(300), interrupted(360)], Rule::NoneRunning, Some(300));
    let loops = [exited(7, 30, 10, 1), exited(7, 90, 10, 1), exited(7, 150, 9000, 1)];
    check_since(&service(1, 0), &loops, Rule::NoneRunning, Some(150));
}
