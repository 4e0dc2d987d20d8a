//! How a service keeps its tasks.
//!
//! A service is looked at when something about it has changed, never on a tick. Looking compares what it has with what
//! it wants, does as much as the deployment configuration allows, and plans the next look when there is more to do.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html>

mod backoff;
mod census;
mod events;
mod keep;
mod protect;
mod replace;
mod sets;
mod settle;
mod start;
mod stop;

pub(super) use backoff::Backoff;

use super::id::{DeploymentId, ServiceKey, TaskId};
use super::queue::Happening;
use super::service::{Service, ServiceStatus};
use super::time::seconds;
use super::{Engine, Millis};
use std::collections::BTreeSet;

/// What a service's scheduler remembers between two looks.
#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    /// Names the look that is planned; looks planned before are void.
    wake: u32,
    /// When the next look is planned.
    due: Option<Millis>,
    /// Whether the service has said that it is steady, and has stayed so.
    steady: bool,
    /// The deployment that has said that its configuration blocks it.
    blocked: Option<DeploymentId>,
    /// The tasks that it has called unhealthy and still has.
    unhealthy: BTreeSet<TaskId>,
    /// How many tasks it has called unhealthy that no other was started for.
    unreplaced: usize,
    /// When the service has said that its tasks do not start, unless it was steady since.
    inconsistent_at: Option<Millis>,
    /// What protected tasks keep the service from, as it has said.
    held_up: Option<protect::HeldUp>,
}

impl Plan {
    /// What was steady no longer is.
    pub(super) fn disturb(&mut self) {
        self.steady = false;
        self.blocked = None;
    }
}

impl Engine {
    /// Plans a look at the service within the next seconds.
    pub(super) fn wake_soon(&mut self, key: &ServiceKey) {
        self.note_service(key);
        let is_due_soon = |service: &Service| service.plan.due.is_some_and(|due| due <= self.world.now + seconds(2));
        if self.world.service(key).is_none_or(is_due_soon) {
            return;
        }
        let after = self.random.within(800..=seconds(2));
        self.wake_at(key, self.now() + after);
    }

    /// Plans a look at the service for that moment, unless an earlier one is planned.
    pub(super) fn wake_at(&mut self, key: &ServiceKey, at: Millis) {
        let Some(service) = self.service_mut(key) else { return };
        if service.plan.due.is_some_and(|due| due <= at) {
            return;
        }
        service.plan.due = Some(at);
        service.plan.wake += 1;
        let wake = service.plan.wake;
        self.queue.plan(at, Happening::Reconcile { service: key.clone(), wake });
    }

    /// Looks at the service.
    pub(super) fn reconcile(&mut self, key: &ServiceKey, wake: u32) {
        let Some(service) = self.service_mut(key).filter(|service| service.plan.wake == wake) else { return };
        service.plan.due = None;
        match service.status {
            ServiceStatus::Active if service.has_sets() => {
                self.prove_deployments(key);
                self.keep_sets(key);
            }
            ServiceStatus::Active => {
                self.count_daemons(key);
                self.prove_deployments(key);
                self.replace_unhealthy(key);
                self.judge_rollout(key);
                self.advance_rollout(key);
                self.stop_surplus(key);
                self.start_missing(key);
                self.settle(key);
            }
            ServiceStatus::Draining => self.drain(key),
            ServiceStatus::Inactive => {}
        }
    }
}
