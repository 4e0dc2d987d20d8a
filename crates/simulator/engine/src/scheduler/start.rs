//! Starting what a service lacks.

use crate::Engine;
use crate::id::{DeploymentId, ServiceKey, TaskId};
use crate::placement::PlacementFailure;
use crate::task::DesiredStatus;
use crate::time::seconds;
use std::fmt::Write;

/// How many tasks of one service are started at once; more follow some seconds later.
pub(super) const BATCH: usize = 10;

impl Engine {
    /// Starts tasks of the deployment that lacks some: as many as it lacks, as the maximum leaves room for, and not
    /// before its back-off ends.
    pub(super) fn start_missing(&mut self, key: &ServiceKey) {
        let Some(census) = self.census(key) else { return };
        let Some((deployment, lacking)) = self.world.service(key).and_then(|service| service.lack(&census)) else {
            return;
        };
        let room = census.most.saturating_sub(census.counted);
        if room == 0 {
            self.notice_blocked(key, &census);
            return;
        }
        let Some(service) = self.world.service(key) else { return };
        let Some(until) = service.deployment(deployment).map(|deployment| deployment.backoff.until) else { return };
        if until > self.now() {
            self.wake_at(key, until);
            return;
        }
        let count = lacking.min(room).min(BATCH);
        let (started, failure) = self.start_tasks(key, deployment, count);
        if !started.is_empty() {
            let replaced = self.replaced_by(key, started.len());
            self.say(key, started_sentence(&key.service, &started) + &replaced);
        }
        if let Some(failure) = failure {
            self.cannot_place(key, deployment, &failure);
            return;
        }
        if lacking.min(room) > count || census.primary != Some(deployment) {
            let after = self.random.within(seconds(4)..=seconds(8));
            self.wake_at(key, self.now() + after);
        }
    }

    /// Starts so many tasks of a deployment, or fewer when one finds no place.
    pub(super) fn start_tasks(
        &mut self,
        key: &ServiceKey,
        id: DeploymentId,
        count: usize,
    ) -> (Vec<TaskId>, Option<PlacementFailure>) {
        let Some(service) = self.service_mut(key) else { return Default::default() };
        service.plan.disturb();
        let Some(template) = service.deployment(id).map(|deployment| deployment.template.clone()) else {
            return Default::default();
        };
        let mut placed = self.placed(key, id);
        let mut started = Vec::with_capacity(count);
        for _ in 0..count {
            let provider = template.placement.next_provider(&placed);
            let seat = match self.seat(&key.cluster, &template, provider) {
                Ok(seat) => seat,
                Err(failure) => return (started, Some(failure)),
            };
            if let Some(index) = provider {
                placed[index] += 1;
            }
            started.push(self.launch(&key.cluster, &template, provider, seat, Some((&key.service, id))));
        }
        (started, None)
    }

    /// How many tasks of a deployment are on each capacity provider of its strategy.
    fn placed(&self, key: &ServiceKey, id: DeploymentId) -> Vec<u32> {
        let Some(cluster) = self.world.cluster(&key.cluster) else { return Vec::new() };
        let Some(service) = cluster.service(&key.service) else { return Vec::new() };
        let Some(deployment) = service.deployment(id) else { return Vec::new() };
        let mut placed = vec![0; deployment.template.placement.strategy.len()];
        let own = service
            .tasks()
            .filter_map(|id| cluster.task(id))
            .filter(|task| task.deployment == Some(deployment.id) && task.desired_status == DesiredStatus::Running);
        for provider in own.filter_map(|task| task.capacity_provider.as_ref()) {
            let item = deployment.template.placement.strategy.iter().position(|item| item.provider == *provider);
            if let Some(index) = item {
                placed[index] += 1;
            }
        }
        placed
    }
}

/// The sentence of `who`, a service or one of its task sets, about the tasks it has started.
pub(super) fn started_sentence(who: &str, tasks: &[TaskId]) -> String {
    let mut sentence = format!("(service {who}) has started {} tasks:", tasks.len());
    for task in tasks {
        let _ = write!(sentence, " (task {task})");
    }
    sentence.push('.');
    sentence
}
