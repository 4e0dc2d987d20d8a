//! The tasks of services behind load balancers.

use super::ServiceTarget;
use super::target::{Failure, TargetKey, TargetState};
use crate::engine::id::{ServiceKey, TaskKey};
use crate::engine::queue::Happening;
use crate::engine::task::Task;
use crate::engine::time::seconds;
use crate::engine::{Engine, Millis, Name};
use std::collections::BTreeMap;

/// Within this, targets of one service are told of together.
const TOLD_WITHIN: u64 = seconds(2);

/// What the load balancers say about a task. Of several target groups the worst counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Traffic {
    /// Its service has no load balancer.
    None,
    /// It is not registered yet, or its first checks are not over.
    Waiting,
    /// It gets traffic, or nobody checks whether it could.
    Healthy,
    /// Its checks fail.
    Unhealthy {
        /// The ARN of the target group that says so.
        group: Name,
        /// The port that is checked.
        port: u16,
        /// Since when it is unhealthy there.
        since: Millis,
        /// What the checks find.
        failure: Failure,
    },
    /// It is being deregistered.
    Draining,
}

/// Targets of one service that nobody has been told of, by target group.
#[derive(Clone, Debug, Default)]
pub(in crate::engine) struct Notices {
    registered: BTreeMap<Name, u32>,
    deregistered: BTreeMap<Name, u32>,
}

impl Engine {
    /// What the load balancers say about a task; [`Traffic::None`] for one that is gone.
    #[must_use]
    pub fn traffic_of(&self, key: &TaskKey) -> Traffic {
        let Some(task) = self.world.task(key) else { return Traffic::None };
        let mut traffic = if task.targets.is_empty() { Traffic::None } else { Traffic::Healthy };
        for target in task.targets.iter() {
            let health =
                address_of(task, target).and_then(|it| self.world.target_state(&target.group, &it.id, it.port));
            let Some(health) = health else { return Traffic::Waiting };
            match health.state {
                TargetState::Draining => return Traffic::Draining,
                TargetState::Unhealthy(failure) => {
                    let (group, port) = (target.group.clone(), target.port);
                    traffic = Traffic::Unhealthy { group, port, since: health.since, failure };
                }
                TargetState::Registering | TargetState::Checking if traffic == Traffic::Healthy => {
                    traffic = Traffic::Waiting;
                }
                _ => {}
            }
        }
        traffic
    }

    /// Registers a task with the target groups of its service.
    pub(in crate::engine) fn register_task(&mut self, key: &TaskKey) {
        let Some(task) = self.world.task(key) else { return };
        let Some(service) = task.service.clone() else { return };
        let service = ServiceKey { cluster: key.cluster.clone(), service };
        let (targets, zone) = (task.targets.clone(), task.zone.clone());
        let addresses: Vec<_> = targets.iter().map(|target| address_of(task, target)).collect();
        for (target, address) in targets.iter().zip(addresses) {
            let Some(address) = address else { continue };
            if self.world.target_group(&target.group).is_none() {
                let (name, group) = (&service.service, &target.group);
                self.say(&service, format!("(service {name}) failed to register targets in (target-group {group}) with (error One or more target groups not found)"));
                continue;
            }
            self.register_target(&target.group, address, Some(zone.clone()), Some(key.clone()));
            self.notice(&service, |notices| *notices.registered.entry(target.group.clone()).or_default() += 1);
        }
    }

    /// Deregisters a task from the target groups of its service. Gives the milliseconds until the last of them has drained it.
    pub(in crate::engine) fn deregister_task(&mut self, key: &TaskKey) -> u64 {
        let Some(task) = self.world.task(key) else { return 0 };
        let service = task.service.clone().map(|service| ServiceKey { cluster: key.cluster.clone(), service });
        let managed: Vec<_> =
            task.targets.iter().filter_map(|it| Some((it.group.clone(), address_of(task, it)?))).collect();
        let mut longest = 0;
        for (group, address) in managed {
            let draining = self.world.target_state(&group, &address.id, address.port);
            let draining = draining.is_some_and(|health| health.state == TargetState::Draining);
            let Some(delay) = self.deregister_target(&group, &address) else { continue };
            longest = longest.max(delay);
            if let Some(service) = service.as_ref().filter(|_| !draining) {
                self.notice(service, |notices| *notices.deregistered.entry(group).or_default() += 1);
            }
        }
        longest
    }

    /// A task no longer answers: the checks of targets that somebody registered by hand will notice.
    pub(in crate::engine) fn answers_no_more(&mut self, key: &TaskKey) {
        let targets = self.world.balancing.registered.get(key).cloned().unwrap_or_default();
        for (group, target) in targets {
            self.recheck_target(&group, &target);
        }
    }

    fn notice(&mut self, service: &ServiceKey, count: impl FnOnce(&mut Notices)) {
        if !self.world.balancing.notices.contains_key(service) {
            let happening = Happening::TellTargets { service: service.clone() };
            self.queue.plan(self.world.now + TOLD_WITHIN, happening);
        }
        count(self.world.balancing.notices.entry(service.clone()).or_default());
    }

    /// A service says which targets were registered and deregistered lately.
    pub(in crate::engine) fn tell_targets(&mut self, service: &ServiceKey) {
        let Some(notices) = self.world.balancing.notices.remove(service) else { return };
        for (word, counts) in [("deregistered", notices.deregistered), ("registered", notices.registered)] {
            for (group, count) in counts {
                self.say(
                    service,
                    format!("(service {}) {word} {count} targets in (target-group {group})", service.service),
                );
            }
        }
    }
}

/// What a task is registered as; `None` before it has an address.
fn address_of(task: &Task, target: &ServiceTarget) -> Option<TargetKey> {
    let network = task.network.as_ref()?;
    Some(TargetKey { id: network.address.to_string().into(), port: target.port })
}
