//! Alarms: what somebody decided to be told about.

mod words;

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// What an alarm says.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum AlarmState {
    /// Within bounds.
    Ok,
    /// Out of bounds.
    Alarm,
    /// Not enough data to say.
    InsufficientData,
    /// A state this build does not know, as it came.
    Other(String),
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
    /// `GreaterThanThreshold`, …, as it came.
    pub comparison: Option<String>,
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
