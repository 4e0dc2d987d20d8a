//! Noticing that a service has what it wants.

use super::census::Use;
use crate::engine::Engine;
use crate::engine::deployment::{DeploymentStatus, RolloutState};
use crate::engine::id::{DeploymentId, ServiceKey};
use crate::engine::service::Service;

impl Engine {
    /// Lets finished deployments go, completes the newest, and says when the service is steady.
    pub(super) fn settle(&mut self, key: &ServiceKey) {
        let now = self.now();
        let Some(census) = self.census(key) else { return };
        let left: Vec<_> = census.older().map(|member| member.deployment).collect();
        let serving = census.newest().filter(|member| member.use_ == Use::Healthy).count();
        let Some(service) = self.service_mut(key) else { return };
        service.deployments.retain(|it| {
            it.status == DeploymentStatus::Primary
                || it.counts.pending + it.counts.running > 0
                || left.contains(&Some(it.id))
        });
        recount_desired(service, &left);
        let whole = serving == census.desired && census.counted == census.desired && service.deployments.len() == 1;
        if !whole || service.plan.steady {
            return;
        }
        service.plan.steady = true;
        let Some(primary) = service.deployments.first_mut() else { return };
        let (id, completes) = (primary.id, primary.rollout_state == RolloutState::InProgress);
        if completes {
            primary.rollout_state = RolloutState::Completed;
            primary.rollout_state_reason = format!("ECS deployment {id} completed.");
            primary.updated_at = now;
            self.say(key, format!("(service {}) (deployment {id}) deployment completed.", key.service));
        }
        self.say_steady(key, id);
    }
}

/// An older deployment wants what it still has.
fn recount_desired(service: &mut Service, left: &[Option<DeploymentId>]) {
    for deployment in service.deployments.iter_mut().filter(|it| it.status == DeploymentStatus::Active) {
        let count = left.iter().filter(|id| **id == Some(deployment.id)).count();
        deployment.desired = u32::try_from(count).unwrap_or(u32::MAX);
    }
}
