//! Which of several reasons a headline names.

use super::*;
use crate::testing::event;
use Level::{Degraded, Down, Steady};

const NO_PLACE: &str = "was unable to place a task because no container instance met all of its requirements.";

#[test]
fn the_newest_reason_is_named() {
    let mut none = service(1, 0);
    none.events = vec![event(30, NO_PLACE)];
    let headline = "0 of 1 running: no place for a task: no container instance met all of its requirements";
    check(&none, &[exited(7, 900, 9000, 1)], (Down, Rule::NoneRunning, headline));
    none.events = vec![event(1500, NO_PLACE)];
    let headline = "0 of 1 running: container web, exit code 1 (application error)";
    check(&none, &[exited(7, 900, 9000, 1)], (Down, Rule::NoneRunning, headline));
    let mut short = service(4, 3);
    short.events = vec![event(30, NO_PLACE)];
    let headline = "3 of 4 running: no place for a task: no container instance met all of its requirements";
    let tasks = [running(3, 7, 9000), vec![exited(7, 40, 9000, 1)]].concat();
    check(&short, &tasks, (Degraded, Rule::BelowDesired, headline));
}

#[test]
fn a_repair_that_is_being_deployed_is_told_beside_what_it_repairs() {
    let mut repaired = rolling(1, 0, 1, 0);
    repaired.deployments[0].created_at = Some(ago(15));
    let deaths = [exited(7, 30, 10, 1), exited(7, 60, 10, 1), exited(7, 90, 10, 1)].to_vec();
    let headline = "0 of 1 running, revision 8 is starting, tasks of revision 7 ended: container web, exit code 1 (application error), 3 times in 10 min";
    check(&repaired, &[coming(1, 8, 10), deaths.clone()].concat(), (Down, Rule::NoneRunning, headline));
    let headline = "0 of 1 running: container web, exit code 1 (application error)";
    let again = [coming(1, 8, 3), vec![exited(8, 5, 3, 1)], deaths].concat();
    check(&repaired, &again, (Down, Rule::NoneRunning, headline));
}

#[test]
fn failing_targets_do_not_hide_that_tasks_are_missing() {
    let headline = "1 of 3 targets fails health checks: Target.Timeout, 3 of 8 running";
    let groups = [group(vec![healthy(), healthy(), timeout()])];
    check_with(&service(8, 3), &running(3, 7, 900), &groups, None, (Degraded, Rule::TargetsFailing, headline));
    let headline = "0 of 3 targets healthy: Target.Timeout, 3 of 8 running";
    let groups = [group(vec![timeout(); 3])];
    check_with(&service(8, 3), &running(3, 7, 900), &groups, None, (Down, Rule::NoHealthyTarget, headline));
}

#[test]
fn more_tasks_than_wanted_are_never_put_as_a_share() {
    let mut protected = service(4, 6);
    protected.events = vec![event(
        60,
        "was unable to reach steady state because task set (ecs-svc/7) was unable to scale in. Reason: The number of protected tasks are more than the desired count of tasks.",
    )];
    let headline = "6 running, 4 wanted: the rest is protected from scale-in";
    check(&protected, &running(6, 7, 9000), (Steady, Rule::Steady, headline));
    let headline = "6 running, 4 wanted: the rest is protected from scale-in, 6 of 6 targets healthy";
    let groups = [group(vec![healthy(); 6])];
    check_with(&protected, &running(6, 7, 9000), &groups, None, (Steady, Rule::Steady, headline));
}
