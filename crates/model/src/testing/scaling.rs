//! What scales, for tests.

use super::ago;
use crate::alarm::{Alarm, ComparisonOperator};
use crate::name::{ClusterName, ServiceName};
use crate::scaling::{NotScaledReason, ScalableTarget, ScalingActivity};

/// The service `web` that scales between these counts, by nothing.
pub fn scalable(minimum: u32, maximum: u32) -> ScalableTarget {
    ScalableTarget {
        cluster: ClusterName::parse("shop").unwrap(),
        service: ServiceName::parse("web").unwrap(),
        minimum,
        maximum,
        suspended: Vec::new(),
        policies: Vec::new(),
        scheduled: Vec::new(),
    }
}

/// An alarm on CPU that compares like that, in its state for twelve minutes.
pub fn alarm(name: &str, state: &str, comparison: &str) -> Alarm {
    let comparison = match comparison {
        ">" => ComparisonOperator::GreaterThanThreshold,
        _ => ComparisonOperator::LessThanThreshold,
    };
    Alarm {
        arn: format!("arn:aws:cloudwatch:eu-central-1:123456789012:alarm:{name}"),
        name: name.to_owned(),
        description: None,
        state: state.into(),
        reason: None,
        since: Some(ago(720)),
        metrics: Vec::new(),
        statistic: Some("Average".to_owned()),
        comparison: Some(comparison),
        threshold: Some(60.0),
        period: Some(60),
        evaluation_periods: 3,
        datapoints_to_alarm: None,
        actions_enabled: true,
    }
}

/// An activity that began so many seconds ago and is over.
pub fn activity(seconds: i64, status: &str, description: &str, cause: &str) -> ScalingActivity {
    ScalingActivity {
        id: format!("activity-{seconds}"),
        description: description.to_owned(),
        cause: cause.to_owned(),
        started_at: ago(seconds),
        ended_at: Some(ago(seconds)),
        status: status.into(),
        message: None,
        not_scaled: Vec::new(),
    }
}

/// An activity of so many seconds ago that scaled nothing for this reason.
pub fn not_scaled(seconds: i64, code: &str, cause: &str) -> ScalingActivity {
    let reason = NotScaledReason { code: code.into(), minimum: None, maximum: None, current: None };
    ScalingActivity {
        not_scaled: vec![reason],
        ..activity(seconds, "Failed", "Attempting to scale due to alarm triggered", cause)
    }
}
