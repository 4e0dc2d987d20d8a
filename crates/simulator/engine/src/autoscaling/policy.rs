//! Scaling policies.

use super::step::StepScaling;
use super::tracking::TargetTracking;
use crate::{JsonMap, Millis, Name};

/// A rule that scales a target when an alarm goes off.
///
/// <https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalingPolicy.html>
#[derive(Clone, Debug)]
pub struct ScalingPolicy {
    /// Its name, unique for its target.
    pub name: String,
    /// Its ARN, which alarms name as their action.
    pub arn: String,
    /// When it was first put.
    pub created_at: Millis,
    /// Its configuration as it was put: `StepScalingPolicyConfiguration` or `TargetTrackingScalingPolicyConfiguration`.
    pub configuration: JsonMap,
    /// How it scales.
    pub kind: PolicyKind,
    pub(super) wake: u32,
    pub(super) planned: Option<Millis>,
}

/// How a policy scales.
#[derive(Clone, Debug)]
pub enum PolicyKind {
    /// By steps, as far as the metric is beyond the threshold of an alarm that somebody made.
    Step(StepScaling),
    /// So that a metric comes to its target, with two alarms of its own.
    Tracking(TargetTracking),
}

impl PolicyKind {
    /// The word on the wire.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Step(_) => "StepScaling",
            Self::Tracking(_) => "TargetTrackingScaling",
        }
    }
}

/// One of the two alarms of a target tracking policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The metric is above the target: too few tasks.
    High,
    /// The metric is well below the target: too many tasks.
    Low,
}

impl Side {
    /// Its word in the alarm's name.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::High => "High",
            Self::Low => "Low",
        }
    }
}

impl TargetTracking {
    /// Its alarms.
    pub fn alarms(&self) -> impl Iterator<Item = (Side, &Name)> {
        std::iter::once((Side::High, &self.high)).chain(self.low.iter().map(|low| (Side::Low, low)))
    }
}
