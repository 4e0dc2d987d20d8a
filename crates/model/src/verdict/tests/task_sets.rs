use super::*;
use crate::service::{DeploymentController, TaskSet};
use Level::{Degraded, Down, Steady, Unknown};

fn set(number: u32, status: &str, desired: u32, running: u32) -> TaskSet {
    TaskSet {
        id: format!("ecs-svc/{number}"),
        status: status.into(),
        task_definition: revision("web", number),
        desired,
        pending: 0,
        running,
        created_at: Some(ago(3600)),
        updated_at: Some(ago(3500)),
    }
}

fn deployed_by(controller: DeploymentController, running: u32, sets: Vec<TaskSet>) -> Service {
    Service { controller, task_sets: sets, deployments: Vec::new(), ..service(4, running) }
}

#[test]
fn a_task_set_that_should_run_a_share_of_the_tasks_is_not_short_of_the_rest() {
    let half = deployed_by(DeploymentController::External, 2, vec![set(7, "PRIMARY", 2, 2)]);
    check(&half, &[], (Steady, Rule::Steady, "2 of 2 running"));
}

#[test]
fn a_new_task_set_whose_tasks_keep_exiting_is_told_although_the_old_one_serves() {
    let both = vec![set(7, "PRIMARY", 4, 4), set(8, "ACTIVE", 4, 0)];
    let failing = deployed_by(DeploymentController::CodeDeploy, 4, both);
    check(&failing, &[], (Degraded, Rule::BelowDesired, "4 of 8 running"));
    let tasks = [crashed(8, 20), crashed(8, 80), crashed(8, 140)];
    assert_eq!(found(&failing, &tasks).rule(), Rule::CrashLoop);
}

#[test]
fn two_task_sets_that_both_run_are_not_draining() {
    let both = vec![set(7, "PRIMARY", 4, 4), set(8, "ACTIVE", 4, 4)];
    let waiting = deployed_by(DeploymentController::CodeDeploy, 8, both);
    check(&waiting, &[], (Steady, Rule::Steady, "8 of 8 running in 2 task sets"));
}

#[test]
fn the_load_balancer_of_a_task_set_counts() {
    let external = deployed_by(DeploymentController::External, 4, vec![set(7, "PRIMARY", 4, 4)]);
    let groups = [group(vec![bad_gateway(), bad_gateway()])];
    assert_eq!(found_with(&external, &[], &groups, None).level(), Down);
}

#[test]
fn balancers_that_are_not_read_are_named_and_nothing_is_called_steady() {
    let classic = Service { unread_balancers: vec!["Classic Load Balancer web".to_owned()], ..service(4, 4) };
    let headline =
        "4 of 4 running, whether requests arrive is not known: Podium does not read Classic Load Balancer web";
    check(&classic, &[], (Unknown, Rule::Unseen, headline));
}
