//! How the health of a target goes on: one planned step at a time, and none while nothing can change.

use super::health_check::HealthCheck;
use super::target::{Failure, Target, TargetHealth, TargetKey, TargetState};
use crate::container::ContainerStatus;
use crate::fault::{Fault, of_image};
use crate::id::{ServiceKey, TaskKey};
use crate::queue::Happening;
use crate::task::{Task, TaskStatus};
use crate::time::seconds;
use crate::{Engine, Name};
use std::ops::RangeInclusive;

/// How long a load balancer takes to know a new target.
const REGISTERS_WITHIN: RangeInclusive<u64> = seconds(1)..=seconds(4);

/// How long a `flapping` program answers well, and how long it does not.
const FLAPS_AFTER: RangeInclusive<u64> = seconds(60)..=seconds(180);
const RECOVERS_AFTER: RangeInclusive<u64> = seconds(40)..=seconds(120);

/// What a `flapping` program answers when it does not answer well, and what a `bad-gateway` one always does.
const UNAVAILABLE: u16 = 503;
const BAD_GATEWAY: u16 = 502;

impl Engine {
    /// The health of a target begins anew: as a new one's, or as one's that nobody checks.
    pub(super) fn begin_checks(&mut self, group: &Name, key: &TargetKey) {
        let Some(of) = self.world.balancing.groups.get(group) else { return };
        let state = match (of.is_used(), of.health_check.enabled) {
            (false, _) => TargetState::Unused,
            (true, false) => TargetState::Unavailable,
            (true, true) => TargetState::Registering,
        };
        self.set_health(group, key, state);
        if state == TargetState::Registering {
            let after = self.random.within(REGISTERS_WITHIN);
            self.plan_target(group, key, after);
        }
    }

    /// The health of a target was to change now; void when something else has happened to it since.
    pub(crate) fn step_target(&mut self, group: &Name, key: &TargetKey, generation: u32) {
        let Some(of) = self.world.balancing.groups.get(group) else { return };
        let Some(target) = of.targets.get(key).filter(|target| target.generation == generation) else { return };
        let (health, check) = (target.health, of.health_check.clone());
        let answer = self.answer(target, &check);
        match (health.state, answer) {
            (TargetState::Registering, _) => {
                self.set_health(group, key, TargetState::Checking);
                let first = self.random.within(seconds(1)..=check.interval_millis());
                self.plan_target(group, key, first + until_judged(&check, answer));
            }
            (TargetState::Checking, Err(_)) if self.now() - health.since < check.failing_millis() => {
                self.plan_target(group, key, check.failing_millis());
            }
            (TargetState::Checking | TargetState::Healthy, Err(failure)) => {
                self.set_health(group, key, TargetState::Unhealthy(failure));
                self.plan_turn(group, key, &check);
            }
            (TargetState::Checking | TargetState::Unhealthy(_), Ok(())) => {
                self.set_health(group, key, TargetState::Healthy);
                self.plan_turn(group, key, &check);
            }
            (TargetState::Draining, _) => self.remove_target(group, key),
            (TargetState::Healthy, Ok(()))
            | (TargetState::Unhealthy(_), Err(_))
            | (TargetState::Unused | TargetState::Unavailable, _) => {}
        }
    }

    /// What answers there may have changed: the checks will notice.
    pub(super) fn recheck_target(&mut self, group: &Name, key: &TargetKey) {
        let Some(of) = self.world.balancing.groups.get(group) else { return };
        let Some(target) = of.targets.get(key) else { return };
        let check = of.health_check.clone();
        let after = match (target.health.state, self.answer(target, &check)) {
            (TargetState::Healthy, Err(_)) => check.failing_millis(),
            (TargetState::Unhealthy(_), Ok(())) => check.recovering_millis(),
            _ => return,
        };
        let first = self.random.within(seconds(1)..=check.interval_millis());
        self.plan_target(group, key, first + after);
    }

    /// Plans the next turn of a target whose program flaps.
    fn plan_turn(&mut self, group: &Name, key: &TargetKey, check: &HealthCheck) {
        let Some(target) = self.world.target_group(group).and_then(|of| of.targets.get(key)) else { return };
        let flaps = self.task_of(target).and_then(fault_of) == Some(Fault::Flapping);
        if !flaps {
            return;
        }
        let after = match target.health.state {
            TargetState::Healthy => self.random.within(FLAPS_AFTER) + check.failing_millis(),
            _ => self.random.within(RECOVERS_AFTER) + check.recovering_millis(),
        };
        self.plan_target(group, key, after);
    }

    /// Sets the health of a target; what was planned for it becomes void, and its service looks at it.
    pub(super) fn set_health(&mut self, group: &Name, key: &TargetKey, state: TargetState) {
        let now = self.now();
        let of = self.world.balancing.groups.get_mut(group);
        let Some(target) = of.and_then(|of| of.targets.get_mut(key)) else { return };
        target.generation += 1;
        target.health = TargetHealth { state, since: now };
        let task = target.task.clone();
        self.note_group(group);
        let Some(task) = task else { return };
        if state == TargetState::Healthy {
            self.came_to_health(&task);
        }
        let service = self.world.task(&task).and_then(|task| task.service.clone());
        if let Some(service) = service {
            self.wake_soon(&ServiceKey { cluster: task.cluster, service });
        }
    }

    /// Plans the next step of a target, that many milliseconds from now, instead of what was planned.
    pub(super) fn plan_target(&mut self, group: &Name, key: &TargetKey, after: u64) {
        let of = self.world.balancing.groups.get_mut(group);
        let Some(target) = of.and_then(|of| of.targets.get_mut(key)) else { return };
        target.generation += 1;
        let happening =
            Happening::TargetStep { group: group.clone(), target: key.clone(), generation: target.generation };
        self.queue.plan(self.world.now + after, happening);
    }

    /// What a health check of the target would find now.
    fn answer(&self, target: &Target, check: &HealthCheck) -> Result<(), Failure> {
        let task = self.task_of(target).ok_or(Failure::Timeout)?;
        if task.last_status >= TaskStatus::Deprovisioning {
            return Err(Failure::Timeout);
        }
        if !task.containers.iter().any(|container| container.status == ContainerStatus::Running) {
            return Err(Failure::Refused);
        }
        let code = match fault_of(task) {
            Some(Fault::Timeout) => return Err(Failure::Timeout),
            Some(Fault::Flapping) if target.health.state == TargetState::Healthy => UNAVAILABLE,
            Some(Fault::BadGateway) => BAD_GATEWAY,
            _ => return check.matcher.as_ref().filter(|it| !it.grpc).map_or(Ok(()), |it| judge(it.allows(200), 200)),
        };
        check.matcher.as_ref().map_or(Ok(()), |matcher| judge(matcher.allows(code), code))
    }

    fn task_of(&self, target: &Target) -> Option<&Task> {
        let key: &TaskKey = target.task.as_ref()?;
        self.world.task(key)
    }
}

fn judge(good: bool, code: u16) -> Result<(), Failure> {
    if good { Ok(()) } else { Err(Failure::Code(code)) }
}

/// From the first check of a new target to the one that decides: one good check is enough.
fn until_judged(check: &HealthCheck, answer: Result<(), Failure>) -> u64 {
    match answer {
        Ok(()) => 0,
        Err(Failure::Timeout) => check.failing_millis() + seconds(u64::from(check.timeout)),
        Err(_) => check.failing_millis(),
    }
}

/// What is wrong with how a task answers: the first of its containers with such an image decides.
fn fault_of(task: &Task) -> Option<Fault> {
    let faults = task.containers.iter().filter_map(|container| of_image(&container.image));
    faults.into_iter().find(|fault| matches!(fault, Fault::BadGateway | Fault::Timeout | Fault::Flapping))
}
