//! States next to those that were mended: the same with a little more time, or with something else beside.

use super::*;
use crate::freshness::Freshness;
use crate::testing::{deployment, event};
use Level::{Degraded, Deploying, Down, Steady};

#[test]
fn the_grace_of_tasks_that_run_is_none_of_those_that_do_not() {
    let mut new = Service { pending: 4, health_check_grace: Some(3600), ..service(4, 0) };
    new.created_at = Some(ago(400));
    check(&new, &coming(4, 7, 390), (Down, Rule::NoneRunning, "0 of 4 running, 4 starting"));
    let up = Service { created_at: Some(ago(90_000)), ..new.clone() };
    check(&up, &coming(4, 7, 390), (Down, Rule::NoneRunning, "0 of 4 running, 4 starting"));
    let mut over = rolling(1, 0, 1, 0);
    (over.deployment_configuration.minimum_healthy_percent, over.health_check_grace) = (Some(0), Some(3600));
    over.deployments[0].created_at = Some(ago(400));
    let tasks = [coming(1, 8, 380), vec![scaled_in(7, 390)]].concat();
    check(&over, &tasks, (Down, Rule::NoneRunning, "0 of 1 running, 1 starting"));
    (new.running, new.pending) = (4, 0);
    new.deployments[0].rollout_state = Some(DeploymentRolloutState::InProgress);
    new.deployments[0].running = 4;
    let groups = [group(vec![timeout(); 4])];
    let headline = "Revision 7: 4 of 4 running, 4 new targets fail: Target.Timeout, waiting for a steady state";
    check_with(&new, &running(4, 7, 380), &groups, None, (Deploying, Rule::Deploying, headline));
}

#[test]
fn what_ecs_watches_at_the_end_of_a_deployment_has_an_end() {
    let mut watched = rolling(4, 4, 0, 0);
    watched.deployment_configuration.bake_minutes = Some(30);
    let at = |service: &Service, seconds: i64| {
        let mut service = service.clone();
        for one in &mut service.deployments {
            (one.created_at, one.updated_at) = (Some(ago(seconds)), Some(ago(seconds)));
        }
        found(&service, &running(4, 8, seconds + 10)).rule()
    };
    assert_eq!((at(&watched, 2700), at(&watched, 2701)), (Rule::Deploying, Rule::DeploymentStuck));
    watched.deployment_configuration.alarms_on = true;
    watched.deployment_configuration.alarm_names = vec!["web-5xx".to_owned()];
    assert_eq!((at(&watched, 4500), at(&watched, 4501)), (Rule::Deploying, Rule::DeploymentStuck));
}

#[test]
fn a_task_that_somebody_stopped_is_missed_and_its_successor_is_no_growth() {
    let by_hand = |seconds| ended(7, seconds, 9000, "UserInitiated", "Task stopped by user");
    let three = [running(3, 7, 9000), coming(1, 7, 10), vec![by_hand(20)]].concat();
    let headline = "3 of 4 running, 1 starting: stopped by a user";
    check(&Service { pending: 1, ..service(4, 3) }, &three, (Degraded, Rule::BelowDesired, headline));
    let headline = "0 of 1 running, 1 starting: stopped by a user";
    let lone = [coming(1, 7, 10), vec![by_hand(20)]].concat();
    check(&Service { pending: 1, ..service(1, 0) }, &lone, (Down, Rule::NoneRunning, headline));
    let drained = ended(7, 20, 9000, "ServiceSchedulerInitiated", "ECS is draining the container instance");
    let moved = [running(3, 7, 9000), coming(1, 7, 10), vec![drained]].concat();
    let headline = "3 of 4 running, 1 starting: its instance is draining";
    check(&Service { pending: 1, ..service(4, 3) }, &moved, (Degraded, Rule::BelowDesired, headline));
}

#[test]
fn a_deployment_after_one_that_failed_is_no_rollback() {
    let mut next = rolling(4, 1, 1, 4);
    let mut failed = deployment(6, 0, 0);
    failed.status = DeploymentStatus::Active;
    failed.rollout_state = Some(DeploymentRolloutState::Failed);
    (failed.created_at, failed.updated_at) = (Some(ago(1200)), Some(ago(600)));
    next.deployments.insert(1, failed);
    let headline = "Revision 8: 1 of 4 running, 1 starting, 4 old left";
    check(&next, &[], (Deploying, Rule::Deploying, headline));
    let mut back = next.clone();
    back.deployments[0].rollout_reason =
        Some("ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/8.".to_owned());
    assert_eq!(found(&back, &[]).rule(), Rule::DeploymentFailed);
    next.events = vec![event(30, "rolling back to deployment ecs-svc/8.")];
    assert_eq!(found(&next, &[]).rule(), Rule::DeploymentFailed);
}

#[test]
fn what_was_rolled_back_is_not_called_steady_while_it_is_not_seen() {
    let mut back = service(4, 4);
    back.events = vec![
        event(60, "rolling back to deployment ecs-svc/7."),
        event(61, "(deployment ecs-svc/8) deployment failed: tasks failed to start."),
    ];
    let unread = Group { read_at: None, trouble: Some(refused()), ..group(vec![]) };
    let headline =
        "4 of 4 running on the OLD revision 7: the last deployment failed and was rolled back by the circuit breaker";
    check_with(&back, &running(4, 7, 9000), &[unread], None, (Degraded, Rule::DeploymentFailed, headline));
    let headline =
        "Steady on the OLD revision 7: the last deployment failed and was rolled back by the circuit breaker";
    let read = group(vec![healthy(); 4]);
    check_with(&back, &running(4, 7, 9000), &[read], None, (Degraded, Rule::DeploymentFailed, headline));
}

#[test]
fn targets_fail_since_ecs_first_said_so() {
    let words = "(port 80) is unhealthy in (target-group web) due to (reason Request timed out).";
    let mut failing = service(4, 4);
    failing.events =
        vec![event(60, words), event(300, words), event(900, "has reached a steady state."), event(4000, words)];
    let all = [running(4, 7, 9000), vec![]].concat();
    let none = found_with(&failing, &all, &[group(vec![timeout(); 4])], None);
    assert_eq!((none.rule(), none.since()), (Rule::NoHealthyTarget, Some(ago(300))));
    let some = found_with(&failing, &all, &[group(vec![timeout(), healthy(), healthy(), healthy()])], None);
    assert_eq!((some.rule(), some.since()), (Rule::TargetsFailing, Some(ago(300))));
}

#[test]
fn large_services_lose_some_and_are_judged_by_how_many() {
    let deaths = |count: i64| (0..count).map(|n| exited(7, 30 + n * 20, 3000, 1)).collect::<Vec<_>>();
    let after = |count: usize| [running(count, 7, 9000), running(30, 7, 15)].concat();
    let few = [after(470), deaths(3)].concat();
    check(&service(500, 500), &few, (Steady, Rule::Steady, "500 of 500 running"));
    let headline = "499 of 500 running, 1 starting: container web, exit code 1 (application error)";
    let one = [running(499, 7, 9000), coming(1, 7, 10), deaths(1)].concat();
    check(&Service { pending: 1, ..service(500, 499) }, &one, (Degraded, Rule::BelowDesired, headline));
    let headline = "Tasks keep exiting: container web, exit code 1 (application error), 26 times in 10 min";
    let many = [after(470), deaths(26)].concat();
    check(&service(500, 500), &many, (Degraded, Rule::CrashLoop, headline));
}

#[test]
fn three_quarters_of_what_is_known_is_enough_to_say_what_is_wrong() {
    let freshness = Freshness { as_of: Some(ago(400)), trouble: Some(refused()), request_id: None };
    let tasks = [running(3, 7, 9000), vec![exited(7, 420, 9000, 1)]].concat();
    let borrowed: Vec<&Task> = tasks.iter().collect();
    let short = service(4, 3);
    let finding = judge(&Facts::new(&short, &borrowed, Some(NOW)).with_tasks_read(&freshness), NOW);
    let headline = "3 of 4 running: container web, exit code 1 (application error)";
    is_as_expected(&finding, (Degraded, Rule::BelowDesired, headline));
}

#[test]
fn a_successor_that_comes_late_does_not_make_a_stopped_task_a_beginning() {
    let by_hand = |seconds| ended(7, seconds, 9000, "UserInitiated", "Task stopped by user");
    let lone = Service { pending: 1, ..service(1, 0) };
    let headline = "0 of 1 running, 1 starting: stopped by a user";
    let late = [coming(1, 7, 10), vec![by_hand(100)]].concat();
    check(&lone, &late, (Down, Rule::NoneRunning, headline));
    let mut over = rolling(1, 0, 1, 0);
    over.deployment_configuration.minimum_healthy_percent = Some(0);
    let tasks = [coming(1, 8, 10), vec![by_hand(100)]].concat();
    check(&over, &tasks, (Down, Rule::NoneRunning, headline));
    let headline = "Revision 7: 0 of 1 running";
    let long_ago = [coming(1, 7, 10), vec![by_hand(1000)]].concat();
    check(&lone, &long_ago, (Deploying, Rule::Deploying, headline));
}

#[test]
fn why_tasks_are_no_targets_is_said_where_ecs_says_it() {
    let words = "failed to register targets in (target-group arn:aws:elasticloadbalancing:r:1:targetgroup/web/1) with (error TooManyTargets).";
    let mut told = service(4, 4);
    told.events = vec![event(90, words)];
    let half = [group(vec![healthy(); 2])];
    let headline = "2 tasks run and are no targets of web, 2 of 2 targets healthy: failed to register targets in (target-group web) with (error TooManyTargets)";
    check_with(&told, &running(4, 7, 900), &half, None, (Degraded, Rule::TargetsFailing, headline));
    let headline = "4 of 4 running, but no target is registered in web: failed to register targets in (target-group web) with (error TooManyTargets)";
    check_with(&told, &running(4, 7, 900), &[group(vec![])], None, (Down, Rule::NoHealthyTarget, headline));
    let headline = "4 of 4 running, 4 of 4 targets healthy";
    check_with(&told, &running(4, 7, 900), &[group(vec![healthy(); 4])], None, (Steady, Rule::Steady, headline));
}

#[test]
fn a_loop_that_began_with_a_deployment_is_since_then_and_an_old_one_is_not_guessed() {
    let deaths: Vec<Task> = (0..5).map(|n| exited(7, 60 + n * 700, 500, 1)).collect();
    let since = |age: i64, running: u32| {
        let mut service = service(1, running);
        service.deployments[0].created_at = Some(ago(age));
        found(&service, &deaths).since()
    };
    assert_eq!((since(3000, 0), since(90_000, 0)), (Some(ago(2860)), None));
    assert_eq!((since(3000, 1), since(90_000, 1)), (Some(ago(2860)), None));
}

#[test]
fn what_was_taken_and_replaced_does_not_spoil_a_scaling_out() {
    let grows = Service { pending: 6, ..service(10, 4) };
    let lost = vec![interrupted(400), interrupted(401)];
    let replaced = [running(2, 7, 9000), running(2, 7, 310), coming(6, 7, 20), lost.clone()].concat();
    let headline = "Scaling out: 4 of 10 running, 6 starting";
    check(&grows, &replaced, (Deploying, Rule::ScalingOut, headline));
    let half = [running(3, 7, 9000), running(1, 7, 310), coming(6, 7, 20), lost].concat();
    let headline = "4 of 10 running, 6 starting: Spot capacity was taken back";
    check(&grows, &half, (Degraded, Rule::BelowDesired, headline));
}
