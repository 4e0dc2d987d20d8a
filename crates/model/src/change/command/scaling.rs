//! A change of a scalable target by other means.

use crate::address::ServiceRef;
use crate::change::{Ask, Equivalent, ScalingAsk};
use crate::scaling::{ScalableTarget, Suspended};
use crate::service::Service;

impl Equivalent {
    /// The equivalent of a change of the scalable target, and of the count if that changes: both commands, in the order
    /// in which they are to be given.
    pub fn of_scaling(
        (desired, asked): (Option<u32>, ScalingAsk),
        (at, region): (&ServiceRef, &str),
        service: &Service,
        target: &ScalableTarget,
    ) -> Self {
        let desired = desired.filter(|desired| *desired != service.desired);
        let count = desired.map(|desired| {
            Self::of_service(&Ask::Scale { desired }, (at, region), (service, &service.task_definition.family), None)
        });
        let registration = registration(asked, (at, region), desired.unwrap_or(service.desired), target);
        let update = count.as_ref().map(|count| count.cli.clone());
        let commands = match asked.comes_first(target, desired.unwrap_or(service.desired)) {
            true => [registration, update],
            false => [update, registration],
        };
        Self {
            cli: commands.into_iter().flatten().collect::<Vec<_>>().join(" && "),
            terraform: count.as_ref().and_then(|count| count.terraform.clone()),
            cloudformation: count.and_then(|count| count.cloudformation),
        }
    }
}

/// <https://docs.aws.amazon.com/cli/latest/reference/application-autoscaling/register-scalable-target.html>
fn registration(
    asked: ScalingAsk,
    (at, region): (&ServiceRef, &str),
    desired: u32,
    target: &ScalableTarget,
) -> Option<String> {
    let change = asked.change(target, desired);
    if change.is_nothing() {
        return None;
    }
    let suspended = change.suspended.map(|on| {
        let scheduled = target.suspended.contains(&Suspended::Scheduled);
        format!(
            " --suspended-state DynamicScalingInSuspended={on},DynamicScalingOutSuspended={on},\
             ScheduledScalingSuspended={scheduled}"
        )
    });
    let bound =
        |option: &str, bound: Option<u32>| bound.map(|bound| format!(" --{option} {bound}")).unwrap_or_default();
    Some(format!(
        "aws application-autoscaling register-scalable-target --region {region} --service-namespace ecs \
         --scalable-dimension ecs:service:DesiredCount --resource-id service/{}/{}{}{}{}",
        at.cluster,
        at.service,
        bound("min-capacity", change.minimum),
        bound("max-capacity", change.maximum),
        suspended.unwrap_or_default()
    ))
}
