//! Services that CodeDeploy or somebody else deploys.

use super::*;
use crate::service::{DeploymentController, TaskSet};
use crate::testing::event;
use Level::{Degraded, Deploying, Down, Idle, Steady};

fn set(number: u32, status: &str, desired: u32, pending: u32, running: u32, age: i64) -> TaskSet {
    TaskSet {
        id: format!("ecs-svc/{number}"),
        status: status.into(),
        task_definition: revision("web", number),
        desired,
        pending,
        running,
        created_at: Some(ago(age)),
        updated_at: Some(ago(age / 2)),
    }
}

fn by(controller: DeploymentController, sets: Vec<TaskSet>) -> Service {
    let (running, pending) = sets.iter().fold((0, 0), |sum, set| (sum.0 + set.running, sum.1 + set.pending));
    Service { controller, pending, task_sets: sets, deployments: Vec::new(), ..service(4, running) }
}

fn codedeploy(sets: Vec<TaskSet>) -> Service {
    by(DeploymentController::CodeDeploy, sets)
}

#[test]
fn a_new_task_set_is_a_deployment_and_no_scaling() {
    let starts = codedeploy(vec![set(7, "PRIMARY", 4, 0, 4, 90_000), set(8, "ACTIVE", 4, 4, 0, 40)]);
    let tasks = [running(4, 7, 9000), coming(4, 8, 30)].concat();
    let headline = "Task set of revision 8: 0 of 4 running, 4 starting, 4 old left";
    check(&starts, &tasks, (Deploying, Rule::Deploying, headline));
    let first = codedeploy(vec![set(7, "PRIMARY", 4, 0, 4, 90_000), set(8, "ACTIVE", 4, 0, 0, 2)]);
    let headline = "Task set of revision 8: 0 of 4 running, 4 old left";
    check(&first, &running(4, 7, 9000), (Deploying, Rule::Deploying, headline));
    let waits = codedeploy(vec![set(7, "PRIMARY", 4, 0, 4, 90_000), set(8, "ACTIVE", 4, 0, 4, 4000)]);
    let headline = "8 of 8 running in 2 task sets";
    check(&waits, &[running(4, 7, 9000), running(4, 8, 3000)].concat(), (Steady, Rule::Steady, headline));
    let shifted = codedeploy(vec![set(8, "PRIMARY", 4, 0, 4, 4000), set(7, "DRAINING", 4, 0, 4, 90_000)]);
    let headline = "8 running, 4 wanted: draining";
    check(&shifted, &[], (Deploying, Rule::AboveDesired, headline));
}

#[test]
fn a_new_task_set_that_does_not_come_up_is_told() {
    let late = codedeploy(vec![set(7, "PRIMARY", 4, 0, 4, 90_000), set(8, "ACTIVE", 4, 4, 0, 400)]);
    let tasks = [running(4, 7, 9000), coming(4, 8, 390)].concat();
    check(&late, &tasks, (Degraded, Rule::BelowDesired, "4 of 8 running, 4 starting"));
    let mut homeless = late.clone();
    homeless.pending = 0;
    homeless.events = vec![event(30, "was unable to place a task. Reason: Capacity is unavailable at this time.")];
    let headline = "4 of 8 running: no place for a task: Capacity is unavailable at this time";
    check(&homeless, &running(4, 7, 9000), (Degraded, Rule::BelowDesired, headline));
    let looping = [exited(8, 20, 10, 1), exited(8, 80, 10, 1), exited(8, 140, 10, 1)];
    let headline =
        "Tasks keep exiting: container web, exit code 1 (application error), 3 times in 10 min, 4 of 8 running";
    check(&late, &[running(4, 7, 9000), looping.to_vec()].concat(), (Degraded, Rule::CrashLoop, headline));
    let lost = codedeploy(vec![set(7, "PRIMARY", 4, 0, 2, 90_000), set(8, "ACTIVE", 4, 4, 0, 40)]);
    let tasks = [running(2, 7, 9000), coming(4, 8, 30), vec![interrupted(20), interrupted(21)]].concat();
    let headline = "2 of 8 running, 4 starting: Spot capacity was taken back";
    check(&lost, &tasks, (Degraded, Rule::BelowDesired, headline));
}

#[test]
fn a_new_task_set_whose_test_targets_fail_is_told() {
    let both = codedeploy(vec![set(7, "PRIMARY", 4, 0, 4, 90_000), set(8, "ACTIVE", 4, 0, 4, 400)]);
    let all = [running(4, 8, 300), running(4, 7, 9000)].concat();
    let groups = [
        Group { name: "green", takes_turns: true, reached: Reached::Idle, ..group(vec![timeout(); 4]) },
        Group { name: "blue", takes_turns: true, first: 4, ..group(vec![healthy(); 4]) },
    ];
    let headline = "4 of 8 targets fail health checks: Target.Timeout, all of revision 8, which is being deployed";
    check_with(&both, &all, &groups, None, (Degraded, Rule::TargetsFailing, headline));
}

#[test]
fn shares_of_a_service_are_added_up() {
    let three = [("PRIMARY", 7, 2), ("ACTIVE", 8, 1), ("ACTIVE", 9, 1)];
    let sets = three.map(|(status, number, count)| set(number, status, count, 0, count, 4000)).to_vec();
    let external = by(DeploymentController::External, sets);
    check(&external, &[], (Steady, Rule::Steady, "4 of 4 running in 3 task sets"));
    let none = by(DeploymentController::External, Vec::new());
    check(&none, &[], (Down, Rule::NoneRunning, "0 of 4 running, none starting"));
    let zero = by(DeploymentController::External, vec![set(7, "PRIMARY", 0, 0, 0, 4000)]);
    check(&zero, &[], (Idle, Rule::ScaledToZero, "Scaled to zero"));
}
