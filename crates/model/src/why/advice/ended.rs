//! Advice about ends that the scheduler, a person or the infrastructure brought, and about what nobody explains.

use super::{Advice, ERRORS};
use crate::why::{Cause, Kind};

const TARGET_HEALTH: &str =
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshoot-service-load-balancers.html";
const SPOT: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html";
const DRAINING: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-draining.html";
const MAINTENANCE: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-maintenance.html";

pub(super) fn of(cause: &Cause) -> Advice {
    let (meaning, next, link) = match cause.kind {
        Kind::TargetUnhealthy => (
            "The task did not answer the health check as expected, or not in time.",
            "See which code the targets of the group give: a wrong status is the application's, a timeout is the network, the port or a slow start; healthCheckGracePeriodSeconds gives it time.",
            TARGET_HEALTH,
        ),
        Kind::ScaledIn | Kind::Rebalanced | Kind::StoppedByScheduler => (
            "That is how a service takes tasks away; nothing is wrong with it.",
            "Nothing, unless it was not expected: then look at the events.",
            ERRORS,
        ),
        Kind::StoppedByUser => ("StopTask was called.", "CloudTrail tells by whom.", ERRORS),
        Kind::SpotInterrupted => (
            "Spot capacity can be taken back with two minutes' warning.",
            "Nothing, if the service replaced it; else give the service a base of FARGATE capacity.",
            SPOT,
        ),
        Kind::HostTerminated | Kind::HostDeregistered => (
            "The container instance went away.",
            "If it was not planned, look at the Auto Scaling group's activity.",
            DRAINING,
        ),
        Kind::HostDraining => (
            "The instance is being emptied; services start their tasks elsewhere.",
            "Nothing, if there is room elsewhere.",
            DRAINING,
        ),
        Kind::HostUnhealthy | Kind::Maintenance => (
            "AWS replaces tasks on infrastructure that it repairs or retires.",
            "Nothing, if the service replaced it.",
            MAINTENANCE,
        ),
        Kind::FailedToStart => (
            "ECS gives no reason.",
            "Look at exit codes and health of the containers, at dependsOn and startTimeout, and at the events of the service at that time.",
            ERRORS,
        ),
        _ => ("ECS says no more.", "Look at the events of the service at that time.", ERRORS),
    };
    Advice::new(meaning, next, link)
}
