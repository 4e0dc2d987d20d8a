//! The names that Application Auto Scaling gives.

use super::resource_id;
use crate::arn::Arns;
use crate::id::{ServiceKey, Uuid};

/// The role that a target has unless told.
///
/// <https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-service-linked-roles.html>
pub(super) fn role(arns: &Arns) -> String {
    let account = arns.account();
    format!(
        "arn:aws:iam::{account}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService"
    )
}

pub(super) fn target(arns: &Arns, bits: u128) -> String {
    format!("arn:aws:application-autoscaling:{}:{}:scalable-target/0ec5{bits:032x}", arns.region(), arns.account())
}

pub(super) fn policy(arns: &Arns, id: Uuid, service: &ServiceKey, name: &str) -> String {
    let resource = format!("resource/ecs/{}", resource_id(service));
    format!("arn:aws:autoscaling:{}:{}:scalingPolicy:{id}:{resource}:policyName/{name}", arns.region(), arns.account())
}

pub(super) fn scheduled(arns: &Arns, id: Uuid, service: &ServiceKey, name: &str) -> String {
    let (region, account, resource) = (arns.region(), arns.account(), resource_id(service));
    format!(
        "arn:aws:autoscaling:{region}:{account}:scheduledAction:{id}:resource/ecs/{resource}:scheduledActionName/{name}"
    )
}

/// The name of one of the two alarms of a target tracking policy; `side` is `High` or `Low`.
pub(super) fn alarm(service: &ServiceKey, side: &str, id: Uuid) -> String {
    format!("TargetTracking-{}-Alarm{side}-{id}", resource_id(service))
}

/// An alarm's ARN.
#[must_use]
pub fn alarm_arn(arns: &Arns, name: &str) -> String {
    format!("arn:aws:cloudwatch:{}:{}:alarm:{name}", arns.region(), arns.account())
}
