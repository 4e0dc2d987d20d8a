//! When a service deployment begins, and when it has failed.

use super::fail::Cause;
use super::state::{MonitorStatus, ServiceDeploymentStatus};
use crate::Engine;
use crate::id::{ServiceKey, TaskId};
use crate::service::{Service, ServiceStatus};

impl Engine {
    /// Begins what was asked for, and gives up what has failed.
    pub(crate) fn judge_rollout(&mut self, key: &ServiceKey) {
        if self.world.service(key).and_then(Service::open_rollout).is_none() {
            return;
        }
        let now = self.now();
        let serving: Vec<TaskId> = self.census(key).map(|census| census.serving().collect()).unwrap_or_default();
        let Some(rollout) = self.service_mut(key).and_then(|service| service.open_rollout_mut()) else { return };
        match rollout.status {
            ServiceDeploymentStatus::Pending => {
                rollout.status = ServiceDeploymentStatus::InProgress;
                rollout.started_at = Some(now);
                rollout.updated_at = now;
            }
            ServiceDeploymentStatus::InProgress => {}
            ServiceDeploymentStatus::StopRequested => return self.abort_rollout(key),
            ServiceDeploymentStatus::RollbackRequested => return self.fail_rollout(key, &Cause::Request),
            _ => return,
        }
        rollout.breaker.credit(serving.into_iter());
        if rollout.breaker.trips() {
            rollout.breaker.status = MonitorStatus::Triggered;
            self.fail_rollout(key, &Cause::Breaker);
        } else if rollout.alarms.status == MonitorStatus::Triggered {
            self.fail_rollout(key, &Cause::Alarm);
        }
    }

    /// An alarm came to the state ALARM: the service deployments that watch it fail.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html>
    pub(crate) fn fail_rollouts_watching(&mut self, alarm: &str) {
        self.fail_deployments_watching(alarm);
        let mut woken = Vec::new();
        for (cluster, services) in self.world.clusters.iter_mut().map(|(name, cluster)| (name, &mut cluster.services)) {
            for (name, service) in services.iter_mut().filter(|(_, service)| service.status == ServiceStatus::Active) {
                let rollout = service.open_rollout_mut().filter(|rollout| rollout.goes_forward());
                if rollout.is_some_and(|rollout| rollout.alarms.trigger(alarm)) {
                    woken.push(ServiceKey { cluster: cluster.clone(), service: name.clone() });
                }
            }
        }
        for key in woken {
            self.wake_soon(&key);
        }
    }
}
