//! Which policies alarms call right now, and which way those would scale.

use serde::{Deserialize, Serialize};

use super::{PolicyType, ScalableTarget, ScalingPolicy};
use crate::alarm::{Alarm, AlarmState, ComparisonOperator};
use crate::time::Timestamp;

/// Which way a policy moves the desired count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Direction {
    /// More tasks.
    Out,
    /// Fewer tasks.
    In,
}

/// A policy that an alarm calls right now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The name of the policy.
    pub policy: String,
    /// The name of the alarm, which is in ALARM.
    pub alarm: String,
    /// Which way the policy would scale.
    pub direction: Direction,
    /// Since when the alarm is in ALARM.
    pub since: Option<Timestamp>,
}

impl ScalingPolicy {
    /// Which way this policy scales when that alarm calls it; `None` where that is not known.
    ///
    /// Target tracking scales out when its metric is above the target:
    /// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html>
    fn direction(&self, alarm: &Alarm) -> Option<Direction> {
        use ComparisonOperator as Is;
        match self.kind {
            PolicyType::TargetTrackingScaling => match alarm.comparison {
                Some(Is::GreaterThanThreshold | Is::GreaterThanOrEqualToThreshold) => Some(Direction::Out),
                Some(Is::LessThanThreshold | Is::LessThanOrEqualToThreshold) => Some(Direction::In),
                _ => None,
            },
            PolicyType::StepScaling => self.steps,
            PolicyType::PredictiveScaling | PolicyType::Other(_) => None,
        }
    }
}

impl ScalableTarget {
    /// The policies that alarms call right now, as far as it is known which way they scale. `alarm` finds an alarm by
    /// its name.
    pub fn calls<'a>(&self, alarm: impl Fn(&str) -> Option<&'a Alarm>) -> Vec<Call> {
        let alarm = &alarm;
        let calls = self.policies.iter().flat_map(move |policy| {
            let named = policy.alarms.iter().filter_map(move |name| alarm(name));
            let ringing = named.filter(|alarm| alarm.state == AlarmState::Alarm && alarm.actions_enabled);
            ringing.filter_map(move |alarm| {
                Some(Call {
                    policy: policy.name.clone(),
                    alarm: alarm.name.clone(),
                    direction: policy.direction(alarm)?,
                    since: alarm.since,
                })
            })
        });
        calls.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{ago, alarm, scalable};

    fn policy(kind: &str, steps: Option<Direction>) -> ScalingPolicy {
        let alarms = vec!["a".to_owned()];
        ScalingPolicy { name: "cpu".to_owned(), kind: kind.into(), tracks: None, steps, alarms }
    }

    #[track_caller]
    fn check(policy: ScalingPolicy, alarm: &Alarm, expect: Option<Direction>) {
        let target = ScalableTarget { policies: vec![policy], ..scalable(2, 12) };
        let calls = target.calls(|name| (name == "a").then_some(alarm));
        assert_eq!(calls.first().map(|call| call.direction), expect);
    }

    #[test]
    fn target_tracking_scales_out_above_its_target_and_in_below() {
        let tracking = || policy("TargetTrackingScaling", None);
        check(tracking(), &alarm("a", "ALARM", ">"), Some(Direction::Out));
        check(tracking(), &alarm("a", "ALARM", "<"), Some(Direction::In));
        check(tracking(), &alarm("a", "OK", ">"), None);
        check(tracking(), &alarm("a", "INSUFFICIENT_DATA", ">"), None);
        let silent = Alarm { actions_enabled: false, ..alarm("a", "ALARM", ">") };
        check(tracking(), &silent, None);
    }

    #[test]
    fn steps_scale_where_all_of_them_lead_whatever_their_alarm_compares() {
        check(policy("StepScaling", Some(Direction::Out)), &alarm("a", "ALARM", "<"), Some(Direction::Out));
        check(policy("StepScaling", None), &alarm("a", "ALARM", ">"), None);
        check(policy("Telepathy", Some(Direction::Out)), &alarm("a", "ALARM", ">"), None);
    }

    #[test]
    fn a_call_names_its_policy_and_its_alarm_and_since_when() {
        let target = ScalableTarget { policies: vec![policy("TargetTrackingScaling", None)], ..scalable(2, 12) };
        let ringing = alarm("a", "ALARM", ">");
        let call = target.calls(|_| Some(&ringing)).remove(0);
        assert_eq!((&*call.policy, &*call.alarm, call.since), ("cpu", "a", Some(ago(720))));
        assert_eq!(target.calls(|_| None), []);
    }
}
