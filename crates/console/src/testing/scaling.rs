//! What scales, made by hand.

use model::alarm::{Alarm, ComparisonOperator};
use model::name::{ClusterName, ServiceName};
use model::scaling::{PolicyType, ScalableTarget, ScalingPolicy};

use super::ago;

/// A service that scales between none and so many tasks, by a policy `cpu` that this alarm calls.
pub fn scalable((cluster, service): (ClusterName, ServiceName), maximum: u32, alarm: &str) -> ScalableTarget {
    let policy = ScalingPolicy {
        name: "cpu".to_owned(),
        kind: PolicyType::TargetTrackingScaling,
        tracks: Some(("ECSServiceAverageCPUUtilization".to_owned(), 60.0)),
        steps: None,
        alarms: vec![alarm.to_owned()],
    };
    ScalableTarget {
        cluster,
        service,
        minimum: 0,
        maximum,
        suspended: Vec::new(),
        policies: vec![policy],
        scheduled: Vec::new(),
    }
}

/// An alarm on much CPU that has been in its state for twelve minutes.
pub fn alarm(name: &str, state: &str) -> Alarm {
    Alarm {
        arn: format!("arn:aws:cloudwatch:eu-central-1:123456789012:alarm:{name}"),
        name: name.to_owned(),
        description: None,
        state: state.into(),
        reason: None,
        since: Some(ago(720)),
        metrics: Vec::new(),
        statistic: Some("Average".to_owned()),
        comparison: Some(ComparisonOperator::GreaterThanThreshold),
        threshold: Some(60.0),
        period: Some(60),
        evaluation_periods: 3,
        datapoints_to_alarm: None,
        actions_enabled: true,
    }
}
