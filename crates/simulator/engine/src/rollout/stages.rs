//! What the stages of a service deployment that moves traffic do, and how long they take.

use super::fail::Cause;
use super::hook::{Hook, HookStatus, HookTarget, of_stage};
use super::stage::LifecycleStage;
use super::strategy::ALL;
use crate::id::{ServiceKey, Uuid};
use crate::time::{minutes, seconds};
use crate::{Engine, json};

/// How long a stage takes in which nothing but hooks happens.
const BRIEF: std::ops::RangeInclusive<u64> = seconds(2)..=seconds(6);

/// How long a load balancer takes to send traffic elsewhere.
const SHIFT: std::ops::RangeInclusive<u64> = seconds(6)..=seconds(15);

/// How long a Lambda function takes to answer.
const ANSWERS: std::ops::RangeInclusive<u64> = seconds(4)..=seconds(20);

impl Engine {
    /// Brings the service deployment into a stage; fails when the load balancer does not send traffic as it is told.
    pub(super) fn enter_stage(&mut self, key: &ServiceKey, stage: LifecycleStage) -> Result<(), Cause> {
        let now = self.now();
        let shift = self.random.within(SHIFT);
        let brief = self.random.within(BRIEF);
        let takes = match stage {
            LifecycleStage::ReconcileService => {
                self.shift_back(key);
                brief
            }
            LifecycleStage::TestTrafficShift => {
                self.shift_test_traffic(key, ALL).map_err(Cause::network)?;
                shift
            }
            LifecycleStage::ProductionTrafficShift => self.next_step(key)?.max(shift),
            LifecycleStage::BakeTime => self.bake_time(key),
            LifecycleStage::ScaleUp | LifecycleStage::CleanUp => 0,
            _ => brief,
        };
        let hooks = self.hooks_of(key, stage);
        let Some(service) = self.service_mut(key) else { return Ok(()) };
        service.plan.disturb();
        let Some(rollout) = service.open_rollout_mut() else { return Ok(()) };
        rollout.stage = Some(stage);
        rollout.stage_until = now + takes;
        rollout.hooks = hooks;
        rollout.updated_at = now;
        Ok(())
    }

    /// Moves one step of production traffic; gives how long it is watched.
    fn next_step(&mut self, key: &ServiceKey) -> Result<u64, Cause> {
        let has_served = self.has_served(key);
        let Some(rollout) = self.service_mut(key).and_then(|service| service.open_rollout_mut()) else { return Ok(0) };
        rollout.steps += 1;
        let weight = if has_served { rollout.strategy.weight_after(rollout.steps) } else { ALL };
        let bake = if weight < ALL { rollout.strategy.step_bake() } else { 0 };
        self.shift_production_traffic(key, weight).map_err(Cause::network)?;
        Ok(bake)
    }

    fn bake_time(&self, key: &ServiceKey) -> u64 {
        let rollout = self.world.service(key).and_then(|service| service.open_rollout());
        let configured = rollout.and_then(|rollout| json::count(&rollout.configuration, "bakeTimeInMinutes"));
        minutes(configured.unwrap_or(0).into())
    }

    fn hooks_of(&mut self, key: &ServiceKey, stage: LifecycleStage) -> Vec<Hook> {
        let now = self.now();
        let rollout = self.world.service(key).and_then(|service| service.open_rollout());
        let Some(configuration) = rollout.map(|rollout| rollout.configuration.clone()) else { return Vec::new() };
        let described = of_stage(&configuration, stage).into_iter();
        described
            .map(|hook| {
                let expires_at = now + hook.timeout;
                let (status, due) = match hook.target {
                    HookTarget::Lambda(_) => (HookStatus::InProgress, now + self.random.within(ANSWERS)),
                    HookTarget::Pause => (HookStatus::AwaitingAction, expires_at),
                };
                let id = Uuid::random(self.random.bits());
                Hook { id, target: hook.target, status, expires_at, timeout_action: hook.action, due }
            })
            .collect()
    }
}
