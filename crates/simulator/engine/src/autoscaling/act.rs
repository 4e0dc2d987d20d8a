//! When policies are looked at, and what comes of it.

use super::Look;
use super::activity::NotScaled;
use super::cooldown::{Cooldown, Direction};
use super::demand::Demand;
use super::target::ScalableTarget;
use crate::id::ServiceKey;
use crate::time::minutes;
use crate::{Engine, Millis};

/// How often an alarm that stays in ALARM calls its scaling policy again.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html#alarms-and-actions>
const CALLS_EVERY: u64 = minutes(1);

impl Engine {
    /// An alarm has changed its state: the policies that it calls are looked at.
    pub(crate) fn scaling_alarm_changed(&mut self, alarm: &str) {
        if !self.is_in_alarm(alarm) {
            return;
        }
        let called = self.world.scaling.iter().flat_map(|(service, target)| {
            let called = target.policies.values().filter(|policy| self.calls(alarm, policy));
            called.map(|policy| (service.clone(), policy.name.clone()))
        });
        for (service, policy) in called.collect::<Vec<_>>() {
            self.plan_policy(&service, &policy, self.now());
        }
    }

    /// A target's bounds, its suspensions or its desired count have moved: what could not scale may now.
    pub(crate) fn scaling_moved(&mut self, service: &ServiceKey) {
        let Some(target) = self.world.scaling.get(service) else { return };
        let idle = target.policies.values().filter(|policy| policy.planned.is_none() && self.ringing(policy).is_some());
        let soon = self.now() + CALLS_EVERY;
        for policy in idle.map(|policy| policy.name.clone()).collect::<Vec<_>>() {
            self.plan_policy(service, &policy, soon);
        }
    }

    fn plan_policy(&mut self, service: &ServiceKey, name: &str, at: Millis) {
        let Some(policy) = self.target_mut(service).and_then(|target| target.policies.get_mut(name)) else { return };
        policy.wake += 1;
        policy.planned = Some(at);
        let look = Look::Policy { name: name.to_owned(), wake: policy.wake };
        self.plan_scaling(service, at, look);
    }

    pub(super) fn look_at_policy(&mut self, service: &ServiceKey, name: &str, wake: u32) {
        let policy = self.target_mut(service).and_then(|target| target.policies.get_mut(name));
        let Some(policy) = policy.filter(|policy| policy.wake == wake) else { return };
        policy.planned = None;
        let policy = policy.clone();
        if self.ringing(&policy).is_none() {
            return;
        }
        let again = match self.demand(service, &policy) {
            Some(demand) => self.follow(service, name, &demand),
            None => Some(self.now() + CALLS_EVERY),
        };
        if let Some(at) = again {
            self.plan_policy(service, name, at);
        }
    }

    /// Scales as far as a demand may. Gives when to look again; `None` when only something else can change the outcome.
    fn follow(&mut self, service: &ServiceKey, policy: &str, demand: &Demand) -> Option<Millis> {
        let (now, desired) = (self.now(), self.world.service(service)?.desired);
        let target = self.world.scalable_target(service)?;
        let cause = format!("monitor alarm {} in state ALARM triggered policy {policy}", demand.alarm);
        let count = target.bound(demand.count);
        let Some(direction) = Direction::of(desired, count) else {
            let Some(reason) = at_bound(target, demand, desired) else { return Some(now + CALLS_EVERY) };
            self.tell_not_scaled(service, cause, reason);
            return None;
        };
        let suspended = match direction {
            Direction::Out => target.suspended.scale_out,
            Direction::In => target.suspended.scale_in,
        };
        if suspended {
            return None;
        }
        if let Some(pause) = target.cooldown.filter(|pause| pause.holds_back(direction, now)) {
            return Some(pause.until);
        }
        let base = match direction {
            Direction::Out => Cooldown::base(target.cooldown, desired, now),
            Direction::In => desired,
        };
        if self.set_desired(service, count, cause) {
            let cooldown = Cooldown { direction, until: now + demand.cooldown, base };
            self.target_mut(service)?.cooldown = Some(cooldown);
        }
        Some(now + CALLS_EVERY)
    }
}

/// The bound that keeps a demand from being followed.
fn at_bound(target: &ScalableTarget, demand: &Demand, desired: u32) -> Option<NotScaled> {
    if demand.count > desired {
        Some(NotScaled::AtMaximum(target.max))
    } else if demand.count < desired {
        Some(NotScaled::AtMinimum(target.min))
    } else {
        None
    }
}
