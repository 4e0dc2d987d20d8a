//! The tasks of services behind load balancers.

use super::ServiceTarget;
use super::target::{Failure, TargetKey, TargetState};
use crate::id::{InstanceKey, ServiceKey, TaskKey};
use crate::queue::Happening;
use crate::service::{Service, ServiceStatus};
use crate::task::Task;
use crate::time::seconds;
use crate::{Engine, Millis, Name};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// Within this, targets of one service that were registered are told of together.
const TOLD_WITHIN: u64 = seconds(2);

/// How long after its tasks were told to stop a service says that their targets were deregistered and drain.
const LEFT_AFTER: RangeInclusive<u64> = seconds(8)..=seconds(12);

/// What Elastic Load Balancing answers about a target group that is gone.
const GROUP_NOT_FOUND: &str = "One or more target groups not found";

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
    left: Left,
}

/// Targets that were deregistered.
#[derive(Clone, Debug, Default)]
struct Left {
    deregistered: BTreeMap<Name, u32>,
    /// How many tasks drain, and of whom: of a service, or of one of its task sets.
    draining: Vec<(String, usize)>,
}

impl Left {
    fn is_empty(&self) -> bool {
        self.deregistered.is_empty() && self.draining.is_empty()
    }
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
                self.say(&service, format!("(service {name}) failed to register targets in (target-group {group}) with (error {GROUP_NOT_FOUND})"));
                continue;
            }
            self.register_target(&target.group, address, Some(zone.clone()), Some(key.clone()));
            self.notice_registered(&service, &target.group);
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
                self.notice_left(service, |left| *left.deregistered.entry(group).or_default() += 1);
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

    fn notice_registered(&mut self, service: &ServiceKey, group: &Name) {
        let notices = self.world.balancing.notices.entry(service.clone()).or_default();
        if notices.registered.is_empty() {
            let happening = Happening::TellRegistered { service: service.clone() };
            self.queue.plan(self.world.now + TOLD_WITHIN, happening);
        }
        *notices.registered.entry(group.clone()).or_default() += 1;
    }

    fn notice_left(&mut self, service: &ServiceKey, count: impl FnOnce(&mut Left)) {
        let notices = self.world.balancing.notices.entry(service.clone()).or_default();
        if notices.left.is_empty() {
            let after = self.random.within(LEFT_AFTER);
            self.queue.plan(self.world.now + after, Happening::TellLeft { service: service.clone() });
        }
        count(&mut notices.left);
    }

    /// So many tasks of `who`, the service or one of its task sets, drain; it says so when they are deregistered.
    pub(crate) fn notice_draining(&mut self, service: &ServiceKey, who: String, tasks: usize) {
        self.notice_left(service, |left| left.draining.push((who, tasks)));
    }

    /// Whether tasks have been told to stop and the service has not said yet that they drain.
    pub(crate) fn begins_to_drain(&self, service: &ServiceKey) -> bool {
        self.world.balancing.notices.get(service).is_some_and(|notices| !notices.left.draining.is_empty())
    }

    /// A service says which targets were registered lately.
    pub(crate) fn tell_registered(&mut self, service: &ServiceKey) {
        let registered = self.world.balancing.notices.get_mut(service).map(|it| std::mem::take(&mut it.registered));
        for (group, count) in registered.unwrap_or_default() {
            self.say_targets(service, "registered", &group, count);
        }
        self.forget_told(service);
    }

    /// A service says which targets were deregistered lately, and then which tasks drain.
    pub(crate) fn tell_left(&mut self, service: &ServiceKey) {
        let left = self.world.balancing.notices.get_mut(service).map(|it| std::mem::take(&mut it.left));
        let left = left.unwrap_or_default();
        for (group, count) in left.deregistered {
            self.say_targets(service, "deregistered", &group, count);
        }
        for (who, count) in left.draining {
            self.say(service, format!("(service {who}) has begun draining connections on {count} tasks."));
        }
        self.forget_told(service);
        self.wake_soon(service);
    }

    /// A target group is gone: the services whose tasks were in it say so, and no longer know how these are.
    pub(super) fn miss_group(&mut self, group: &Name) {
        let uses = |service: &&Service| {
            let mut templates = service.deployments.iter().map(|deployment| &deployment.template);
            service.status == ServiceStatus::Active
                && templates.any(|it| it.targets.iter().any(|target| target.group == *group))
        };
        let services = self.world.clusters().flat_map(|cluster| cluster.services()).filter(uses);
        let keys: Vec<_> = services
            .map(|service| ServiceKey { cluster: service.cluster.clone(), service: service.name.clone() })
            .collect();
        for key in keys {
            let name = &key.service;
            self.say(&key, format!("(service {name}) failed to describe target health on (target-group {group}) with (error {GROUP_NOT_FOUND})"));
            self.wake_soon(&key);
        }
    }

    fn say_targets(&mut self, service: &ServiceKey, word: &str, group: &Name, count: u32) {
        self.say(service, format!("(service {}) {word} {count} targets in (target-group {group})", service.service));
    }

    fn forget_told(&mut self, service: &ServiceKey) {
        let notices = &mut self.world.balancing.notices;
        if notices.get(service).is_some_and(|it| it.registered.is_empty() && it.left.is_empty()) {
            notices.remove(service);
        }
    }
}
