//! Containers beside the essential ones, and container health.

use super::*;
use crate::task::{Container, ContainerStatus, HealthStatus};
use crate::testing::container;
use Level::{Degraded, Deploying, Steady};

fn with(mut tasks: Vec<Task>, beside: &Container) -> Vec<Task> {
    tasks.iter_mut().for_each(|task| task.containers.push(beside.clone()));
    tasks
}

fn stopped(code: Option<i32>, reason: Option<&str>) -> Container {
    let reason = reason.map(str::to_owned);
    Container { last_status: ContainerStatus::Stopped, exit_code: code, reason, ..container("router") }
}

#[test]
fn a_container_that_is_not_essential_and_is_gone_is_told() {
    let headline = "1 of 1 running, container router has stopped with exit code 137";
    let killed = with(running(1, 7, 900), &stopped(Some(137), Some("OutOfMemoryError: Container killed")));
    check(&service(1, 1), &killed, (Degraded, Rule::BelowDesired, headline));
    let headline = "4 of 4 running, container router has stopped in 2 of them with exit code 1";
    let two = [running(2, 7, 900), with(running(2, 7, 800), &stopped(Some(1), None))].concat();
    check(&service(4, 4), &two, (Degraded, Rule::BelowDesired, headline));
    let headline = "500 of 500 running, container router has stopped in 1 of them with exit code 2";
    let one = [running(499, 7, 900), with(running(1, 7, 800), &stopped(Some(2), None))].concat();
    check(&service(500, 500), &one, (Degraded, Rule::BelowDesired, headline));
    let headline = "1 of 1 running, container router could not be started";
    let reason = "CannotPullContainerError: failed to resolve ref x/router:1: not found";
    let never = with(running(1, 7, 900), &stopped(None, Some(reason)));
    check(&service(1, 1), &never, (Degraded, Rule::BelowDesired, headline));
    let done = with(running(1, 7, 900), &stopped(Some(0), None));
    check(&service(1, 1), &done, (Steady, Rule::Steady, "1 of 1 running"));
    let untold = with(running(1, 7, 900), &stopped(None, None));
    check(&service(1, 1), &untold, (Steady, Rule::Steady, "1 of 1 running"));
}

#[test]
fn a_container_that_is_not_essential_and_fails_its_check_is_told() {
    let sick = Container { health: HealthStatus::Unhealthy, ..container("proxy") };
    let mut tasks = with(running(1, 7, 900), &sick);
    tasks[0].health = HealthStatus::Healthy;
    let headline = "1 of 1 running, container proxy fails its health check";
    check(&service(1, 1), &tasks, (Degraded, Rule::BelowDesired, headline));
    assert_eq!(tasks[0].level(), Degraded);
    let three = [running(2, 7, 900), with(running(1, 7, 800), &sick)].concat();
    let headline = "3 of 3 running, container proxy fails its health check in 1 of them";
    check(&service(3, 3), &three, (Degraded, Rule::BelowDesired, headline));
    let patient = Service { health_check_grace: Some(1000), ..service(1, 1) };
    check(&patient, &tasks, (Steady, Rule::Steady, "1 of 1 running"));
}

fn sick(mut tasks: Vec<Task>) -> Vec<Task> {
    tasks.iter_mut().for_each(|task| task.health = HealthStatus::Unhealthy);
    tasks
}

#[test]
fn new_tasks_that_fail_their_container_health_check_hold_a_deployment_up() {
    let headline = "Stuck: revision 8, 2 of 4 running, 2 fail their container health checks";
    let all = [sick(running(2, 8, 100)), running(4, 7, 9000)].concat();
    check(&rolling(4, 2, 0, 4), &all, (Degraded, Rule::DeploymentStuck, headline));
    let headline = "Stuck: revision 8, 4 of 4 running, 1 fails its container health check";
    let one = [sick(running(1, 8, 100)), running(3, 8, 100), running(4, 7, 9000)].concat();
    check(&rolling(4, 4, 0, 4), &one, (Degraded, Rule::DeploymentStuck, headline));
    let patient = Service { health_check_grace: Some(120), ..rolling(4, 2, 0, 4) };
    let headline = "Revision 8: 2 of 4 running, 4 old left";
    check(&patient, &all, (Deploying, Rule::Deploying, headline));
    let headline = "6 running, 4 wanted, 1 fails its container health check";
    let old = [running(2, 8, 100), sick(running(1, 7, 9000)), running(3, 7, 9000)].concat();
    check(&rolling(4, 2, 0, 4), &old, (Degraded, Rule::BelowDesired, headline));
}

#[test]
fn a_service_that_begins_is_not_held_to_checks_that_ecs_ignores_yet() {
    let mut new = Service { pending: 3, health_check_grace: Some(300), ..service(4, 1) };
    new.created_at = Some(ago(60));
    new.deployments[0].rollout_state = Some(DeploymentRolloutState::InProgress);
    (new.deployments[0].running, new.deployments[0].pending) = (1, 3);
    let tasks = [sick(running(1, 7, 40)), coming(3, 7, 50)].concat();
    let headline = "Revision 7: 1 of 4 running, 3 starting";
    check(&new, &tasks, (Deploying, Rule::Deploying, headline));
    check_with(&new, &tasks, &[group(vec![initial()])], None, (Deploying, Rule::Deploying, headline));
}

#[test]
fn container_health_that_is_not_known_yet_is_no_news() {
    for health in [HealthStatus::Unknown, HealthStatus::Healthy] {
        let mut tasks = running(4, 7, 20);
        tasks.iter_mut().for_each(|task| task.health = health.clone());
        check(&service(4, 4), &tasks, (Steady, Rule::Steady, "4 of 4 running"));
    }
    let headline = "4 of 4 running, 4 fail their container health checks";
    check(&service(4, 4), &sick(running(4, 7, 900)), (Degraded, Rule::BelowDesired, headline));
}
