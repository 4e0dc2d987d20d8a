//! Events as they were recorded in public, and as the manual lists them.

use super::event;
use crate::event::EventKind;
use crate::testing::tried;
use crate::why::Kind;

const GROUP: &str = "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/api-alb-http/4d2246e3635cc45b";

#[test]
fn recorded_events_are_understood() {
    let recorded = [
        (
            "(service api) was unable to reach steady state because (taskSet ecs-svc/1111111111111111111) was unable to scale in due to (reason 2 tasks under protection)",
            EventKind::Protected,
            None,
        ),
        (
            "service (api-service) was unable to place a task. Reason: You've reached the limit on the number of tasks you can run concurrently",
            EventKind::Unplaced,
            Some(Kind::QuotaReached),
        ),
        (
            "(service web) (deployment ecs-svc/1) deployment failed: Service deployment rolled back because PRE_SCALE_UP lifecycle hook(s) failed. ECS was unable to parse the response from arn:aws:lambda:us-east-1:111122223333:function:hook due to: HookStatus must not be null.",
            EventKind::DeploymentFailed,
            None,
        ),
        ("service (api-service) operations are being throttled. Will try again later.", EventKind::Hindered, None),
        ("service (api-service) deployment failed: tasks failed to start.", EventKind::DeploymentFailed, None),
        (
            "service (api) task set (ecs-svc/823) (task 9d85800c) is not healthy in target-group (GROUP) due to TARGET GROUP IS NOT FOUND.",
            EventKind::GroupMissing,
            None,
        ),
        (
            "service (api) task set (ecs-svc/823) (task 9d85800c) is not healthy in target-group (GROUP) due to TARGET IS NOT FOUND.",
            EventKind::Unhealthy,
            None,
        ),
        (
            "(service afu9-control-center-stage) failed circuit breaker: tasks failed to start.",
            EventKind::DeploymentFailed,
            None,
        ),
        (
            "service url-shortener-service was unable to place a task. Reason:\nResourceInitializationError: unable to pull secrets or registry auth:\nThe task cannot pull registry auth from Amazon ECR: There is a connection\nissue between the task and Amazon ECR. Check your task network configuration.\noperation error ECR: GetAuthorization",
            EventKind::StartFailed,
            Some(Kind::RegistryUnreachable),
        ),
        (
            "service orders-api was unable to place a task because ResourceInitializationError: unable to retrieve secret from asm: AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/orders-execution/ecs-task is not authorized to perform: secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/orders/DATABASE_URL-a1b2c3",
            EventKind::StartFailed,
            Some(Kind::SecretDenied),
        ),
        (
            "service ecs-control-hulft was unable to place a task. Reason: ResourceInitializationError: Unable to launch instance(s) for capacity provider test-managed. UnauthorizedOperation: You are not authorized to perform this operation.",
            EventKind::Unplaced,
            Some(Kind::InstanceLaunchDenied),
        ),
        (
            "(service 80) was unable to place a task because the resources could not be found.",
            EventKind::Unplaced,
            Some(Kind::NoPlace),
        ),
        (
            "service soheil-test-2-service-55QHR2FE9FKP was unable to place a task because no container instance met all of its requirements. The closest matching container-instance 40f53686-1332-4b7b-97b1-5b7de7586fd3 has insufficient memory available. For more information, see the Troubleshooting section.",
            EventKind::Unplaced,
            Some(Kind::NoPlace),
        ),
        (
            "(service web) was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance 2811a2a8) is already using a port required by your task.",
            EventKind::Unplaced,
            Some(Kind::NoPlace),
        ),
        (
            "service (web) is unable to place a task in us-east-1a because no container instance met all of its requirements.",
            EventKind::Unplaced,
            Some(Kind::NoPlace),
        ),
        (
            "(service web) has stopped 1 running tasks in us-east-1a due to AZ rebalancing: (task 1).",
            EventKind::Stopped,
            None,
        ),
        (
            "(service api) is AZ balanced with 2 tasks in eu-central-1a, 2 tasks in eu-central-1c, 1 tasks in eu-central-1b.",
            EventKind::Other,
            None,
        ),
        (
            "(service expd03, taskSet ecs-svc/3559820735141730004) has begun draining connections on 1 tasks.",
            EventKind::Targets,
            None,
        ),
        (
            "(service web) (task 66066f5c) (port 8080) is unhealthy in (target-group GROUP) due to (reason Health checks failed)",
            EventKind::Unhealthy,
            None,
        ),
        (
            "(service task-service) (task b5067ed30cc5431d89fe74c47fd9981f) failed container health checks.",
            EventKind::Unhealthy,
            None,
        ),
        (
            "(service web) (task 1) failed VPC Lattice health checks in (target-group tg-0ab)",
            EventKind::Unhealthy,
            None,
        ),
        (
            "(service x) was unable to place a task. Reason: TaskFailedToStart: RESOURCE:GPU.",
            EventKind::Unplaced,
            Some(Kind::NoPlace),
        ),
        (
            "(service x) was unable to place a task. The reason for failure is\n Capacity is unavailable at this time. Please try again later or in a different availability zone.",
            EventKind::Unplaced,
            Some(Kind::NoCapacity),
        ),
        (
            "(service x) was unable to place a task. Reason: CannotPullContainerError: ref pull has been retried 1 t",
            EventKind::StartFailed,
            Some(Kind::PullFailed),
        ),
        (
            "(service x) was unable to place a task. Reason: Your account is currently blocked. Contact aws-verification@amazon.com if you have questions.",
            EventKind::Unplaced,
            Some(Kind::AccountBlocked),
        ),
        ("(service x) failed to launch a task with (error EssentialContainerExited).", EventKind::StartFailed, None),
        (
            "(service x) failed to launch a task with (error CannotPullContainerError: image not found)",
            EventKind::StartFailed,
            Some(Kind::ImageNotFound),
        ),
        (
            "(service x) failed to launch a task with (error InvalidParameterException: The target group with targetGroupArn GROUP does not have an associated load balancer.).",
            EventKind::StartFailed,
            Some(Kind::LaunchRefused),
        ),
        (
            "(service x) could not launch 3 tasks for deployment ecs-svc/1. Reason: The closest matching (container-instance 2811a2a8) has insufficient CPU units available.",
            EventKind::Unplaced,
            Some(Kind::NoPlace),
        ),
        (
            "(service x) unable to assume role and validate the specified targetGroupArn. Please verify that the ECS service role being passed has the proper permissions.",
            EventKind::Hindered,
            Some(Kind::PermissionsLost),
        ),
        (
            "(service x) failed to deregister targets in (target-group GROUP) with (error User is not authorized to perform: elasticloadbalancing:DeregisterTargets)",
            EventKind::OtherTrouble,
            Some(Kind::ActionDenied),
        ),
        (
            "Message: Successfully set desired count to 5. Change successfully fulfilled by ecs. Cause: monitor alarm TargetTracking-service/x in state ALARM triggered policy y",
            EventKind::Other,
            None,
        ),
    ];
    let mut wrong = Vec::new();
    for (message, kind, cause) in recorded {
        let event = event(&message.replace("GROUP)", &format!("{GROUP})")));
        let told = (event.kind(), event.cause().map(|cause| cause.kind));
        tried("events by kind", &format!("{kind:?}"));
        if told != (kind, cause) {
            wrong.push(format!("{told:?}, not {:?}: {message}", (kind, cause)));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), recorded.len(), wrong.join("\n"));
}

#[test]
fn what_the_load_balancer_says_in_words_has_its_code() {
    for (reason, code) in [
        ("Target is in an Availability Zone that is not enabled for the load balancer", "Target.NotInUse"),
        ("Target group is not configured to receive traffic from the load balancer", "Target.NotInUse"),
        ("Target is in the stopped state", "Target.InvalidState"),
        ("Health checks failed due to an ELB internal error", "Elb.InternalError"),
        ("Health checks failed with these codes: [503]", "Target.ResponseCodeMismatch [503]"),
    ] {
        let message =
            format!("(service web) (port 80) is unhealthy in (target-group {GROUP}) due to (reason {reason}).");
        assert_eq!(event(&message).target_code().as_deref(), Some(code));
    }
}
