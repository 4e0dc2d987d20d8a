use super::*;
use crate::name::TaskId;
use crate::service::SchedulingStrategy;
use crate::task::{ContainerStatus, HealthStatus, TaskStatus};
use crate::testing::{container, event, task};
use Level::{Degraded, Deploying, Down, Idle, Steady};

fn coming(count: usize, seconds: i64) -> Vec<Task> {
    (0..count)
        .map(|n| {
            let mut task = Task { id: TaskId::parse(format!("{n:032x}")).unwrap(), ..task("web", 7) };
            task.last_status = TaskStatus::Pending;
            task.lifecycle.created_at = Some(ago(seconds));
            task.lifecycle.started_at = None;
            task
        })
        .collect()
}

/// A task that Spot took away so many seconds ago.
fn interrupted(seconds: i64) -> Task {
    Task { stop_code: Some(StopCode::SpotInterruption), ..crashed(7, seconds) }
}

#[test]
fn rule_12_a_service_that_grows_is_not_failing() {
    let coming = |count, seconds| [coming(count, seconds), vec![task("web", 7)]].concat();
    let grows = Service { pending: 6, ..service(10, 4) };
    check(&grows, &coming(6, 40), (Deploying, Rule::ScalingOut, "Scaling out: 4 of 10 running, 6 starting"));
    assert_eq!(found(&grows, &coming(6, 40)).since(), Some(ago(40)));
    assert_eq!(found(&grows, &coming(6, 301)).level(), Degraded, "five minutes are enough");
    assert_eq!(found(&grows, &coming(5, 40)).level(), Degraded, "one is missing");
    let mut failing = coming(6, 40);
    failing.push(crashed(7, 60));
    assert_eq!(found(&grows, &failing).level(), Degraded);
    let mut lost = coming(6, 40);
    lost.push(interrupted(60));
    assert_eq!(found(&grows, &lost).level(), Degraded, "what is replaced is no growth");
    let mut homeless = grows.clone();
    homeless.events = vec![event(5, "was unable to place a task. Reason: Capacity is unavailable at this time.")];
    assert_eq!(found(&homeless, &coming(6, 40)).level(), Degraded);
}

#[test]
fn rule_12_more_tasks_are_wanted_from_the_first_second_on() {
    let mut raised = service(10, 4);
    let at = |raised: &Service, tasks: &[Task], seconds: i64| {
        let borrowed: Vec<&Task> = tasks.iter().collect();
        judge(&Facts::new(raised, &borrowed, Some(NOW)).with_raise(Some(ago(seconds))), NOW)
    };
    let serving = [task("web", 7)];
    let finding = at(&raised, &serving, 2);
    assert_eq!((finding.rule(), &*finding.headline()), (Rule::ScalingOut, "Scaling out: 4 of 10 running"));
    assert_eq!(finding.since(), Some(ago(2)));
    let some = [coming(2, 5), serving.to_vec()].concat();
    raised.pending = 2;
    assert_eq!(at(&raised, &some, 8).rule(), Rule::ScalingOut, "ECS makes them one after the other");
    raised.pending = 6;
    assert_eq!(at(&raised, &serving, 3).rule(), Rule::ScalingOut, "their tasks are not listed yet");
    raised.pending = 0;
    assert_eq!(at(&raised, &serving, 301).level(), Degraded, "five minutes are enough");
    assert_eq!(at(&raised, &[crashed(7, 1)], 2).level(), Degraded);
    let stopped = Task { stop_code: Some(StopCode::UserInitiated), ..crashed(7, 1) };
    assert_eq!(at(&raised, &[stopped], 2).level(), Degraded, "a task that was stopped is missed");
    let mut homeless = raised.clone();
    homeless.events = vec![event(1, "was unable to place a task. Reason: Capacity is unavailable at this time.")];
    assert_eq!(at(&homeless, &serving, 2).level(), Degraded);
    assert_eq!(found(&raised, &serving).level(), Degraded, "nobody saw it, and the deployment was not changed");
    raised.deployments[0].updated_at = Some(ago(2));
    assert_eq!(found(&raised, &serving).rule(), Rule::ScalingOut, "ECS says when it changed the deployment");
}

#[test]
fn rule_9_a_deployment_is_calm_only_while_enough_serves() {
    let mut deploying = rolling(4, 0, 4, 1);
    let tasks = [interrupted(30), interrupted(31), interrupted(32)];
    let headline = "1 of 4 running while the deployment has to leave 4, 4 starting: Spot capacity was taken back";
    check(&deploying, &tasks, (Degraded, Rule::BelowDesired, headline));
    deploying.deployment_configuration.minimum_healthy_percent = Some(25);
    assert_eq!(found(&deploying, &tasks).rule(), Rule::Deploying, "as its author allows");
    let young = rolling(10, 0, 6, 4);
    assert_eq!(found(&young, &[]).rule(), Rule::Deploying, "a deployment that also scales out has five minutes");
}

#[test]
fn losing_every_task_to_the_infrastructure_is_no_beginning() {
    let mut back = Service { pending: 4, ..service(4, 0) };
    back.health_check_grace = Some(3600);
    let mut all = coming(4, 20);
    all.extend([interrupted(200), interrupted(201), interrupted(202), interrupted(203)]);
    assert_eq!(found(&back, &all).level(), Down);
    back.health_check_grace = Some(7200);
    assert_eq!(found(&back, &coming(4, 3400)).level(), Down, "what ended an hour ago is forgotten");
}

#[test]
fn a_daemon_that_no_instance_takes_is_not_idle() {
    let daemon = Service { scheduling: SchedulingStrategy::Daemon, ..service(0, 0) };
    let judged = |instances| judge(&Facts::new(&daemon, &[], Some(NOW)).with_instances(instances), NOW);
    assert_eq!(
        (judged(Some(12)).level(), &*judged(Some(12)).headline()),
        (Degraded, "Runs on none of 12 container instances")
    );
    assert_eq!((judged(Some(0)).level(), judged(None).level()), (Idle, Idle));
}

#[test]
fn a_sidecar_that_failed_is_told_although_its_task_goes_on() {
    let mut half = task("web", 7);
    half.containers.push(crate::task::Container {
        last_status: ContainerStatus::Stopped,
        exit_code: Some(1),
        ..container("log-router")
    });
    let headline = "1 of 1 running, container log-router has stopped with exit code 1";
    check(&service(1, 1), std::slice::from_ref(&half), (Degraded, Rule::BelowDesired, headline));
    assert_eq!(half.level(), Degraded);
    half.containers[1].exit_code = Some(0);
    assert_eq!(found(&service(1, 1), &[half]).level(), Steady, "one that had something to do and did it");
}

#[test]
fn container_health_within_its_grace_is_not_held_against_a_task() {
    let sick = |seconds| {
        let mut task = Task { health: HealthStatus::Unhealthy, ..task("web", 7) };
        task.lifecycle.started_at = Some(ago(seconds));
        task
    };
    let patient = Service { health_check_grace: Some(120), ..service(1, 1) };
    assert_eq!(found(&patient, &[sick(119)]).level(), Steady);
    assert_eq!(found(&patient, &[sick(121)]).level(), Degraded);
    assert_eq!(found(&service(1, 1), &[sick(1)]).level(), Degraded, "no grace was asked for");
}

#[test]
fn draining_targets_and_protected_tasks_do_not_make_a_deployment_stuck() {
    let mut long = rolling(4, 4, 0, 2);
    for one in &mut long.deployments {
        one.created_at = Some(ago(4000));
        one.updated_at = Some(ago(4000));
    }
    let mut old = task("web", 7);
    old.lifecycle.created_at = Some(ago(9000));
    old.lifecycle.started_at = Some(ago(9000));
    let serving = || vec![healthy(), healthy(), healthy(), healthy()];
    let draining = target("draining", "Target.DeregistrationInProgress", "");
    let all = vec![old; 5];
    let drains = [group([serving(), vec![draining]].concat())];
    assert_eq!(found_with(&long, &all, &[group(serving())], None).rule(), Rule::DeploymentStuck);
    assert_eq!(found_with(&long, &all, &drains, None).rule(), Rule::Deploying);
    long.events = vec![event(
        2000,
        "was unable to reach steady state because task set (ecs-svc/7) was unable to scale in. Reason: The number of protected tasks are more than the desired count of tasks.",
    )];
    assert_eq!(found_with(&long, &all, &[group(serving())], None).rule(), Rule::Deploying);
}

#[test]
fn more_tasks_than_wanted_because_of_protection_are_not_draining() {
    let mut more = service(4, 6);
    more.events = vec![event(
        60,
        "was unable to reach steady state because task set (ecs-svc/7) was unable to scale in. Reason: The number of protected tasks are more than the desired count of tasks.",
    )];
    check(&more, &[], (Steady, Rule::Steady, "6 running, 4 wanted: the rest is protected from scale-in"));
}

#[test]
fn a_few_deaths_in_a_large_service_are_no_loop_and_what_came_after_counts() {
    let deaths = [crashed(7, 300), crashed(7, 1500), crashed(7, 2700)];
    assert_eq!(found(&service(500, 500), &deaths).level(), Steady);
    assert_eq!(found(&service(500, 499), &deaths).rule(), Rule::CrashLoop, "one is missing");
    let lately = [crashed(7, 30), crashed(7, 90), crashed(7, 150)];
    assert_eq!(found(&service(500, 500), &lately).level(), Steady, "three of five hundred");
    assert_eq!(found(&service(20, 20), &lately).rule(), Rule::CrashLoop);
    let mut recovered = service(3, 3);
    let apart = [crashed(7, 700), crashed(7, 1500), crashed(7, 2300)];
    assert_eq!(found(&recovered, &apart).rule(), Rule::CrashLoop);
    recovered.events = vec![event(400, "has reached a steady state.")];
    assert_eq!(found(&recovered, &apart).level(), Steady);
}

#[test]
fn steady_is_since_the_last_trouble_and_not_since_the_deployment() {
    let mut calm = service(4, 4);
    assert_eq!(found(&calm, &[]).since(), Some(ago(3500)));
    calm.events = vec![
        event(900, "has reached a steady state."),
        event(1000, "(port 80) is unhealthy in (target-group web) due to (reason Request timed out)."),
    ];
    assert_eq!(found(&calm, &[]).since(), Some(ago(900)));
    assert_eq!(found(&service(4, 4), &[crashed(7, 1200)]).since(), Some(ago(1200)));
}
