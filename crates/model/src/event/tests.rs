mod recorded;

use super::*;
use crate::testing::tried;

fn event(message: &str) -> ServiceEvent {
    ServiceEvent { id: "1".to_owned(), at: Timestamp(0), message: message.to_owned() }
}

#[test]
fn sentences_of_ecs_are_understood() {
    for (message, kind) in [
        ("(service web) has reached a steady state.", EventKind::SteadyState),
        ("(service web) has started 2 tasks: (task a) (task b).", EventKind::Started),
        ("(service web) has stopped 1 running tasks: (task a).", EventKind::Stopped),
        ("(service web) has begun draining connections on 1 tasks.", EventKind::Targets),
        ("(service web) registered 1 targets in (target-group failed-error)", EventKind::Targets),
        ("(service web) (deployment ecs-svc/1) deployment completed.", EventKind::DeploymentCompleted),
        ("(service web) (deployment ecs-svc/1) deployment failed: tasks failed to start.", EventKind::DeploymentFailed),
        ("(service web) (deployment ecs-svc/1) deployment failed: alarm detected.", EventKind::DeploymentFailed),
        (
            "(service web) (deployment ecs-svc/1) rollback failed: No rollback candidate was found to run the rollback.",
            EventKind::DeploymentFailed,
        ),
        ("(service web) rolling back to deployment ecs-svc/0.", EventKind::RollingBack),
        ("(service web) deregistered 2 targets in (target-group web)", EventKind::Targets),
        ("(service web, taskSet ecs-svc/1) has begun draining connections on 2 tasks.", EventKind::Targets),
        (
            "(service web) was unable to place a task. Reason: No Container Instances were found in your cluster.",
            EventKind::Unplaced,
        ),
        (
            "(service web) (instance i-0123456789abcdef0) (port 32768) is unhealthy in (target-group web) due to (reason Health checks failed with these codes: [502])",
            EventKind::Unhealthy,
        ),
        (
            "(service web) failed to register targets in (target-group web) with (error rate exceeded)",
            EventKind::NotRegistered,
        ),
        (
            "(service web) was unable to place a task because no container instance met all of its requirements.",
            EventKind::Unplaced,
        ),
        (
            "(service web) was unable to stop or start tasks during a deployment because of the service deployment configuration.",
            EventKind::Blocked,
        ),
        ("(service web) is unable to consistently start tasks successfully.", EventKind::CannotStart),
        (
            "(service web) (port 80) is unhealthy in (target-group x) due to (reason Request timed out)",
            EventKind::Unhealthy,
        ),
        ("(service web) operations are being throttled on elb. Will try again later.", EventKind::Hindered),
        (
            "(service web) failed to launch a task with (error ECS was unable to assume the role 'x').",
            EventKind::StartFailed,
        ),
        ("(service web) updated computedDesiredCount for taskSet x to 4.", EventKind::Other),
    ] {
        assert_eq!(event(message).kind(), kind, "{message}");
        tried("events by kind", &format!("{kind:?}"));
    }
}

#[test]
fn a_service_called_failed_is_not_in_trouble_for_its_name() {
    assert!(!event("(service failed-jobs) has reached a steady state.").kind().is_trouble());
    assert!(!event("service failed-jobs has reached a steady state.").kind().is_trouble());
}

#[test]
fn the_short_text_has_neither_prefix_nor_long_ids_nor_the_manual() {
    let long = event(
        "(service web) was unable to place a task. (task 0123456789abcdef0123456789abcdef). For more information, see the manual.",
    );
    assert_eq!(long.text(), "was unable to place a task. (task 01234567).");
    assert_eq!(event("héllo").text(), "héllo");
    let arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/web-blue/0123456789abcdef";
    let unhealthy = event(&format!("(service web) (port 80) is unhealthy in (target-group {arn}) due to (reason x)"));
    assert_eq!(unhealthy.text(), "(port 80) is unhealthy in (target-group web-blue) due to (reason x)");
}

#[test]
fn the_code_of_the_load_balancer_is_read_from_the_reason() {
    for (reason, code) in [
        ("Health checks failed with these codes: [502]", "Target.ResponseCodeMismatch [502]"),
        ("Request timed out", "Target.Timeout"),
        ("Health checks failed", "Target.FailedHealthChecks"),
        ("Something new", "Something new"),
    ] {
        let message = format!("(service web) (port 80) is unhealthy in (target-group web) due to (reason {reason}).");
        assert_eq!(event(&message).target_code().as_deref(), Some(code));
    }
    assert_eq!(event("(service web) has reached a steady state.").target_code(), None);
}

#[test]
fn the_deployment_named_last_is_found() {
    assert_eq!(event("(service web) rolling back to deployment ecs-svc/42.").deployment(), Some("ecs-svc/42"));
    assert_eq!(event("(service web) has reached a steady state.").deployment(), None);
}

#[test]
fn events_that_tell_why_nothing_starts_are_told_apart_and_read_like_a_stopped_reason() {
    use crate::why::Kind;
    for (message, kind, cause) in [
        (
            "(service web) was unable to place a task. Reason: CannotPullContainerError: pull image manifest has been retried 7 time(s): failed to resolve ref shop/web:43: not found.",
            EventKind::StartFailed,
            Some(Kind::ImageNotFound),
        ),
        (
            "(service web) was unable to place a task. Reason: ResourceInitializationError: unable to pull secrets or registry auth: unable to retrieve secret from asm: There is a connection issue between the task and AWS Secrets Manager.",
            EventKind::StartFailed,
            Some(Kind::SecretUnreachable),
        ),
        (
            "(service web) was unable to place a task. Reason: ResourceInitializationError: Unable to launch instance(s) for capacity provider spot. MaxSpotInstanceCountExceeded: Max spot instance count exceeded.",
            EventKind::Unplaced,
            Some(Kind::QuotaReached),
        ),
        ("service api was unable to place a task. Reason: RESOURCE:ENI.", EventKind::Unplaced, Some(Kind::NoPlace)),
        (
            "(service web) was unable to place a task because no container instance met all of its requirements. Reason: No Container Instances were found in your cluster. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.",
            EventKind::Unplaced,
            Some(Kind::NoInstances),
        ),
        (
            "(service web) was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance 2811a2a83e7d47f5a6fe6307a40f0f3b) encountered error \"AGENT\".",
            EventKind::Unplaced,
            Some(Kind::AgentGone),
        ),
        (
            "(service web) was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance 2811a2a8) encountered error \"MemberOf placement constraint unsatisfied.\".",
            EventKind::Unplaced,
            Some(Kind::NoPlace),
        ),
        ("(service web) was unable to place a task. Reason: Something new.", EventKind::Unplaced, None),
        (
            "(service web) was unable to place a task. Reason: Internal error.",
            EventKind::StartFailed,
            Some(Kind::PlatformFailed),
        ),
        (
            "(service web) was unable to reach steady state. Reason: No Container Instances were found in your capacity provider.",
            EventKind::Unplaced,
            Some(Kind::NoInstances),
        ),
        (
            "(service web) was unable to place tasks in your cluster because the tasks provisioning capacity limit was exceeded.",
            EventKind::Unplaced,
            Some(Kind::QuotaReached),
        ),
        (
            "(service web) was unable to reach steady state because task set (ecs-svc/1) was unable to scale in. Reason: The number of protected tasks are more than the desired count of tasks.",
            EventKind::Protected,
            None,
        ),
        (
            "(service web) failed to launch a task with (error ECS was unable to assume the role 'arn:aws:iam::1:role/exec' that was provided for this task.).",
            EventKind::StartFailed,
            Some(Kind::RoleFailed),
        ),
        (
            "(service web) failed to launch a task with (error ClientException: Fargate requires task definition to have execution role ARN to support ECR images.).",
            EventKind::StartFailed,
            Some(Kind::LaunchRefused),
        ),
        (
            "IAM permissions policies have been misconfigured or changed, and ECS can no longer maintain your service",
            EventKind::Hindered,
            Some(Kind::PermissionsLost),
        ),
        (
            "IAM trust relationship has been misconfigured or changed, and ECS can no longer maintain your service",
            EventKind::Hindered,
            Some(Kind::PermissionsLost),
        ),
        ("(service web) could not launch 2 tasks for deployment ecs-svc/1.", EventKind::StartFailed, None),
        (
            "(service web) Timed out waiting for Amazon ECS Agent to start. Please check logs at /var/log/ecs/ecs-agent.log\".",
            EventKind::Unplaced,
            Some(Kind::AgentGone),
        ),
        (
            "(service web) task set (ecs-svc/823) is not healthy in (target-group arn:aws:elasticloadbalancing:r:1:targetgroup/api/a) due to TARGET GROUP IS NOT FOUND.",
            EventKind::GroupMissing,
            None,
        ),
        (
            "(service web) task set (ecs-svc/823) is not healthy in (target-group api) due to TARGET IS NOT FOUND.",
            EventKind::Unhealthy,
            None,
        ),
        (
            "(service web) (instance i-0a) is unhealthy in (elb classic) due to (reason Instance has failed at least the UnhealthyThreshold number of health checks consecutively.)",
            EventKind::Unhealthy,
            None,
        ),
        (
            "(service web) has started 1 tasks: (task a). Amazon ECS replaced 1 tasks due to an unhealthy status.",
            EventKind::Replaced,
            None,
        ),
        ("(service web) stopped 2 pending tasks.", EventKind::Stopped, None),
        ("(service web) has started 1 tasks in eu-central-1a to AZ Rebalance: (task a).", EventKind::Started, None),
        (
            "(service web) is not AZ balanced with 3 tasks in eu-central-1a, 1 tasks in eu-central-1c. AZ Rebalancing in progress.",
            EventKind::Other,
            None,
        ),
    ] {
        assert_eq!((event(message).kind(), event(message).cause().map(|cause| cause.kind)), (kind, cause), "{message}");
        tried("events by kind", &format!("{kind:?}"));
    }
}
