//! The end of a service deployment.

use super::state::{Completed, RevisionCounts, ServiceDeployment, ServiceDeploymentStatus};
use crate::Engine;
use crate::id::{RevisionId, ServiceKey};
use crate::service::Service;

impl Engine {
    /// The service's newest deployment has completed, and with it the service deployment or its rollback.
    pub(crate) fn finish_rollout(&mut self, key: &ServiceKey) {
        let now = self.now();
        let Some(service) = self.service_mut(key) else { return };
        let Some(primary) = service.primary() else { return };
        service.last_completed = Some(Completed { deployment: primary.id, revision: primary.revision });
        let closed = service.closing_counts();
        let Some(rollout) = service.open_rollout_mut() else { return };
        rollout.status = match rollout.status {
            ServiceDeploymentStatus::RollbackInProgress => ServiceDeploymentStatus::RollbackSuccessful,
            _ => ServiceDeploymentStatus::Successful,
        };
        rollout.finished_at = Some(now);
        rollout.updated_at = now;
        rollout.close(closed);
    }

    /// The service deployment ends where it is.
    pub(crate) fn stop_rollout(&mut self, key: &ServiceKey, reason: &str) {
        let now = self.now();
        let Some(service) = self.service_mut(key) else { return };
        let closed = service.closing_counts();
        let Some(rollout) = service.open_rollout_mut() else { return };
        rollout.status = ServiceDeploymentStatus::Stopped;
        rollout.status_reason = Some(reason.to_owned());
        rollout.stopped_at = Some(now);
        rollout.updated_at = now;
        rollout.close(closed);
    }
}

impl ServiceDeployment {
    fn close(&mut self, counts: Vec<(RevisionId, RevisionCounts)>) {
        self.breaker.close();
        self.alarms.status = self.alarms.status.completed();
        self.hooks.clear();
        self.closed = Some(counts);
    }
}

impl Service {
    fn closing_counts(&self) -> Vec<(RevisionId, RevisionCounts)> {
        self.current_revisions().collect()
    }
}
