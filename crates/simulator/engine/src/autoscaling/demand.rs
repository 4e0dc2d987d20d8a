//! How many tasks a policy wants.

use super::cooldown::Cooldown;
use super::policy::{PolicyKind, ScalingPolicy, Side};
use super::target::ScalableTarget;
use super::tracking::TargetTracking;
use crate::deployment::RolloutState;
use crate::id::ServiceKey;
use crate::{Engine, Name};

/// What a policy wants, and the alarm because of which it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Demand {
    pub count: u32,
    pub alarm: Name,
    pub cooldown: u64,
}

impl Engine {
    /// What a policy wants now; `None` while none of its alarms is in ALARM, or its metric says nothing.
    pub(super) fn demand(&self, service: &ServiceKey, policy: &ScalingPolicy) -> Option<Demand> {
        let target = self.world.scalable_target(service)?;
        let desired = self.world.service(service)?.desired;
        let base = Cooldown::base(target.cooldown, desired, self.now());
        match &policy.kind {
            PolicyKind::Step(steps) => {
                let alarm = self.ringing(policy)?;
                let reading = self.reading(&alarm)?;
                let distance = steps.aggregate(&reading.values)? - reading.threshold;
                let wanted = steps.wanted(desired, distance)?;
                // Within the pause after scaling out, what was added already is not added again.
                let count = if wanted > desired { steps.wanted(base, distance)?.max(desired) } else { wanted };
                Some(Demand { count, alarm, cooldown: steps.cooldown })
            }
            PolicyKind::Tracking(tracking) => self.tracked(service, target, tracking, [desired, base]),
        }
    }

    fn tracked(
        &self,
        service: &ServiceKey,
        target: &ScalableTarget,
        tracking: &TargetTracking,
        [desired, base]: [u32; 2],
    ) -> Option<Demand> {
        let (side, alarm) = tracking.alarms().find(|(_, alarm)| self.is_in_alarm(alarm))?;
        let values = self.reading(alarm)?.values;
        match side {
            Side::High => {
                let count = tracking.wanted(base, mean(&values)?).max(desired);
                Some(Demand { count, alarm: alarm.clone(), cooldown: tracking.out_cooldown })
            }
            Side::Low => {
                if self.is_deploying(service) || !self.all_may_scale_in(target) {
                    return None;
                }
                let highest = values.iter().copied().reduce(f64::max)?;
                // AWS scales in more carefully than out and does not say how: here, at most half of the tasks go at
                // once.
                let count = tracking.wanted(desired, highest).clamp(desired / 2, desired);
                Some(Demand { count, alarm: alarm.clone(), cooldown: tracking.in_cooldown })
            }
        }
    }

    /// Scaling in waits for a deployment to end.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html>
    fn is_deploying(&self, service: &ServiceKey) -> bool {
        let primary = self.world.service(service).and_then(|it| it.primary());
        primary.is_some_and(|primary| primary.rollout_state == RolloutState::InProgress)
    }

    /// Of several target tracking policies, all that scale in must want to.
    fn all_may_scale_in(&self, target: &ScalableTarget) -> bool {
        target.policies.values().all(|policy| match &policy.kind {
            PolicyKind::Tracking(TargetTracking { low: Some(low), .. }) => self.is_in_alarm(low),
            PolicyKind::Tracking(_) | PolicyKind::Step(_) => true,
        })
    }
}

#[expect(clippy::cast_precision_loss, reason = "an alarm looks at a few data points")]
fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}
