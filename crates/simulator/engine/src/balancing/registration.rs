//! Registering targets, and taking them away.

use super::target::{Target, TargetHealth, TargetKey, TargetState};
use crate::id::TaskKey;
use crate::{Engine, Name};

impl Engine {
    /// Registers a target; one that is registered stays as it is, unless it is draining.
    ///
    /// `task` is who answers there. Nothing happens when there is no such target group.
    pub fn register_target(&mut self, group: &str, key: TargetKey, zone: Option<Name>, task: Option<TaskKey>) {
        let now = self.now();
        let Some(of) = self.world.balancing.groups.get_mut(group) else { return };
        let arn = of.arn.clone();
        let draining = |target: &Target| target.health.state == TargetState::Draining;
        if of.targets.get(&key).is_some_and(|target| !draining(target)) {
            return;
        }
        let generation = of.targets.get(&key).map_or(0, |target| target.generation);
        let health = TargetHealth { state: TargetState::Registering, since: now };
        if let Some(task) = &task {
            let entry = self.world.balancing.registered.entry(task.clone()).or_default();
            entry.insert((arn.clone(), key.clone()));
        }
        of.targets.insert(key.clone(), Target { key: key.clone(), zone, task, health, generation });
        self.begin_checks(&arn, &key);
    }

    /// Takes a target out of its group: it drains as long as the group says, then it is gone. Gives the milliseconds
    /// until then; `None` when it is not registered.
    pub fn deregister_target(&mut self, group: &str, key: &TargetKey) -> Option<u64> {
        let of = self.world.balancing.groups.get(group)?;
        let (arn, delay, state) = (of.arn.clone(), of.deregistration_delay(), of.targets.get(key)?.health.state);
        match state {
            TargetState::Draining => {
                let since = of.targets.get(key)?.health.since;
                Some(delay.saturating_sub(self.now() - since))
            }
            TargetState::Unused => {
                self.remove_target(&arn, key);
                Some(0)
            }
            _ => {
                self.set_health(&arn, key, TargetState::Draining);
                self.plan_target(&arn, key, delay);
                Some(delay)
            }
        }
    }

    /// A target is no longer registered.
    pub(super) fn remove_target(&mut self, group: &Name, key: &TargetKey) {
        let balancing = &mut self.world.balancing;
        let Some(target) = balancing.groups.get_mut(group).and_then(|of| of.targets.remove(key)) else { return };
        self.note_group(group);
        let Some(task) = target.task else { return };
        let balancing = &mut self.world.balancing;
        if let Some(entry) = balancing.registered.get_mut(&task) {
            entry.remove(&(group.clone(), key.clone()));
            if entry.is_empty() {
                balancing.registered.remove(&task);
            }
        }
    }
}
