//! The alarms that call scaling policies.

use super::policy::{PolicyKind, ScalingPolicy};
use crate::engine::{Engine, Name, World};

/// What an alarm that called a policy saw.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reading {
    /// The alarm's threshold.
    pub threshold: f64,
    /// The data points that it looked at, the oldest first.
    pub values: Vec<f64>,
}

impl World {
    /// The names of the alarms that call a policy: its own, or those that name it as their action.
    #[must_use]
    pub fn alarms_of_policy(&self, policy: &ScalingPolicy) -> Vec<Name> {
        match &policy.kind {
            PolicyKind::Tracking(tracking) => tracking.alarms().map(|(_, name)| name.clone()).collect(),
            PolicyKind::Step(_) => Vec::new(),
        }
    }
}

impl Engine {
    pub(super) fn put_tracking_alarms(&mut self, _policy: &ScalingPolicy) {}

    pub(super) fn delete_tracking_alarms(&mut self, _policy: &ScalingPolicy) {}

    pub(super) fn calls(&self, alarm: &str, policy: &ScalingPolicy) -> bool {
        self.world.alarms_of_policy(policy).iter().any(|name| **name == *alarm)
    }

    /// The alarm of a policy that is in ALARM.
    pub(super) fn ringing(&self, policy: &ScalingPolicy) -> Option<Name> {
        self.world.alarms_of_policy(policy).into_iter().find(|alarm| self.is_in_alarm(alarm))
    }

    pub(super) fn is_in_alarm(&self, _alarm: &str) -> bool {
        false
    }

    pub(super) fn reading(&self, _alarm: &str) -> Option<Reading> {
        None
    }
}
