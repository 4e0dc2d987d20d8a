use super::*;
use crate::deployment::DeploymentRolloutState;
use crate::testing::{ago, event, service, task};
use Level::{Degraded, Deploying, Steady};

#[test]
fn rule_7_a_failed_deployment_is_not_steady_though_every_task_runs() {
    let mut service = rolling(4, 0, 0, 4);
    service.deployments[0].rollout_state = Some(DeploymentRolloutState::Failed);
    service.deployments[0].rollout_reason = Some("ECS deployment circuit breaker: tasks failed to start.".to_owned());
    check(
        &service,
        &[],
        (Degraded, Rule::DeploymentFailed, "4 of 4 running on the OLD revision 7: deployment of 8 failed, no rollback"),
    );
}

#[test]
fn rule_7_a_rolled_back_deployment_is_not_steady_though_every_task_runs() {
    let mut back = service(4, 4);
    back.events = vec![
        event(20, "(deployment ecs-svc/7) deployment completed."),
        event(20, "has reached a steady state."),
        event(60, "rolling back to deployment ecs-svc/7."),
        event(61, "(deployment ecs-svc/8) deployment failed: tasks failed to start."),
    ];
    let tasks = [unpullable(8, 70), unpullable(8, 90), unpullable(8, 100)];
    check(
        &back,
        &tasks,
        (
            Degraded,
            Rule::DeploymentFailed,
            "Steady on the OLD revision 7: deployment of 8 failed and was rolled back by the circuit breaker",
        ),
    );
    assert_eq!(found(&back, &tasks).since(), Some(ago(60)));
    check(
        &back,
        &[],
        (
            Degraded,
            Rule::DeploymentFailed,
            "Steady on the OLD revision 7: the last deployment failed and was rolled back by the circuit breaker",
        ),
    );
    back.deployments[0].rollout_state = Some(DeploymentRolloutState::InProgress);
    check(
        &back,
        &tasks,
        (
            Degraded,
            Rule::DeploymentFailed,
            "Rolling back to the OLD revision 7 because of the circuit breaker: deployment of 8 failed, 4 of 4 running",
        ),
    );
}

#[test]
fn a_deployment_that_began_after_the_failed_one_makes_it_history() {
    let mut again = service(4, 4);
    again.deployments[0].created_at = Some(ago(30));
    again.events = vec![event(60, "(deployment ecs-svc/6) deployment failed: tasks failed to start.")];
    check(&again, &[], (Steady, Rule::Steady, "4 of 4 running"));
}

#[test]
fn rule_8_failed_starts_make_a_deployment_stuck() {
    let mut service = rolling(10, 6, 1, 4);
    service.deployments[0].failed = 3;
    check(&service, &[], (Degraded, Rule::DeploymentStuck, "Stuck: revision 8 has failed 3 of 10 task starts"));
    check(
        &rolling(4, 0, 1, 4),
        &[unpullable(8, 20)],
        (
            Degraded,
            Rule::DeploymentStuck,
            "Stuck: revision 8 has failed 1 of 2 task starts: CannotPullContainerError, image tag not found",
        ),
    );
}

#[test]
fn a_failed_start_that_a_good_one_followed_does_not_hold_a_deployment_up() {
    let mut good = task("web", 8);
    good.lifecycle.started_at = Some(ago(10));
    assert_eq!(found(&rolling(4, 1, 1, 4), &[unpullable(8, 20), good]).rule(), Rule::Deploying);
}

#[test]
fn rule_8_a_deployment_without_a_place_or_without_progress_is_stuck() {
    let mut homeless = rolling(4, 1, 0, 4);
    homeless.events =
        vec![event(5, "was unable to place a task. Reason: You've reached the limit on the number of vCPUs.")];
    let headline =
        "Stuck: revision 8, 1 of 4 running: no place for a task: You've reached the limit on the number of vCPUs";
    check(&homeless, &[], (Degraded, Rule::DeploymentStuck, headline));
    let mut quiet = rolling(4, 1, 0, 4);
    let begin = |service: &mut Service, seconds| {
        service.deployments[0].created_at = Some(ago(seconds));
        service.deployments[0].updated_at = Some(ago(seconds));
        service.deployments[1].updated_at = None;
    };
    begin(&mut quiet, 900);
    assert_eq!(found(&quiet, &[]).rule(), Rule::Deploying);
    begin(&mut quiet, 901);
    check(&quiet, &[], (Degraded, Rule::DeploymentStuck, "Stuck: revision 8, 1 of 4 running, no progress for 15 min"));
    assert_eq!(found(&quiet, &[crashed(7, 20)]).rule(), Rule::DeploymentStuck, "a failed task is no progress");
}

#[test]
fn rule_8_percentages_that_allow_nothing_make_a_deployment_stuck() {
    let mut blocked = rolling(1, 0, 0, 1);
    let words =
        "was unable to stop or start tasks during a deployment because of the service deployment configuration.";
    blocked.events = vec![event(60, words)];
    let headline = "Stuck: revision 8, 0 of 1 running: the deployment configuration allows neither a start nor a stop";
    check(&blocked, &[], (Degraded, Rule::DeploymentStuck, headline));
    blocked.events.insert(0, event(30, "has stopped 1 running tasks: (task x)."));
    assert_eq!(found(&blocked, &[]).rule(), Rule::Deploying);
}

#[test]
fn rule_9_a_deployment_in_progress_is_told_in_numbers() {
    check(
        &rolling(4, 2, 1, 2),
        &[],
        (Deploying, Rule::Deploying, "Revision 8: 2 of 4 running, 1 starting, 2 old left"),
    );
    check(
        &rolling(4, 4, 0, 0),
        &[],
        (Deploying, Rule::Deploying, "Revision 8: 4 of 4 running, waiting for a steady state"),
    );
}
