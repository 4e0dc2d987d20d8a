//! The tasks of services behind load balancers.

use super::ServiceTarget;
use super::target::{Failure, TargetKey, TargetState};
use crate::id::{InstanceKey, ServiceKey, TaskKey};
use crate::queue::Happening;
use crate::task::Task;
use crate::time::seconds;
use crate::{Engine, Millis, Name};
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
pub(crate) struct Notices {
    registered: BTreeMap<Name, u32>,
    deregistered: BTreeMap<Name, u32>,
}

impl Engine {
    /// What the load balancers say about a task; [`Traffic::None`] for one that is gone.
    #[must_use]
    pub fn traffic_of(&self, key: &TaskKey) -> Traffic {
        let Some(task) = self.world.task(key) else { return Traffic::None };
        let mut traffic = if task.targets.is_empty() { Traffic::None } else { Traffic::Healthy };
        let registered = self.world.balancing.registered.get(key);
        for wanted in task.targets.iter() {
            let entry = registered.and_then(|all| all.iter().find(|(group, _)| *group == wanted.group));
            let target = entry.and_then(|(group, target)| self.world.target_group(group)?.target(target));
            let Some(target) = target else { return Traffic::Waiting };
            let health = target.health;
            match health.state {
                TargetState::Draining => return Traffic::Draining,
                TargetState::Unhealthy(failure) => {
                    let (group, port) = (wanted.group.clone(), target.key.port);
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
    pub(crate) fn register_task(&mut self, key: &TaskKey) {
        let Some(task) = self.world.task(key) else { return };
        let Some(service) = task.service.clone() else { return };
        let service = ServiceKey { cluster: key.cluster.clone(), service };
        let (targets, zone) = (task.targets.clone(), task.zone.clone());
        let addresses: Vec<_> = targets.iter().map(|target| self.address_of(task, target)).collect();
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

    /// Deregisters a task from the target groups of its service. Gives the milliseconds until the last of them has
    /// drained it.
    pub(crate) fn deregister_task(&mut self, key: &TaskKey) -> u64 {
        let Some(task) = self.world.task(key) else { return 0 };
        let service = task.service.clone().map(|service| ServiceKey { cluster: key.cluster.clone(), service });
        let registered = self.world.balancing.registered.get(key).into_iter().flatten();
        let managed: Vec<_> =
            registered.filter(|(group, _)| task.targets.iter().any(|it| it.group == *group)).cloned().collect();
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
    pub(crate) fn answers_no_more(&mut self, key: &TaskKey) {
        let targets = self.world.balancing.registered.get(key).cloned().unwrap_or_default();
        for (group, target) in targets {
            self.recheck_target(&group, &target);
        }
    }

    /// What a task is registered as: its address and the container's port, or its instance and the port there. `None`
    /// before it has either.
    fn address_of(&self, task: &Task, target: &ServiceTarget) -> Option<TargetKey> {
        if let Some(network) = &task.network {
            return Some(TargetKey { id: network.address.to_string().into(), port: target.port });
        }
        let instance = InstanceKey { cluster: task.cluster.clone(), instance: task.instance? };
        let container = task.containers.iter().find(|container| container.name == target.container)?;
        let binding = container.bindings.iter().find(|binding| binding.container_port == target.port)?;
        Some(TargetKey { id: self.world.instance(&instance)?.ec2_id.clone(), port: binding.host_port })
    }

    fn notice(&mut self, service: &ServiceKey, count: impl FnOnce(&mut Notices)) {
        if !self.world.balancing.notices.contains_key(service) {
            let happening = Happening::TellTargets { service: service.clone() };
            self.queue.plan(self.world.now + TOLD_WITHIN, happening);
        }
        count(self.world.balancing.notices.entry(service.clone()).or_default());
    }

    /// A service says which targets were registered and deregistered lately.
    pub(crate) fn tell_targets(&mut self, service: &ServiceKey) {
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
