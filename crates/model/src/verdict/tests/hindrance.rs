use super::*;
use crate::testing::event;
use Level::{Degraded, Down};

#[test]
fn a_service_with_none_running_names_what_keeps_ecs_from_starting_tasks() {
    for (words, headline) in [
        (
            "failed to launch a task with (error ECS was unable to assume the role 'arn:aws:iam::1:role/exec' that was provided for this task. Please verify that the role being passed has the proper trust relationship.).",
            "0 of 2 running: role exec could not be assumed",
        ),
        (
            "was unable to reach steady state. Reason: No Container Instances were found in your capacity provider.",
            "0 of 2 running: no place for a task: No Container Instances were found in your capacity provider",
        ),
        (
            "IAM permissions policies have been misconfigured or changed, and ECS can no longer maintain your service",
            "0 of 2 running: IAM permissions of ECS were changed",
        ),
        (
            "could not launch 2 tasks for deployment ecs-svc/7.",
            "0 of 2 running: could not launch 2 tasks for deployment ecs-svc/7",
        ),
        (
            "operations are being throttled on elb. Will try again later.",
            "0 of 2 running: operations are being throttled on elb. Will try again later",
        ),
        (
            "was unable to place a task. Reason: CannotPullContainerError: pull image manifest has been retried 7 time(s): failed to resolve ref shop/web:43: not found.",
            "0 of 2 running: CannotPullContainerError, image tag not found",
        ),
    ] {
        let mut none = service(2, 0);
        none.events = vec![event(60, words)];
        check(&none, &[], (Down, Rule::NoneRunning, headline));
        none.events.insert(0, event(30, "has reached a steady state."));
        assert_eq!(found(&none, &[]).headline(), "0 of 2 running, none starting", "{words}");
    }
}

#[test]
fn a_failed_pull_is_not_called_a_missing_place() {
    let mut short = service(4, 3);
    short.events = vec![event(
        60,
        "was unable to place a task. Reason: CannotPullContainerError: pull image manifest has been retried 7 time(s): failed to resolve ref shop/web:43: not found.",
    )];
    let headline = "3 of 4 running: CannotPullContainerError, image tag not found";
    check(&short, &[], (Degraded, Rule::BelowDesired, headline));
    assert_eq!(found(&short, &[]).unplaced(), None, "no service without a place");
    let next = found(&short, &[]).evidence().into_iter().find(|line| line.label == "Next").map(|line| line.text);
    assert!(next.unwrap().starts_with("Push the image"));
}

#[test]
fn rule_8_a_deployment_names_what_keeps_ecs_from_starting_its_tasks() {
    let mut stuck = rolling(4, 0, 0, 4);
    stuck.events = vec![event(
        60,
        "failed to launch a task with (error ECS was unable to assume the role 'arn:aws:iam::1:role/exec' that was provided for this task.).",
    )];
    let headline = "Stuck: revision 8, 0 of 4 running: role exec could not be assumed";
    check(&stuck, &[], (Degraded, Rule::DeploymentStuck, headline));
}
