//! Instances, Spot, zones, and what a deployment configuration allows.

use super::*;

use crate::freshness::Freshness;
use crate::service::{DeploymentConfiguration, SchedulingStrategy};
use crate::testing::event;
use crate::verdict::LostInstance;
use Level::{Degraded, Deploying, Down, Idle, Steady, Unknown};

#[test]
fn what_took_the_tasks_is_named() {
    let headline = "2 of 4 running, 2 starting: Spot capacity was taken back";
    let two = [running(2, 7, 9000), coming(2, 7, 20), vec![interrupted(30), interrupted(31)]].concat();
    check(&Service { pending: 2, ..service(4, 2) }, &two, (Degraded, Rule::BelowDesired, headline));
    let headline = "0 of 3 running, 3 starting: Spot capacity was taken back";
    let all = [coming(3, 7, 20), (30..33).map(interrupted).collect()].concat();
    check(&Service { pending: 3, ..service(3, 0) }, &all, (Down, Rule::NoneRunning, headline));
    let mut empty = service(3, 0);
    empty.events = vec![event(
        20,
        "was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone.",
    )];
    let headline = "0 of 3 running: no place for a task: Capacity is unavailable at this time. Please try again later or in a different availability zone";
    let all: Vec<Task> = (30..33).map(interrupted).collect();
    check(&empty, &all, (Down, Rule::NoneRunning, headline));
    let headline = "3 of 4 running: stopped by a user";
    let by_hand = [running(3, 7, 9000), vec![ended(7, 5, 9000, "UserInitiated", "Task stopped by user")]].concat();
    check(&service(4, 3), &by_hand, (Degraded, Rule::BelowDesired, headline));
    let headline = "2 of 4 running: its instance was terminated";
    let terminated = |seconds| ended(7, seconds, 9000, "TerminationNotice", "Host EC2 (instance i-1) terminated.");
    let zone = [running(2, 7, 9000), vec![terminated(20), terminated(21)]].concat();
    check(&service(4, 2), &zone, (Degraded, Rule::BelowDesired, headline));
    let headline = "3 of 4 running, 1 starting: maintenance of its infrastructure";
    let retired =
        ended(7, 40, 900_000, "InfrastructureHealth", "ECS is performing maintenance on the underlying infrastructure");
    let three = [running(3, 7, 9000), coming(1, 7, 20), vec![retired]].concat();
    check(&Service { pending: 1, ..service(4, 3) }, &three, (Degraded, Rule::BelowDesired, headline));
}

fn recreated(minimum: Option<u32>, daemon: bool, age: i64) -> Service {
    let mut service = rolling(1, 0, 1, 0);
    service.deployment_configuration =
        DeploymentConfiguration { minimum_healthy_percent: minimum, maximum_percent: Some(100), ..Default::default() };
    if daemon {
        service.scheduling = SchedulingStrategy::Daemon;
    }
    (service.deployments[0].created_at, service.deployments[0].updated_at) = (Some(ago(age)), Some(ago(age)));
    service
}

#[test]
fn a_deployment_that_may_stop_everything_first_is_no_outage_for_a_while() {
    let tasks = [coming(1, 8, 20), vec![scaled_in(7, 35)]].concat();
    let headline = "Revision 8: 0 of 1 running, 1 starting";
    check(&recreated(Some(0), false, 40), &tasks, (Deploying, Rule::Deploying, headline));
    check(&recreated(None, true, 40), &tasks, (Deploying, Rule::Deploying, headline));
    let between = [scaled_in(7, 5)];
    let headline = "Revision 8: 0 of 1 running";
    let mut stopped = Service { pending: 0, ..recreated(Some(0), false, 40) };
    stopped.deployments[0].pending = 0;
    check(&stopped, &between, (Deploying, Rule::Deploying, headline));
    let headline = "0 of 1 running, 1 starting";
    check(&recreated(Some(100), false, 40), &tasks, (Down, Rule::NoneRunning, headline));
    check(&recreated(Some(0), false, 301), &tasks, (Down, Rule::NoneRunning, headline));
    let failed = [coming(1, 8, 20), vec![exited(8, 25, 5, 1), scaled_in(7, 35)]].concat();
    let headline = "0 of 1 running: container web, exit code 1 (application error)";
    check(&recreated(Some(0), false, 40), &failed, (Down, Rule::NoneRunning, headline));
    let lost = [coming(1, 8, 20), vec![interrupted(30)]].concat();
    let headline = "0 of 1 running, 1 starting: Spot capacity was taken back";
    check(&recreated(Some(0), false, 40), &lost, (Down, Rule::NoneRunning, headline));
}

#[test]
fn targets_of_a_deployment_that_may_stop_everything_first_come_back_in_a_while() {
    let recreated = Service { running: 1, pending: 0, ..recreated(Some(0), false, 60) };
    let mut recreated = recreated;
    (recreated.deployments[0].running, recreated.deployments[0].pending) = (1, 0);
    let tasks = [running(1, 8, 10), vec![scaled_in(7, 55)]].concat();
    let headline = "Revision 8: 1 of 1 running, waiting for 1 target to become healthy";
    check_with(&recreated, &tasks, &[group(vec![initial()])], None, (Deploying, Rule::Deploying, headline));
    let headline = "0 of 1 target healthy: Target.Timeout";
    check_with(&recreated, &tasks, &[group(vec![timeout()])], None, (Down, Rule::NoHealthyTarget, headline));
}

#[test]
fn what_a_deployment_has_to_leave_running_is_a_share_that_is_rounded_up() {
    let half = |new: u32, old: u32, desired: u32| {
        let mut service = rolling(desired, new, 0, old);
        service.deployment_configuration.minimum_healthy_percent = Some(50);
        service.deployment_configuration.maximum_percent = Some(100);
        service
    };
    let headline = "Revision 8: 0 of 4 running, 2 old left";
    check(&half(0, 2, 4), &[], (Deploying, Rule::Deploying, headline));
    let lost = [interrupted(40)];
    let headline = "1 of 4 running while the deployment has to leave 2: Spot capacity was taken back";
    check(&half(0, 1, 4), &lost, (Degraded, Rule::BelowDesired, headline));
    let headline = "1 of 3 running while the deployment has to leave 2: Spot capacity was taken back";
    check(&half(0, 1, 3), &lost, (Degraded, Rule::BelowDesired, headline));
}

#[test]
fn a_new_service_that_loses_its_tasks_to_the_infrastructure_does_not_begin_again() {
    let mut new = Service { pending: 2, ..service(2, 0) };
    new.created_at = Some(ago(240));
    let tasks =
        [coming(2, 7, 20), vec![ended(7, 30, 100, "SpotInterruption", "Your Spot Task was interrupted.")]].concat();
    let headline = "0 of 2 running, 2 starting: Spot capacity was taken back";
    check(&new, &tasks, (Down, Rule::NoneRunning, headline));
    let headline = "Revision 7: 0 of 2 running, 2 starting";
    new.deployments[0].rollout_state = Some(DeploymentRolloutState::InProgress);
    (new.deployments[0].running, new.deployments[0].pending) = (0, 2);
    check(&new, &coming(2, 7, 20), (Deploying, Rule::Deploying, headline));
}

#[test]
fn daemons_follow_their_instances() {
    let daemon = |desired, running| Service { scheduling: SchedulingStrategy::Daemon, ..service(desired, running) };
    let on = |service: &Service, tasks: &[Task], instances, raised: Option<i64>| {
        let borrowed: Vec<&Task> = tasks.iter().collect();
        let facts = Facts::new(service, &borrowed, Some(NOW)).with_instances(Some(instances));
        judge(&facts.with_raise(raised.map(ago)), NOW)
    };
    let headline = "Scaling out: 11 of 12 running";
    is_as_expected(&on(&daemon(12, 11), &running(11, 7, 9000), 12, Some(30)), (Deploying, Rule::ScalingOut, headline));
    is_as_expected(
        &on(&daemon(12, 11), &running(11, 7, 9000), 12, None),
        (Degraded, Rule::BelowDesired, "11 of 12 running"),
    );
    let mut new = daemon(0, 0);
    new.created_at = Some(ago(20));
    let headline = "Revision 7: 0 of 0 running, waiting for a steady state";
    is_as_expected(&on(&new, &[], 3, None), (Deploying, Rule::Deploying, headline));
    let headline = "No container instance to run on: 0 of 0 running";
    is_as_expected(&on(&new, &[], 0, None), (Idle, Rule::ScaledToZero, headline));
    let headline = "Runs on none of 3 container instances";
    is_as_expected(&on(&daemon(0, 0), &[], 3, None), (Degraded, Rule::BelowDesired, headline));
    let mut drained = daemon(0, 0);
    drained.pending = 1;
    let headline = "1 starting, none wanted: being stopped";
    is_as_expected(&on(&drained, &[], 1, None), (Deploying, Rule::AboveDesired, headline));
}

fn with_lost(service: &Service, tasks: &[Task], lost: &[(&'static str, i64)]) -> Finding {
    let read = Freshness { as_of: Some(NOW), ..Freshness::default() };
    let lost = lost.iter().map(|(id, age)| LostInstance { id, name: id, since: ago(*age), is_older: false }).collect();
    let borrowed: Vec<&Task> = tasks.iter().collect();
    judge(&Facts::new(service, &borrowed, Some(NOW)).with_lost(lost, &read), NOW)
}

#[test]
fn a_zone_whose_agents_are_silent_is_not_known() {
    let mut tasks = running(4, 7, 9000);
    for (task, instance) in tasks.iter_mut().zip(["i-a", "i-a", "i-b", "i-c"]) {
        task.container_instance = Some(format!("arn:aws:ecs:r:1:container-instance/shop/{instance}"));
    }
    let lost = [("i-a", 300), ("i-b", 240)];
    let headline = "4 of 4 running, 3 of them on i-a and 1 more instance, of whose tasks ECS has heard nothing for 5 min: whether they still run is not known";
    is_as_expected(&with_lost(&service(4, 4), &tasks, &lost), (Unknown, Rule::Unseen, headline));
    let headline =
        "1 of 1 running on i-a, of whose tasks ECS has heard nothing for 5 min: whether it still runs is not known";
    is_as_expected(&with_lost(&service(1, 1), &tasks[..1], &lost), (Unknown, Rule::Unseen, headline));
    let headline =
        "2 of 2 running on i-a, of whose tasks ECS has heard nothing for 5 min: whether they still run is not known";
    is_as_expected(&with_lost(&service(2, 2), &tasks[..2], &lost), (Unknown, Rule::Unseen, headline));
    let short = Service { pending: 1, ..service(5, 4) };
    let headline = "4 of 5 running, 1 starting";
    is_as_expected(&with_lost(&short, &tasks, &lost), (Degraded, Rule::BelowDesired, headline));
    is_as_expected(&with_lost(&service(4, 4), &tasks, &[("i-a", 60)]), (Steady, Rule::Steady, "4 of 4 running"));
}
