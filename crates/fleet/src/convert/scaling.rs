//! Scalable targets, scaling policies and scheduled actions.

use aws_sdk_applicationautoscaling::types;
use model::name::{ClusterName, ServiceName};
use model::scaling::{ScalableTarget, ScalingPolicy, ScheduledAction, Suspended};

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
    Some((
        at,
        ScalingPolicy {
            name: policy.policy_name,
            kind: policy.policy_type.as_str().into(),
            tracks,
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
}
