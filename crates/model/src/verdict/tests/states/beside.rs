//! Two things at once: which of them is said.

use super::*;
use crate::deployment::{CircuitBreaker, ServiceDeploymentStatus};
use crate::service::SchedulingStrategy;
use crate::testing::{event, waiting_deployment};
use Level::{Degraded, Deploying, Down, Steady, Unknown};

#[test]
fn a_daemon_that_is_deployed_replaces_one_task_after_the_other() {
    let mut daemon = Service { scheduling: SchedulingStrategy::Daemon, ..rolling(12, 3, 1, 8) };
    let tasks = [running(3, 8, 60), coming(1, 8, 10), running(8, 7, 9000), vec![scaled_in(7, 12)]].concat();
    let headline = "Revision 8: 3 of 12 running, 1 starting, 8 old left";
    check(&daemon, &tasks, (Deploying, Rule::Deploying, headline));
    daemon.deployments[0].failed = 2;
    let headline = "Stuck: revision 8 has failed 2 of 6 task starts, 11 of 12 running";
    check(&daemon, &tasks, (Degraded, Rule::DeploymentStuck, headline));
}

#[test]
fn a_blue_green_deployment_beside_which_spot_takes_tasks() {
    let scales_up = ServiceDeployment {
        stage: Some("SCALE_UP".into()),
        hooks: Vec::new(),
        created_at: Some(ago(120)),
        ..waiting_deployment()
    };
    let tasks = [coming(4, 8, 30), running(2, 7, 9000), vec![interrupted(40), interrupted(41)]].concat();
    let headline = "2 of 4 running while the deployment has to leave 4, 4 starting: Spot capacity was taken back";
    check_with(&rolling(4, 0, 4, 2), &tasks, &[], Some(&scales_up), (Degraded, Rule::BelowDesired, headline));
    let headline = "Revision 8 (blue/green): SCALE_UP, 0 of 4 running, 4 starting";
    let calm = [coming(4, 8, 30), running(4, 7, 9000)].concat();
    check_with(&rolling(4, 0, 4, 4), &calm, &[], Some(&scales_up), (Deploying, Rule::Deploying, headline));
}

#[test]
fn a_loop_during_a_rollback_says_where_the_service_goes() {
    let going = ServiceDeployment {
        status: ServiceDeploymentStatus::RollbackInProgress,
        hooks: Vec::new(),
        stage: None,
        strategy: None,
        breaker: Some(CircuitBreaker { status: "TRIGGERED".into(), failures: 3, threshold: 3 }),
        created_at: Some(ago(120)),
        ..waiting_deployment()
    };
    let deaths: Vec<Task> = [10, 40, 70].map(|seconds| exited(8, seconds, 5, 1)).to_vec();
    let tasks = [running(2, 7, 9000), deaths].concat();
    let headline = "Tasks keep exiting: container web, exit code 1 (application error), 3 times in 10 min, 2 of 4 running, 3 of 3 failures counted by the circuit breaker, rolling back to revision 7";
    check_with(&rolling(4, 0, 0, 2), &tasks, &[], Some(&going), (Degraded, Rule::CrashLoop, headline));
}

#[test]
fn more_on_their_way_than_are_missing_is_no_news() {
    check(&Service { pending: 1, ..service(4, 4) }, &running(4, 7, 9000), (Steady, Rule::Steady, "4 of 4 running"));
    let replaced = [running(4, 7, 9000), coming(1, 7, 20)].concat();
    check(&Service { pending: 1, ..service(4, 4) }, &replaced, (Steady, Rule::Steady, "4 of 4 running"));
}

#[test]
fn a_group_that_is_gone_beside_targets_that_fail() {
    let gone = Group { name: "inner", binding: 1, exists: Exists::No, read_at: None, ..group(vec![]) };
    let groups = [group(vec![healthy(), timeout()]), gone];
    let headline = "1 of 2 targets fails health checks: Target.Timeout, and target group inner does not exist any more, 2 of 3 running";
    check_with(&service(3, 2), &running(2, 7, 900), &groups, None, (Degraded, Rule::TargetsFailing, headline));
}

#[test]
fn sick_containers_and_missing_tasks_are_told_together() {
    let mut tasks = [running(3, 7, 900), vec![exited(7, 30, 9000, 137)]].concat();
    tasks[0].health = crate::task::HealthStatus::Unhealthy;
    let headline = "3 of 4 running, 1 fails its container health check";
    check(&service(4, 3), &tasks, (Degraded, Rule::BelowDesired, headline));
    let mut homeless = service(4, 3);
    homeless.events = vec![event(20, "was unable to place a task. Reason: Capacity is unavailable at this time.")];
    let headline = "3 of 4 running: no place for a task: Capacity is unavailable at this time";
    check(&homeless, &tasks, (Degraded, Rule::BelowDesired, headline));
}

#[test]
fn old_news_of_a_service_that_also_lacks_tasks() {
    let old = Group { read_at: Some(ago(600)), trouble: Some(refused()), ..group(vec![timeout(), timeout()]) };
    let headline = "0 of 2 targets healthy 10 min ago: Target.Timeout, not read since: IAM does not allow elasticloadbalancing:DescribeTargetHealth, 2 of 4 running";
    check_with(
        &service(4, 2),
        &running(2, 7, 900),
        std::slice::from_ref(&old),
        None,
        (Down, Rule::NoHealthyTarget, headline),
    );
    let well = Group { targets: vec![healthy(), healthy()], ..old };
    let headline = "2 of 2 running, whether requests arrive is not known: IAM does not allow elasticloadbalancing:DescribeTargetHealth";
    check_with(
        &service(2, 2),
        &running(2, 7, 900),
        std::slice::from_ref(&well),
        None,
        (Unknown, Rule::Unseen, headline),
    );
    let headline = "2 of 4 running";
    check_with(&service(4, 2), &running(2, 7, 900), &[well], None, (Degraded, Rule::BelowDesired, headline));
}

#[test]
fn an_empty_service_that_fails_nothing_names_nothing() {
    check(&service(1, 0), &[], (Down, Rule::NoneRunning, "0 of 1 running, none starting"));
    let old_failure = [exited(7, 3000, 9000, 1)];
    let headline = "0 of 1 running: container web, exit code 1 (application error)";
    check(&service(1, 0), &old_failure, (Down, Rule::NoneRunning, headline));
    let unknown = [ended(7, 30, 900, "Retired", "Something new.")];
    check(&service(1, 0), &unknown, (Down, Rule::NoneRunning, "0 of 1 running, none starting"));
}
