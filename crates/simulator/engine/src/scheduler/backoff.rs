//! Patience with tasks that do not start.

use super::census::Use;
use crate::balancing::Traffic;
use crate::deployment::Deployment;
use crate::id::{DeploymentId, ServiceKey, TaskKey};
use crate::lifecycle::is_healthy;
use crate::placement::{PlacementFailure, Template};
use crate::time::{minutes, seconds};
use crate::{Engine, Millis};
use std::sync::Arc;

/// How often a task may fail to start before the time between attempts grows.
const FREE_ATTEMPTS: u32 = 2;

/// The first delay; each further one is twice as long.
const FIRST_DELAY: u64 = seconds(20);

/// The longest delay.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-throttle-logic.html>
const LONGEST_DELAY: u64 = minutes(27);

/// How a deployment throttles itself when its tasks do not come to RUNNING.
///
/// Tasks that did run and then ended are replaced without a delay, as on AWS.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Backoff {
    /// Attempts in a row that failed. Tasks that were started together are one attempt.
    failures: u32,
    /// Failures of tasks that were made before this belong to an attempt that is counted already.
    since: Millis,
    /// No task is started before this.
    pub(super) until: Millis,
    /// Whether the last attempt found no place.
    unplaced: bool,
}

impl Backoff {
    /// Takes note of a failed start; gives the delay when there is one now.
    fn failed(&mut self, created_at: Millis, now: Millis) -> Option<u64> {
        if created_at < self.since {
            return None;
        }
        self.failures += 1;
        self.unplaced = false;
        self.since = now;
        let doublings = self.failures.checked_sub(FREE_ATTEMPTS + 1)?;
        let delay = FIRST_DELAY.checked_shl(doublings).unwrap_or(LONGEST_DELAY).min(LONGEST_DELAY);
        self.until = now + delay;
        Some(delay)
    }
}

impl Backoff {
    /// There may be room now: the next attempt needs not wait.
    pub(crate) fn forgive(&mut self) {
        *self = Self { since: self.since, ..Self::default() };
    }
}

impl Deployment {
    /// One of its tasks has served: failures are no longer counted.
    fn prove(&mut self) {
        self.proven = true;
        self.failed_tasks = 0;
    }

    /// What its tasks are made from, when the last one found no place.
    pub(crate) fn unplaced(&self) -> Option<Arc<Template>> {
        self.backoff.unplaced.then(|| self.template.clone())
    }
}

impl Engine {
    /// A task came to RUNNING: its deployment is patient no longer.
    pub(crate) fn came_to_run(&mut self, key: &TaskKey) {
        if let Some(deployment) = self.deployment_of(key) {
            deployment.backoff = Backoff::default();
        }
    }

    /// A container or a target of a task is healthy. When the task serves now, failures of its deployment are no longer
    /// counted.
    pub(crate) fn came_to_health(&mut self, key: &TaskKey) {
        let reached = matches!(self.traffic_of(key), Traffic::None | Traffic::Healthy);
        if !reached || !self.world.task(key).is_some_and(is_healthy) {
            return;
        }
        if let Some(deployment) = self.deployment_of(key) {
            deployment.prove();
        }
    }

    /// Deployments that have a task that serves are proven: also those whose tasks nothing checks.
    pub(super) fn prove_deployments(&mut self, key: &ServiceKey) {
        let Some(census) = self.census(key) else { return };
        let serves = |id| census.members.iter().any(|it| it.use_ == Use::Healthy && it.deployment == Some(id));
        let Some(service) = self.service_mut(key) else { return };
        for deployment in service.deployments.iter_mut().filter(|it| !it.proven && serves(it.id)) {
            deployment.prove();
        }
    }

    /// A task ended by itself, or because its health checks failed. The circuit breaker counts failed starts only while
    /// no task of the deployment runs.
    pub(crate) fn note_failure(&mut self, key: &TaskKey) {
        let now = self.now();
        let Some(task) = self.world.task(key) else { return };
        let (created_at, ran) = (task.times.created_at, task.times.started_at.is_some());
        let Some(service) = task.service.clone() else { return };
        let service = ServiceKey { cluster: key.cluster.clone(), service };
        let Some(deployment) = self.deployment_of(key) else { return };
        let id = deployment.id;
        if !deployment.proven {
            deployment.failed_tasks += 1;
        }
        let counts = if ran { !deployment.proven } else { deployment.counts.running == 0 };
        let delayed = !ran && deployment.backoff.failed(created_at, now).is_some();
        if counts {
            self.count_failure(&service, id);
        }
        if delayed {
            self.say_inconsistent(&service);
        }
    }

    /// A task's health checks failed: that counts also after other tasks of its deployment have served.
    pub(super) fn note_unhealthy(&mut self, key: &TaskKey) {
        let proven = self.deployment_of(key).filter(|deployment| deployment.proven).map(|deployment| deployment.id);
        self.note_failure(key);
        let service = self.world.task(key).and_then(|task| task.service.clone());
        if let (Some(deployment), Some(service)) = (proven, service) {
            self.count_failure(&ServiceKey { cluster: key.cluster.clone(), service }, deployment);
        }
    }

    /// Tells the circuit breaker, when the deployment is the one it watches.
    fn count_failure(&mut self, service: &ServiceKey, deployment: DeploymentId) {
        let rollout = self.service_mut(service).and_then(|service| service.open_rollout_mut());
        if let Some(rollout) = rollout.filter(|rollout| rollout.deployment == deployment && rollout.goes_forward()) {
            rollout.breaker.count();
        }
    }

    /// There is no instance that can take a task: says so, counts it as a failed start, and tries again later.
    pub(super) fn cannot_place(&mut self, key: &ServiceKey, id: DeploymentId, failure: &PlacementFailure) {
        let now = self.now();
        let Some(deployment) = self.service_mut(key).and_then(|service| service.deployment_mut(id)) else {
            return;
        };
        let delay = deployment.backoff.failed(now, now).unwrap_or(FIRST_DELAY);
        deployment.backoff.until = now + delay;
        deployment.backoff.unplaced = true;
        let alone = deployment.counts.running == 0;
        if !deployment.proven {
            deployment.failed_tasks += 1;
        }
        if alone {
            self.count_failure(key, id);
        }
        self.say(key, failure.event(&key.service));
        self.wake_at(key, now + delay);
    }

    fn deployment_of(&mut self, key: &TaskKey) -> Option<&mut Deployment> {
        let cluster = self.world.clusters.get_mut(&key.cluster)?;
        let task = cluster.tasks.get(&key.task)?;
        let service = cluster.services.get_mut(task.service.as_ref()?)?;
        service.deployments.iter_mut().find(|deployment| Some(deployment.id) == task.deployment)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delay_doubles_after_two_free_attempts_and_ends_at_27_minutes() {
        let mut backoff = Backoff::default();
        let mut now = Millis(0);
        let mut delays = Vec::new();
        for _ in 0..11 {
            let delay = backoff.failed(now, now);
            delays.push(delay.map(|millis| millis / 1_000));
            now = now + delay.unwrap_or(1) + 1;
        }
        let expect = [
            None,
            None,
            Some(20),
            Some(40),
            Some(80),
            Some(160),
            Some(320),
            Some(640),
            Some(1_280),
            Some(1_620),
            Some(1_620),
        ];
        assert_eq!(delays, expect);
    }

    #[test]
    fn tasks_that_were_started_together_are_one_attempt() {
        let mut backoff = Backoff::default();
        for _ in 0..10 {
            backoff.failed(Millis(5), Millis(10));
        }
        assert_eq!(backoff.failures, 1);
    }
}
