//! Scalable targets.

use super::activity::ScalingActivity;
use super::cooldown::Cooldown;
use super::policy::ScalingPolicy;
use super::scheduled::ScheduledAction;
use crate::Millis;
use crate::id::ServiceKey;
use std::collections::{BTreeMap, VecDeque};

/// All scalable targets, by the service they scale.
pub(crate) type Targets = BTreeMap<ServiceKey, ScalableTarget>;

/// A service that may be scaled.
///
/// <https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalableTarget.html>
#[derive(Clone, Debug)]
pub struct ScalableTarget {
    /// The service.
    pub service: ServiceKey,
    /// Its own ARN.
    pub arn: String,
    /// The ARN of the role that calls UpdateService.
    pub role: String,
    /// Scaling never goes below this desired count.
    pub min: u32,
    /// Scaling never goes above this desired count.
    pub max: u32,
    /// What is suspended.
    pub suspended: Suspended,
    /// When it was registered.
    pub created_at: Millis,
    /// Its tags.
    pub tags: BTreeMap<String, String>,
    /// What was done, the newest first: the last six weeks, at most [`ACTIVITIES_MAX`].
    pub activities: VecDeque<ScalingActivity>,
    pub(super) policies: BTreeMap<String, ScalingPolicy>,
    pub(super) scheduled: BTreeMap<String, ScheduledAction>,
    pub(super) cooldown: Option<Cooldown>,
}

/// How many activities of one target are kept; AWS keeps those of six weeks.
pub const ACTIVITIES_MAX: usize = 500;

/// What a target does not do at present.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Suspended {
    /// Policies do not scale in.
    pub scale_in: bool,
    /// Policies do not scale out.
    pub scale_out: bool,
    /// Scheduled actions do nothing.
    pub scheduled: bool,
}

impl ScalableTarget {
    /// Its policies, by name.
    pub fn policies(&self) -> impl ExactSizeIterator<Item = &ScalingPolicy> {
        self.policies.values()
    }

    /// Its scheduled actions, by name.
    pub fn scheduled_actions(&self) -> impl ExactSizeIterator<Item = &ScheduledAction> {
        self.scheduled.values()
    }

    /// The count brought between minimum and maximum.
    #[must_use]
    pub fn bound(&self, count: u32) -> u32 {
        count.min(self.max).max(self.min)
    }
}
