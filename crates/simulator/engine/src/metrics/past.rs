//! What a service's metrics are computed from: what ran, and when.

use super::steps::{KEPT, MINUTE, Steps};
use crate::deployment::Deployment;
use crate::fault::{Fault, of_image};
use crate::id::ServiceKey;
use crate::service::Service;
use crate::task_definition::TaskDefinition;
use crate::{Engine, Millis, World};

/// How many levels a service has.
pub(super) const LEVELS: usize = 7;

/// Tasks that run.
pub(super) const RUNNING: usize = 0;
/// Tasks that start.
pub(super) const PENDING: usize = 1;
/// Tasks that are wanted.
pub(super) const DESIRED: usize = 2;
/// CPU units of the tasks that run.
pub(super) const CPU: usize = 3;
/// MiB of the tasks that run.
pub(super) const MEMORY: usize = 4;
/// Running tasks whose memory fills up.
pub(super) const LEAKING: usize = 5;
/// Running tasks that take more CPU for a request than others.
pub(super) const BUSY: usize = 6;

/// A task without any CPU size is weighed as if it had a quarter of a vCPU.
const USUAL_CPU: u32 = 256;

/// A task without any memory size is weighed as if it had this many MiB.
const USUAL_MEMORY: u32 = 512;

/// What ran of a service, and what it was made for.
#[derive(Clone, Debug)]
pub(super) struct ServicePast {
    /// Its levels, by the constants of this module.
    pub levels: Steps<LEVELS>,
    /// The CPU units it was first scaled to: its load is what those were meant for.
    pub made_for: u32,
}

impl Engine {
    /// Remembers what a service has now; to be called after every change of its counts.
    pub(crate) fn note_service(&mut self, key: &ServiceKey) {
        let Some(service) = self.world.service(key) else { return };
        let (levels, now) = (levels(service), self.world.now);
        let size = service.primary().map_or(USUAL_CPU, |it| cpu(&it.definition));
        let made_for = levels[DESIRED].max(levels[RUNNING]).saturating_mul(size);
        if !self.metrics.services.contains_key(key) {
            self.forget_ended_services();
            let past = ServicePast { levels: Steps::new(now), made_for };
            self.metrics.services.insert(key.clone(), past);
        }
        let Some(past) = self.metrics.services.get_mut(key) else { return };
        if past.made_for == 0 {
            past.made_for = made_for;
        }
        past.levels.record(now, levels);
    }

    /// A service that has had nothing for as long as anything is remembered has no metrics any more.
    fn forget_ended_services(&mut self) {
        let World { now, clusters, .. } = &self.world;
        let limit = now.before(KEPT * MINUTE);
        self.metrics.services.retain(|key, past| {
            let exists = clusters.get(&key.cluster).is_some_and(|it| it.services.contains_key(&key.service));
            exists || past.levels.ever(limit, |levels| levels.iter().any(|level| *level > 0))
        });
    }
}

impl ServicePast {
    /// Whether it had a running task at any time since then.
    pub fn ran_since(&self, since: Millis) -> bool {
        self.levels.ever(since, |levels| levels[RUNNING] > 0)
    }
}

fn levels(service: &Service) -> [u32; LEVELS] {
    let mut levels = [0; LEVELS];
    levels[DESIRED] = service.desired;
    for deployment in &service.deployments {
        let Deployment { counts, definition, .. } = deployment;
        levels[RUNNING] += counts.running;
        levels[PENDING] += counts.pending;
        levels[CPU] += counts.running * cpu(definition);
        levels[MEMORY] += counts.running * memory(definition);
        for image in definition.containers.iter().map(|container| &container.image) {
            match of_image(image) {
                Some(Fault::OutOfMemory) => levels[LEAKING] += counts.running,
                Some(Fault::Busy) => levels[BUSY] += counts.running,
                _ => {}
            }
        }
    }
    levels
}

/// The CPU units of a task.
pub(super) fn cpu(definition: &TaskDefinition) -> u32 {
    let own = definition.cpu.as_ref().and_then(|cpu| cpu.parse().ok());
    let sum = || definition.containers.iter().map(|container| container.cpu).sum();
    own.or_else(|| Some(sum()).filter(|sum| *sum > 0)).unwrap_or(USUAL_CPU)
}

/// The MiB of a task.
pub(super) fn memory(definition: &TaskDefinition) -> u32 {
    let own = definition.memory.as_ref().and_then(|memory| memory.parse().ok());
    let limits = definition.containers.iter().filter_map(|container| container.memory.or(container.memory_reservation));
    own.or_else(|| Some(limits.sum()).filter(|sum| *sum > 0)).unwrap_or(USUAL_MEMORY)
}
