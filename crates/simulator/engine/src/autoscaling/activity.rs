//! Scaling activities: what was done, and why.

use super::target::{ACTIVITIES_MAX, ScalableTarget};
use crate::id::{ServiceKey, Uuid};
use crate::time::hours;
use crate::{Engine, Millis};

/// How long activities are told.
///
/// <https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalingActivities.html>
const REMEMBERED: u64 = hours(6 * 7 * 24);

/// How an activity fares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActivityStatus {
    /// The desired count is set; the service has not come to it yet.
    InProgress,
    /// The service has what was set.
    Successful,
    /// Another activity set something else meanwhile.
    Overridden,
    /// The service did not come to it in time.
    Unfulfilled,
    /// Nothing was scaled.
    Failed,
}

impl ActivityStatus {
    /// The word on the wire.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::InProgress => "InProgress",
            Self::Successful => "Successful",
            Self::Overridden => "Overridden",
            Self::Unfulfilled => "Unfulfilled",
            Self::Failed => "Failed",
        }
    }
}

/// Why a policy did not scale.
///
/// <https://docs.aws.amazon.com/autoscaling/application/APIReference/API_NotScaledReason.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotScaled {
    /// The desired count is the maximum already.
    AtMaximum(u32),
    /// The desired count is the minimum already.
    AtMinimum(u32),
}

/// One thing that was done.
///
/// <https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalingActivity.html>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScalingActivity {
    /// Its id.
    pub id: Uuid,
    /// What is done: `Setting desired count to 6.`
    pub description: String,
    /// Why.
    pub cause: String,
    /// When it began.
    pub started_at: Millis,
    /// When it ended.
    pub ended_at: Option<Millis>,
    /// How it fares.
    pub status: ActivityStatus,
    /// How it fares, in AWS's words.
    pub message: Option<String>,
    /// Why nothing was scaled; such activities are told only when asked for.
    pub not_scaled: Option<NotScaled>,
    pub(super) count: Option<u32>,
}

impl ScalableTarget {
    pub(super) fn remember(&mut self, activity: ScalingActivity) {
        let old = activity.started_at.before(REMEMBERED);
        self.activities.truncate(ACTIVITIES_MAX - 1);
        while self.activities.back().is_some_and(|last| last.started_at < old) {
            self.activities.pop_back();
        }
        self.activities.push_front(activity);
    }
}

impl Engine {
    /// Tells something that was done and is over.
    pub(super) fn tell_done(&mut self, service: &ServiceKey, description: String, cause: String, message: String) {
        let activity = ScalingActivity {
            id: Uuid::random(self.random.bits()),
            description,
            cause,
            started_at: self.now(),
            ended_at: Some(self.now()),
            status: ActivityStatus::Successful,
            message: Some(message),
            not_scaled: None,
            count: None,
        };
        if let Some(target) = self.target_mut(service) {
            target.remember(activity);
        }
    }

    /// Tells, once for as long as it stays so, that a policy cannot scale further.
    pub(super) fn tell_not_scaled(&mut self, service: &ServiceKey, cause: String, reason: NotScaled) {
        let id = Uuid::random(self.random.bits());
        let now = self.now();
        let Some(target) = self.target_mut(service) else { return };
        let last = target.activities.front();
        if last.is_some_and(|last| last.not_scaled == Some(reason) && last.cause == cause) {
            return;
        }
        target.remember(ScalingActivity {
            id,
            description: "Attempting to scale due to alarm triggered".to_owned(),
            cause,
            started_at: now,
            ended_at: None,
            status: ActivityStatus::Failed,
            message: None,
            not_scaled: Some(reason),
            count: None,
        });
    }
}
