//! Ends that the scheduler, a person or the infrastructure brought.

use super::{Kind, Message};

const fn ended(
    code: &'static str,
    says: &'static str,
    kind: Kind,
    names: &'static [&'static str],
    next: &'static str,
) -> Message {
    Message { code, says, kind, names, next }
}

pub(super) const MESSAGES: &[Message] = &[
    ended(
        "ServiceSchedulerInitiated",
        "Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/checkout/aad1)",
        Kind::TargetUnhealthy,
        &["checkout"],
        "healthCheckGracePeriodSeconds",
    ),
    ended(
        "ServiceSchedulerInitiated",
        "Task failed ELB health checks in (elb classic-web)",
        Kind::TargetUnhealthy,
        &["health checks"],
        "timeout",
    ),
    ended(
        "ServiceSchedulerInitiated",
        "Task failed container health checks",
        Kind::ContainerUnhealthy,
        &["health check"],
        "Run the check",
    ),
    ended(
        "ServiceSchedulerInitiated",
        "Scaling activity initiated by (deployment ecs-svc/1234567890)",
        Kind::ScaledIn,
        &["no longer wanted"],
        "Nothing",
    ),
    ended(
        "UserInitiated",
        "Scaling activity initiated by (deployment ecs-svc/1234567890)",
        Kind::ScaledIn,
        &["no longer wanted"],
        "Nothing",
    ),
    ended("UserInitiated", "Task stopped by user", Kind::StoppedByUser, &["Somebody"], "CloudTrail"),
    ended(
        "UserInitiated",
        "Container instance deregistration forced by user",
        Kind::HostDeregistered,
        &["deregistered"],
        "Auto Scaling group",
    ),
    ended("SpotInterruption", "Your Spot Task was interrupted.", Kind::SpotInterrupted, &["Spot"], "FARGATE"),
    ended(
        "TerminationNotice",
        "Host EC2 (instance i-0123456789abcdef0) terminated.",
        Kind::HostTerminated,
        &["i-0123456789abcdef0"],
        "Auto Scaling group",
    ),
    ended(
        "",
        "Host EC2 (instance i-0123456789abcdef0) stopped.",
        Kind::HostTerminated,
        &["i-0123456789abcdef0"],
        "Auto Scaling group",
    ),
    ended("", "Container instance was deregistered", Kind::HostDeregistered, &["deregistered"], "Auto Scaling group"),
    ended(
        "InfrastructureHealth",
        "ECS is performing maintenance on the underlying infrastructure hosting the task.",
        Kind::Maintenance,
        &["maintain"],
        "Nothing",
    ),
    ended(
        "ServiceSchedulerInitiated",
        "ECS is performing maintenance on the underlying infrastructure hosting the task.",
        Kind::Maintenance,
        &["maintain"],
        "Nothing",
    ),
    ended(
        "InfrastructureHealth",
        "Underlying infrastructure impaired",
        Kind::HostUnhealthy,
        &["not healthy"],
        "Nothing",
    ),
    ended(
        "ServiceSchedulerInitiated",
        "Task stopped by availability zone rebalancing",
        Kind::Rebalanced,
        &["availability zones"],
        "Nothing",
    ),
];
