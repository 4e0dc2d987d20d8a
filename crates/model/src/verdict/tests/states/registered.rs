//! Tasks that are, or are not yet, targets.

use super::*;
use Level::{Degraded, Deploying, Down, Steady};

fn with_addresses(mut tasks: Vec<Task>) -> Vec<Task> {
    for (n, task) in tasks.iter_mut().enumerate() {
        task.private_ip = Some(format!("10.0.1.{n}"));
    }
    tasks
}

#[test]
fn targets_of_nobody_do_not_stand_for_tasks_whose_address_is_known() {
    let mut tasks = with_addresses(running(4, 7, 900));
    let two = [Group { first: 2, ..group(vec![healthy(); 4]) }];
    let headline = "2 tasks run and are no targets of web, 4 of 4 targets healthy";
    check_with(&service(4, 4), &tasks, &two, None, (Degraded, Rule::TargetsFailing, headline));
    tasks.iter_mut().for_each(|task| task.private_ip = None);
    let headline = "4 of 4 running, 4 of 4 targets healthy";
    check_with(&service(4, 4), &tasks, &two, None, (Steady, Rule::Steady, headline));
    let one = [group(vec![healthy(); 499])];
    let headline = "1 task runs and is no target of web, 499 of 499 targets healthy";
    check_with(&service(500, 500), &running(500, 7, 900), &one, None, (Degraded, Rule::TargetsFailing, headline));
}

#[test]
fn a_deployment_that_adds_a_load_balancer_has_time_to_register_its_tasks() {
    let old = |count| running(count, 7, 90_000);
    let adds = |new: u32, pending: u32, old: u32, seconds: i64| {
        let mut service = rolling(4, new, pending, old);
        (service.deployments[0].created_at, service.deployments[0].updated_at) =
            (Some(ago(seconds)), Some(ago(seconds)));
        service
    };
    let headline = "Revision 8: 0 of 4 running, 2 starting, 4 old left";
    let first = [coming(2, 8, 20), old(4)].concat();
    check_with(&adds(0, 2, 4, 40), &first, &[group(vec![])], None, (Deploying, Rule::Deploying, headline));
    let headline = "Revision 8: 2 of 4 running, 2 starting, 2 old left";
    let half = [running(2, 8, 200), coming(2, 8, 20), old(2)].concat();
    let two = [group(vec![healthy(); 2])];
    check_with(&adds(2, 2, 2, 400), &half, &two, None, (Deploying, Rule::Deploying, headline));
    let headline = "4 of 4 running, but no target is registered in web";
    let none = [running(2, 8, 200), old(2)].concat();
    check_with(&adds(2, 0, 2, 260), &none, &[group(vec![])], None, (Down, Rule::NoHealthyTarget, headline));
    check_with(&adds(0, 2, 4, 400), &first, &[group(vec![])], None, (Down, Rule::NoHealthyTarget, headline));
    let outer = Group { name: "outer", binding: 1, first: 2, ..group(vec![healthy(); 4]) };
    let headline = "Revision 8: 0 of 4 running, 2 starting, 4 old left";
    let added = [outer, group(vec![])];
    check_with(&adds(0, 2, 4, 400), &first, &added, None, (Deploying, Rule::Deploying, headline));
}

#[test]
fn a_service_without_any_target_serves_nobody_however_young_its_tasks_are() {
    let headline = "1 of 1 running, but no target is registered in web";
    let all = [running(1, 7, 60), vec![ended(7, 90, 9000, "UserInitiated", "by hand")]].concat();
    check_with(&service(1, 1), &all, &[group(vec![])], None, (Down, Rule::NoHealthyTarget, headline));
    let mut new = service(2, 2);
    new.created_at = Some(ago(100));
    let headline = "Revision 7: 2 of 2 running, waiting for a steady state";
    check_with(&new, &running(2, 7, 30), &[group(vec![])], None, (Deploying, Rule::Deploying, headline));
    let third = [group(vec![healthy(); 2])];
    let headline = "3 of 3 running, 2 of 2 targets healthy";
    let all = [running(2, 7, 900), running(1, 7, 60)].concat();
    check_with(&service(3, 3), &all, &third, None, (Steady, Rule::Steady, headline));
}
