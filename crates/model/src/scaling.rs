//! How a service's desired count is changed by Application Auto Scaling.

use serde::{Deserialize, Serialize};

use crate::name::{ClusterName, ServiceName};
use crate::open_enum::open_enum;
use crate::time::Timestamp;

/// A service that scales, and between which counts.
///
/// <https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalableTarget.html>
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScalableTarget {
    /// The cluster of the service.
    pub cluster: ClusterName,
    /// The service.
    pub service: ServiceName,
    /// Never fewer tasks than this.
    pub minimum: u32,
    /// Never more.
    pub maximum: u32,
    /// What is suspended: scale in, scale out, scheduled.
    pub suspended: Vec<String>,
    /// Its policies.
    pub policies: Vec<ScalingPolicy>,
    /// Its scheduled actions.
    pub scheduled: Vec<ScheduledAction>,
}

open_enum! {
    /// How a scaling policy decides.
    ///
    /// <https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalingPolicy.html>
    PolicyType {
        /// It keeps a metric at a value.
        TargetTrackingScaling = "TargetTrackingScaling",
        /// It takes steps that depend on how far an alarm is exceeded.
        StepScaling = "StepScaling",
        /// It follows a forecast.
        PredictiveScaling = "PredictiveScaling",
    }
}

/// A scaling policy.
///
/// <https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalingPolicy.html>
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScalingPolicy {
    /// Its name.
    pub name: String,
    /// How it decides.
    pub kind: PolicyType,
    /// What it tracks and the value it aims at: `ECSServiceAverageCPUUtilization` and `60`.
    pub tracks: Option<(String, f64)>,
    /// Names of its alarms.
    pub alarms: Vec<String>,
}

/// An action at set times.
///
/// <https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScheduledAction.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduledAction {
    /// Its name.
    pub name: String,
    /// `at(…)`, `rate(…)` or `cron(…)`.
    pub schedule: String,
    /// The time zone of the schedule; UTC when absent.
    pub timezone: Option<String>,
    /// The least it sets.
    pub minimum: Option<u32>,
    /// The most it sets.
    pub maximum: Option<u32>,
    /// When it ends, if it does.
    pub ends_at: Option<Timestamp>,
}
