//! From stage to stage.

use super::fail::Cause;
use super::hook::Hook;
use super::stage::LifecycleStage;
use super::state::ServiceDeploymentStatus;
use super::strategy::ALL;
use crate::Engine;
use crate::id::ServiceKey;

/// What a look at the service deployment says.
enum Look {
    /// It goes into that stage.
    Enter(LifecycleStage),
    /// A hook said no.
    Fail(Cause),
    /// It waits.
    Wait,
}

impl Engine {
    /// Takes a service deployment that moves traffic as far as it may go now, and plans the next look.
    pub(crate) fn advance_rollout(&mut self, key: &ServiceKey) {
        loop {
            match self.look_at_rollout(key) {
                Look::Enter(stage) => {
                    if let Err(cause) = self.enter_stage(key, stage) {
                        return self.fail_rollout(key, &cause);
                    }
                }
                Look::Fail(cause) => return self.fail_rollout(key, &cause),
                Look::Wait => return,
            }
        }
    }

    fn look_at_rollout(&mut self, key: &ServiceKey) -> Look {
        let now = self.now();
        let Some(rollout) = self.service_mut(key).and_then(|service| service.open_rollout_mut()) else {
            return Look::Wait;
        };
        if !rollout.strategy.moves_traffic() || rollout.status != ServiceDeploymentStatus::InProgress {
            return Look::Wait;
        }
        let Some(stage) = rollout.stage else {
            let several = rollout.sources.len() > 1;
            let first = if several { LifecycleStage::ReconcileService } else { LifecycleStage::PreScaleUp };
            return Look::Enter(first);
        };
        for hook in &mut rollout.hooks {
            hook.settle(now);
        }
        if let Some(hook) = rollout.hooks.iter().find(|hook| hook.refuses()) {
            return Look::Fail(Cause::Hook { stage, target: hook.target.clone() });
        }
        let pending = rollout.hooks.iter().filter(|hook| hook.is_pending()).map(|hook: &Hook| hook.due).min();
        let until = pending.into_iter().chain((rollout.stage_until > now).then_some(rollout.stage_until)).min();
        let shifted = rollout.production_weight == Some(ALL);
        if let Some(until) = until {
            self.wake_at(key, until);
            return Look::Wait;
        }
        match stage {
            LifecycleStage::ProductionTrafficShift if !shifted => {
                Look::Enter(LifecycleStage::PreProductionTrafficShift)
            }
            _ if !self.stage_is_done(key, stage) => Look::Wait,
            _ => stage.next().map_or(Look::Wait, Look::Enter),
        }
    }

    /// Whether the tasks are where the stage wants them.
    fn stage_is_done(&self, key: &ServiceKey, stage: LifecycleStage) -> bool {
        let Some(census) = self.census(key) else { return false };
        match stage {
            LifecycleStage::ReconcileService => census.older().next().is_none(),
            LifecycleStage::ScaleUp => census.serving().count() >= census.desired,
            LifecycleStage::CleanUp => false,
            _ => true,
        }
    }
}
