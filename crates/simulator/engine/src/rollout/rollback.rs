//! Going back to the revision that was completed last.

use super::fail::{Cause, rolling_back};
use super::state::{Rollback, ServiceDeploymentStatus};
use crate::deployment::{Deployment, DeploymentStatus, RolloutState};
use crate::id::{DeploymentId, RevisionId, ServiceKey};
use crate::placement::Template;
use crate::service::Service;
use crate::{Engine, Millis, Name};
use std::sync::Arc;

/// Members of a service that follow the revision it runs.
const FOLLOW: &[&str] = &[
    "launchType",
    "capacityProviderStrategy",
    "platformVersion",
    "platformFamily",
    "networkConfiguration",
    "loadBalancers",
    "serviceRegistries",
];

impl Engine {
    /// Puts the revision back that was completed last. Tasks of it that were kept stay; otherwise a new deployment
    /// starts them.
    pub(super) fn roll_back(&mut self, key: &ServiceKey, cause: &Cause) {
        let now = self.now();
        let id = self.new_deployment_id();
        let Some(service) = self.world.service(key) else { return };
        let Some(rollout) = service.open_rollout() else { return };
        let moves = rollout.strategy.moves_traffic();
        let Some(candidate) = service.last_completed.filter(|it| service.revisions.contains_key(&it.revision)) else {
            return self.cannot_roll_back(key, cause);
        };
        if moves {
            self.shift_back(key);
        }
        let Some(service) = self.service_mut(key) else { return };
        let reason = format!("{}: rolling back to deploymentId {}.", cause.monitor(), candidate.deployment);
        if !(moves && service.bring_back(candidate.deployment, &reason, now)) {
            service.deploy_again(id, candidate.revision, reason, now);
        }
        service.follow(candidate.revision);
        if let Some(rollout) = service.open_rollout_mut() {
            rollout.status = ServiceDeploymentStatus::RollbackInProgress;
            rollout.status_reason = Some(cause.status_reason(true));
            rollout.updated_at = now;
            rollout.hooks.clear();
            rollout.rollback =
                Some(Rollback { reason: cause.status_reason(true), started_at: now, revision: candidate.revision });
        }
        self.say(key, rolling_back(&key.service, candidate.deployment));
    }

    /// There is nothing to go back to: the failed deployment stays.
    fn cannot_roll_back(&mut self, key: &ServiceKey, cause: &Cause) {
        self.stop_rollout(key, "");
        let Some(service) = self.service_mut(key) else { return };
        let Some(rollout) = service.rollouts.front_mut() else { return };
        rollout.status = ServiceDeploymentStatus::RollbackFailed;
        rollout.status_reason =
            Some(format!("{} No rollback candidate was found to run the rollback.", cause.status_reason(true)));
        rollout.finished_at = rollout.stopped_at.take();
        let id = rollout.deployment;
        self.say(
            key,
            format!(
                "(service {}) (deployment {id}) rollback failed: No rollback candidate was found to run the rollback.",
                key.service
            ),
        );
    }

    pub(crate) fn new_deployment_id(&mut self) -> DeploymentId {
        DeploymentId(self.random.within(1_000_000_000_000_000_000..=9_999_999_999_999_999_999))
    }
}

impl Service {
    /// Makes a deployment whose tasks were kept the newest again; `false` when it is gone.
    fn bring_back(&mut self, id: DeploymentId, reason: &str, now: Millis) -> bool {
        let Some(index) = self.deployments.iter().position(|deployment| deployment.id == id) else { return false };
        let mut kept = self.deployments.remove(index);
        for other in &mut self.deployments {
            other.status = DeploymentStatus::Active;
        }
        kept.status = DeploymentStatus::Primary;
        kept.rollout_state = RolloutState::InProgress;
        kept.rollout_state_reason = reason.to_owned();
        kept.updated_at = now;
        kept.desired = self.desired;
        self.deployments.insert(0, kept);
        true
    }

    /// Starts a new deployment of a revision.
    fn deploy_again(&mut self, id: DeploymentId, revision: RevisionId, reason: String, now: Millis) {
        let Some(revision) = self.revisions.get(&revision) else { return };
        let started_by: Name = id.to_string().into();
        let template = Template { started_by: Some(started_by), ..(*revision.template).clone() };
        let settings = revision.deployment_settings.clone();
        let mut deployment =
            Deployment::begin(id, revision.id, revision.side, Arc::new(template), settings, self.desired, now);
        deployment.rollout_state_reason = reason;
        for older in &mut self.deployments {
            older.status = DeploymentStatus::Active;
        }
        self.deployments.insert(0, deployment);
    }

    /// Gives the service the settings of a revision.
    fn follow(&mut self, revision: RevisionId) {
        let Some(revision) = self.revisions.get(&revision) else { return };
        let mut settings = (*self.settings).clone();
        for key in FOLLOW {
            settings.remove(*key);
            if let Some(value) = revision.settings.get(*key) {
                settings.insert((*key).to_owned(), value.clone());
            }
        }
        self.compute = revision.template.placement.compute;
        self.settings = Arc::new(settings);
    }
}
