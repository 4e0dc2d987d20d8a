//! Scalable targets, scaling policies and scheduled actions.

use aws_sdk_applicationautoscaling::types;
use model::name::{ClusterName, ServiceName};
use model::scaling::{
    Direction, NotScaledReason, ScalableTarget, ScalingActivity, ScalingPolicy, ScheduledAction, Suspended,
};

use super::{count, text, time};

/// `None` when it is not a service of ECS that scales.
pub(crate) fn target(target: &types::ScalableTarget) -> Option<ScalableTarget> {
    let (cluster, service) = service_in(&target.resource_id)?;
    let suspended = target.suspended_state.as_ref();
    let parts = [
        (Suspended::ScaleIn, suspended.and_then(|it| it.dynamic_scaling_in_suspended)),
        (Suspended::ScaleOut, suspended.and_then(|it| it.dynamic_scaling_out_suspended)),
        (Suspended::Scheduled, suspended.and_then(|it| it.scheduled_scaling_suspended)),
    ];
    Some(ScalableTarget {
        cluster,
        service,
        minimum: count(target.min_capacity),
        maximum: count(target.max_capacity),
        suspended: parts.into_iter().filter(|(_, is)| *is == Some(true)).map(|(part, _)| part).collect(),
        policies: Vec::new(),
        scheduled: Vec::new(),
    })
}

/// A policy and the service it is for.
pub(crate) fn policy(policy: types::ScalingPolicy) -> Option<((ClusterName, ServiceName), ScalingPolicy)> {
    let at = service_in(&policy.resource_id)?;
    let alarms = policy.alarms.into_iter().flatten();
    let tracks = policy.target_tracking_scaling_policy_configuration.map(|it| (tracked(&it), it.target_value));
    let steps = policy.step_scaling_policy_configuration.as_ref().and_then(direction);
    Some((
        at,
        ScalingPolicy {
            name: policy.policy_name,
            kind: policy.policy_type.as_str().into(),
            tracks,
            steps,
            alarms: alarms.map(|alarm| alarm.alarm_name).collect(),
        },
    ))
}

/// A scheduled action and the service it is for.
pub(crate) fn scheduled(action: types::ScheduledAction) -> Option<((ClusterName, ServiceName), ScheduledAction)> {
    let at = service_in(&action.resource_id)?;
    let sets = action.scalable_target_action;
    Some((
        at,
        ScheduledAction {
            name: action.scheduled_action_name,
            schedule: action.schedule,
            timezone: text(action.timezone),
            minimum: sets.as_ref().and_then(|it| it.min_capacity).map(count),
            maximum: sets.as_ref().and_then(|it| it.max_capacity).map(count),
            ends_at: time(action.end_time),
        },
    ))
}

/// What was done to a service; `None` when AWS does not say when.
///
/// <https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalingActivity.html>
pub(crate) fn activity(activity: types::ScalingActivity) -> Option<ScalingActivity> {
    let reasons = activity.not_scaled_reasons.into_iter().flatten().map(|reason| NotScaledReason {
        code: reason.code.as_str().into(),
        minimum: reason.min_capacity.map(count),
        maximum: reason.max_capacity.map(count),
        current: reason.current_capacity.map(count),
    });
    Some(ScalingActivity {
        id: activity.activity_id,
        description: activity.description,
        cause: activity.cause,
        started_at: time(Some(activity.start_time))?,
        ended_at: time(activity.end_time),
        status: activity.status_code.as_str().into(),
        message: text(activity.status_message),
        not_scaled: reasons.collect(),
    })
}

/// Which way all steps lead; `None` when they set a fixed count, lead both ways, or there is none.
///
/// <https://docs.aws.amazon.com/autoscaling/application/APIReference/API_StepScalingPolicyConfiguration.html>
fn direction(steps: &types::StepScalingPolicyConfiguration) -> Option<Direction> {
    if !matches!(
        steps.adjustment_type,
        Some(types::AdjustmentType::ChangeInCapacity | types::AdjustmentType::PercentChangeInCapacity)
    ) {
        return None;
    }
    let mut leads = steps.step_adjustments().iter().map(|step| step.scaling_adjustment.signum());
    match leads.next()? {
        1 => leads.all(|lead| lead == 1).then_some(Direction::Out),
        -1 => leads.all(|lead| lead == -1).then_some(Direction::In),
        _ => None,
    }
}

/// The name of the metric that a policy tracks.
fn tracked(configuration: &types::TargetTrackingScalingPolicyConfiguration) -> String {
    let predefined = configuration.predefined_metric_specification.as_ref();
    let customized = configuration.customized_metric_specification.as_ref();
    let predefined = predefined.map(|it| it.predefined_metric_type.as_str().to_owned());
    let expression = || customized.filter(|it| it.metrics.is_some()).map(|_| "a metric expression".to_owned());
    predefined.or_else(|| customized?.metric_name.clone()).or_else(expression).unwrap_or_default()
}

/// The service in `service/shop/web`.
///
/// <https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalableTarget.html>
fn service_in(resource: &str) -> Option<(ClusterName, ServiceName)> {
    let (cluster, service) = resource.strip_prefix("service/")?.split_once('/')?;
    Some((ClusterName::parse(cluster).ok()?, ServiceName::parse(service).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resource_is_a_service_or_it_is_left_out() {
        let (cluster, service) = service_in("service/shop/web").unwrap();
        assert_eq!((cluster.as_str(), service.as_str()), ("shop", "web"));
        for other in ["spot-fleet-request/sfr-1", "service/shop", "service/shop/web/more", "service//web", ""] {
            assert!(service_in(other).is_none(), "{other}");
        }
    }

    #[test]
    fn a_policy_names_what_it_tracks_however_it_says_it() {
        let of = |configuration: types::builders::TargetTrackingScalingPolicyConfigurationBuilder| {
            tracked(&configuration.target_value(60.0).build().unwrap())
        };
        let tracking = types::TargetTrackingScalingPolicyConfiguration::builder;
        let cpu = types::PredefinedMetricSpecification::builder()
            .predefined_metric_type("ECSServiceAverageCPUUtilization".into())
            .build()
            .unwrap();
        assert_eq!(of(tracking().predefined_metric_specification(cpu)), "ECSServiceAverageCPUUtilization");
        let queue = types::CustomizedMetricSpecification::builder().metric_name("QueueDepth").build();
        assert_eq!(of(tracking().customized_metric_specification(queue)), "QueueDepth");
        assert_eq!(of(tracking()), "");
    }

    #[test]
    fn steps_lead_one_way_or_it_is_not_known_which() {
        let of = |kind: &str, steps: &[i32]| {
            let steps =
                steps.iter().map(|by| types::StepAdjustment::builder().scaling_adjustment(*by).build().unwrap());
            let configuration = types::StepScalingPolicyConfiguration::builder().adjustment_type(kind.into());
            direction(&configuration.set_step_adjustments(Some(steps.collect())).build())
        };
        for (kind, steps, expect) in [
            ("ChangeInCapacity", &[1, 3][..], Some(Direction::Out)),
            ("PercentChangeInCapacity", &[-10, -30], Some(Direction::In)),
            ("ChangeInCapacity", &[1, -3], None),
            ("ChangeInCapacity", &[0, 3], None),
            ("ChangeInCapacity", &[], None),
            ("ExactCapacity", &[4], None),
            ("SomethingNew", &[4], None),
        ] {
            assert_eq!(of(kind, steps), expect, "{kind} {steps:?}");
        }
    }

    #[test]
    fn an_activity_keeps_awss_words_and_the_numbers_of_its_reasons() {
        let reason = types::NotScaledReason::builder().code("MoonInTheWay").max_capacity(4).build().unwrap();
        let built = types::ScalingActivity::builder()
            .activity_id("1")
            .service_namespace(types::ServiceNamespace::Ecs)
            .resource_id("service/shop/web")
            .scalable_dimension(types::ScalableDimension::EcsServiceDesiredCount)
            .description("Attempting to scale")
            .cause("an alarm")
            .start_time(aws_sdk_applicationautoscaling::primitives::DateTime::from_secs(60))
            .status_code("Evaporated".into())
            .status_message("")
            .not_scaled_reasons(reason)
            .build()
            .unwrap();
        let activity = activity(built).unwrap();
        assert_eq!((activity.started_at.0, activity.status.as_str(), &activity.message), (60_000, "Evaporated", &None));
        assert_eq!((activity.not_scaled[0].code.as_str(), activity.not_scaled[0].maximum), ("MoonInTheWay", Some(4)));
        assert_eq!((&*activity.description, &*activity.cause), ("Attempting to scale", "an alarm"));
    }
}
