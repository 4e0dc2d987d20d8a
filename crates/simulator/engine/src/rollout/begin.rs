//! The beginning of a service deployment.

use super::alarms::AlarmWatch;
use super::breaker::CircuitBreaker;
use super::revision::{ServiceRevision, Side};
use super::stage::LifecycleStage;
use super::state::{ServiceDeployment, ServiceDeploymentStatus};
use super::strategy::Strategy;
use crate::id::{RevisionId, ServiceDeploymentId, ServiceKey};
use crate::service::Service;
use crate::{Engine, JsonMap, json};
use std::sync::Arc;

/// Service members that a revision freezes, beside those of its deployment.
const FROZEN: &[&str] = &["loadBalancers", "serviceRegistries"];

impl Engine {
    /// Makes the service's newest deployment the target of a new service deployment.
    pub(crate) fn begin_rollout(&mut self, key: &ServiceKey) {
        let id = ServiceDeploymentId::from_bits(self.random.bits());
        let now = self.now();
        let Some(service) = self.service_mut(key) else { return };
        service.forget_old_rollouts(now);
        let Some(revision) = freeze(service) else { return };
        let Some(primary) = service.primary() else { return };
        let deployment = primary.id;
        let configuration = json::object(&service.settings, "deploymentConfiguration").cloned().unwrap_or_default();
        let strategy = Strategy::read(&configuration);
        let weight = strategy.moves_traffic().then_some(0);
        let rollout = ServiceDeployment {
            id,
            status: ServiceDeploymentStatus::Pending,
            status_reason: None,
            stage: None,
            created_at: now,
            started_at: None,
            finished_at: None,
            stopped_at: None,
            updated_at: now,
            sources: service.older_revisions(),
            target: revision.id,
            strategy,
            rollback: None,
            breaker: CircuitBreaker::read(&configuration, service.desired),
            alarms: AlarmWatch::read(&configuration),
            configuration: Arc::new(configuration),
            hooks: Vec::new(),
            production_weight: weight,
            test_weight: weight,
            deployment,
            stage_until: now,
            steps: 0,
            closed: None,
        };
        service.revisions.insert(revision.id, revision);
        service.rollouts.push_front(rollout);
    }

    /// A service deployment that goes on is over when another begins: its traffic goes back to where it came from.
    /// One that has only its old tasks left to stop has succeeded.
    pub(crate) fn supersede_rollout(&mut self, key: &ServiceKey) {
        let Some(rollout) = self.world.service(key).and_then(Service::open_rollout) else { return };
        if rollout.stage == Some(LifecycleStage::CleanUp) {
            return self.finish_rollout(key);
        }
        if rollout.strategy.moves_traffic() {
            self.shift_back(key);
        }
        self.stop_rollout(key, "Service deployment stopped because a newer service deployment was started.");
    }
}

impl Service {
    /// The revisions of all deployments but the newest: first the one that was completed last, which serves.
    fn older_revisions(&self) -> Vec<RevisionId> {
        let completed = self.last_completed.map(|completed| completed.revision);
        let mut revisions: Vec<_> = self.deployments.iter().skip(1).map(|deployment| deployment.revision).collect();
        revisions.sort_by_key(|revision| Some(*revision) != completed);
        revisions.dedup();
        revisions
    }

    /// On which side the tasks of the next deployment are to be, under that `deploymentConfiguration`.
    pub(crate) fn next_side(&self, configuration: Option<&JsonMap>) -> Side {
        let Some(current) = self.last_completed.as_ref().and_then(|it| self.revisions.get(&it.revision)) else {
            return Side::Primary;
        };
        let moves = configuration.is_some_and(|configuration| Strategy::read(configuration).moves_traffic());
        if moves { current.side.other() } else { current.side }
    }
}

/// The revision of the service's newest deployment.
fn freeze(service: &Service) -> Option<ServiceRevision> {
    let primary = service.primary()?;
    let mut settings = json::pick(&service.settings, FROZEN);
    settings.extend((*primary.settings).clone());
    Some(ServiceRevision {
        id: primary.revision,
        created_at: primary.created_at,
        definition: primary.definition.clone(),
        settings,
        side: primary.side,
        template: primary.template.clone(),
        deployment_settings: primary.settings.clone(),
    })
}
