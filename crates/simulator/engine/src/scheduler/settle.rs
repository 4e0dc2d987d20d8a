//! Noticing that a service has what it wants.

use crate::Engine;
use crate::deployment::{Deployment, DeploymentStatus, RolloutState};
use crate::id::{DeploymentId, ServiceKey};
use crate::rollout::stage::LifecycleStage;
use crate::service::Service;
use crate::time::minutes;
use crate::{Millis, json};

use super::census::Rank;

impl Engine {
    /// Lets finished deployments go, completes the newest, and says when the service is steady.
    pub(super) fn settle(&mut self, key: &ServiceKey) {
        let now = self.now();
        let Some(census) = self.census(key) else { return };
        let others = census.members.iter().filter(|member| member.rank != Rank::Newest);
        let left: Vec<_> = others.map(|member| member.deployment).collect();
        let serving = census.serving().count();
        let rollout = self.world.service(key).and_then(Service::open_rollout);
        let watched = rollout.map_or(0, |rollout| self.metrics.alarm_bake(&rollout.alarms));
        let drains = self.begins_to_drain(key);
        let Some(service) = self.service_mut(key) else { return };
        let has_tasks = |it: &Deployment| it.counts.pending + it.counts.running > 0 || left.contains(&Some(it.id));
        let rolls_back = service.open_rollout().is_some_and(|rollout| rollout.rollback.is_some());
        let shown = |it: &Deployment| rolls_back && it.rollout_state == RolloutState::Failed;
        service.deployments.retain(|it| it.status == DeploymentStatus::Primary || has_tasks(it) || shown(it));
        recount_desired(service, &left);
        let alone = !service.deployments.iter().skip(1).any(has_tasks);
        // A deployment waits until the last old task has gone. Where none is under way it is enough that they drain.
        let deploys = service.primary().is_none_or(|it| it.rollout_state != RolloutState::Completed);
        let counted = if deploys { census.counted } else { census.members.len() };
        let whole = serving == census.desired && counted == census.desired && alone && (deploys || !drains);
        if !whole || service.plan.steady || !service.may_complete() {
            return;
        }
        if let Some(until) = service.bakes_until(now, watched) {
            self.wake_at(key, until);
            return;
        }
        service.plan.steady = true;
        service.deployments.truncate(1);
        let Some(primary) = service.deployments.first_mut() else { return };
        let (id, completes) = (primary.id, primary.rollout_state == RolloutState::InProgress);
        if completes {
            primary.rollout_state = RolloutState::Completed;
            primary.rollout_state_reason = format!("ECS deployment {id} completed.");
            primary.updated_at = now;
            self.finish_rollout(key);
            self.say(key, format!("(service {}) (deployment {id}) deployment completed.", key.service));
        }
        self.say_steady(key, id);
    }
}

impl Service {
    /// Until when a rolling deployment that has all its tasks is still watched; `None` when it need not be any longer.
    /// Alarms watch it for so many milliseconds.
    fn bakes_until(&mut self, now: Millis, alarms: u64) -> Option<Millis> {
        let rollout = self.open_rollout_mut().filter(|it| it.goes_forward() && !it.strategy.moves_traffic())?;
        if rollout.stage.is_none() {
            let configured = json::count(&rollout.configuration, "bakeTimeInMinutes").unwrap_or(0);
            let bake = minutes(configured.into()).max(alarms);
            if bake == 0 {
                return None;
            }
            rollout.stage = Some(LifecycleStage::BakeTime);
            rollout.stage_until = now + bake;
            rollout.updated_at = now;
        }
        (rollout.stage_until > now).then_some(rollout.stage_until)
    }
}

/// An older deployment wants what it still has; one that is kept wants all.
fn recount_desired(service: &mut Service, left: &[Option<DeploymentId>]) {
    let (desired, kept) = (service.desired, service.last_completed.filter(|_| service.keeps_two()));
    for deployment in service.deployments.iter_mut().filter(|it| it.status == DeploymentStatus::Active) {
        let count = left.iter().filter(|id| **id == Some(deployment.id)).count();
        let is_kept = kept.is_some_and(|it| it.deployment == deployment.id);
        deployment.desired = if is_kept { desired } else { u32::try_from(count).unwrap_or(u32::MAX) };
    }
}
