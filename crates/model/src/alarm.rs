//! CloudWatch alarms.

mod words;

use serde::{Deserialize, Serialize};

use crate::open_enum::open_enum;
use crate::time::Timestamp;

open_enum! {
    /// What an alarm says.
    ///
    /// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricAlarm.html>
    AlarmState {
        /// Within bounds.
        Ok = "OK",
        /// Out of bounds.
        Alarm = "ALARM",
        /// Not enough data to say.
        InsufficientData = "INSUFFICIENT_DATA",
    }
}

open_enum! {
    /// When a value is out of bounds.
    ///
    /// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricAlarm.html>
    ComparisonOperator {
        /// It is the threshold or above.
        GreaterThanOrEqualToThreshold = "GreaterThanOrEqualToThreshold",
        /// It is above the threshold.
        GreaterThanThreshold = "GreaterThanThreshold",
        /// It is below the threshold.
        LessThanThreshold = "LessThanThreshold",
        /// It is the threshold or below.
        LessThanOrEqualToThreshold = "LessThanOrEqualToThreshold",
        /// It is outside the band that anomaly detection expects.
        LessThanLowerOrGreaterThanUpperThreshold = "LessThanLowerOrGreaterThanUpperThreshold",
        /// It is below that band.
        LessThanLowerThreshold = "LessThanLowerThreshold",
        /// It is above that band.
        GreaterThanUpperThreshold = "GreaterThanUpperThreshold",
    }
}

/// The metric an alarm or a chart is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MetricName {
    /// For example `AWS/ECS`.
    pub namespace: String,
    /// For example `CPUUtilization`.
    pub name: String,
    /// Dimensions as name and value, sorted by name.
    pub dimensions: Vec<(String, String)>,
}

/// A metric alarm as DescribeAlarms shows it.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricAlarm.html>
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Alarm {
    /// Its full name.
    pub arn: String,
    /// Its name, unique in the environment.
    pub name: String,
    /// What its author wrote about it.
    pub description: Option<String>,
    /// What it says.
    pub state: AlarmState,
    /// Why it says so, in AWS's words.
    pub reason: Option<String>,
    /// Since when.
    pub since: Option<Timestamp>,
    /// Metrics it watches: one, or those of its expression.
    pub metrics: Vec<MetricName>,
    /// `Average`, `Sum`, `p99`, …; absent for expressions.
    pub statistic: Option<String>,
    /// When a value is out of bounds.
    pub comparison: Option<ComparisonOperator>,
    /// The bound; absent for anomaly detection.
    pub threshold: Option<f64>,
    /// Seconds of one datapoint.
    pub period: Option<u32>,
    /// Datapoints looked at.
    pub evaluation_periods: u32,
    /// Datapoints out of bounds that make it an alarm.
    pub datapoints_to_alarm: Option<u32>,
    /// Whether its actions are on.
    pub actions_enabled: bool,
}
