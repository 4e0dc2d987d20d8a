//! How a service's desired count is changed by Application Auto Scaling.

mod activity;
mod call;
mod explain;
mod held;
mod level;

pub use activity::{ActivityStatus, NotScaledCode, NotScaledReason, ScalingActivity, Trigger};
pub use call::{Call, Direction};
pub use explain::{Explanation, ScalingFacts};
pub use held::{Held, OutOfBounds};

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
    /// What is suspended.
    pub suspended: Vec<Suspended>,
    /// Its policies.
    pub policies: Vec<ScalingPolicy>,
    /// Its scheduled actions.
    pub scheduled: Vec<ScheduledAction>,
}

/// What a scalable target does not do for a while.
///
/// <https://docs.aws.amazon.com/autoscaling/application/APIReference/API_SuspendedState.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Suspended {
    /// Policies do not remove tasks.
    ScaleIn,
    /// Policies do not add tasks.
    ScaleOut,
    /// Scheduled actions do nothing.
    Scheduled,
}

impl Suspended {
    /// The words for it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::ScaleIn => "scale in",
            Self::ScaleOut => "scale out",
            Self::Scheduled => "scheduled",
        }
    }
}

impl ScalableTarget {
    /// Whether policies may remove tasks.
    pub fn scales_in(&self) -> bool {
        !self.suspended.contains(&Suspended::ScaleIn)
    }

    /// Whether policies may add tasks.
    pub fn scales_out(&self) -> bool {
        !self.suspended.contains(&Suspended::ScaleOut)
    }

    /// Whether scheduled actions are carried out, if there are any.
    pub fn has_schedule(&self) -> bool {
        !self.scheduled.is_empty() && !self.suspended.contains(&Suspended::Scheduled)
    }

    /// Whether a count is between its bounds.
    pub fn allows(&self, count: u32) -> bool {
        (self.minimum..=self.maximum).contains(&count)
    }

    /// Where a count is, if it is not simply between the bounds.
    pub fn place(&self, count: u32) -> Option<&'static str> {
        match count {
            _ if count > self.maximum => Some("above the maximum"),
            _ if count < self.minimum => Some("below the minimum"),
            _ if self.minimum == self.maximum => None,
            _ if count == self.maximum => Some("at the maximum"),
            _ if count == self.minimum => Some("at the minimum"),
            _ => None,
        }
    }

    /// What is suspended when scaling by policies is, or is no longer; schedules stay as they are.
    pub fn with_dynamic_scaling_suspended(&self, on: bool) -> Vec<Suspended> {
        let dynamic = if on { &[Suspended::ScaleIn, Suspended::ScaleOut][..] } else { &[] };
        let scheduled = self.suspended.iter().filter(|it| **it == Suspended::Scheduled);
        dynamic.iter().chain(scheduled).copied().collect()
    }
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
    /// Which way all of its steps lead; absent where it has none, or they lead both ways or to a fixed count.
    pub steps: Option<Direction>,
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

#[cfg(test)]
mod tests {
    use crate::testing::scalable;

    #[test]
    fn a_count_is_beyond_a_bound_at_it_or_between() {
        let place = |minimum, maximum, count| scalable(minimum, maximum).place(count);
        assert_eq!(place(2, 12, 13), Some("above the maximum"));
        assert_eq!(place(2, 12, 12), Some("at the maximum"));
        assert_eq!(place(2, 12, 7), None);
        assert_eq!(place(2, 12, 2), Some("at the minimum"));
        assert_eq!(place(2, 12, 0), Some("below the minimum"));
        assert_eq!(place(4, 4, 4), None);
    }
}
