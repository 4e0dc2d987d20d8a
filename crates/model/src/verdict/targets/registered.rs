//! Whether the tasks of a service are targets of its groups.

use std::collections::BTreeSet;

use super::super::facts::{Exists, Facts, GroupFacts};
use super::super::found::Targets;
use super::super::moment::Moment;
use super::{REGISTERED_AFTER, Reading, is_leaving};
use crate::name::TaskId;
use crate::task::{Task, TaskStatus};

/// Tasks that have run for so long that each should be a target of every group.
pub(super) fn settled<'f, 'a>(facts: &'f Facts<'a>, now: &'f Moment) -> impl Iterator<Item = &'a Task> {
    let runs = |task: &&Task| task.last_status == TaskStatus::Running && task.desired_status == TaskStatus::Running;
    let started = |task: &&Task| task.lifecycle.started_at.is_some_and(|at| now.is_past(at, REGISTERED_AFTER));
    facts.tasks.iter().copied().filter(runs).filter(started)
}

/// How the settled tasks of a service are registered with one of its groups, or with the one that takes turns with it.
pub(super) struct Registration {
    expected: usize,
    registered: usize,
    /// Settled tasks that are no target, as far as it is known.
    missing: usize,
    /// Whether the targets are known as they are now.
    is_current: bool,
    name: String,
}

impl Registration {
    /// `None` while the tasks are not known as they are now, or the targets were never read.
    pub(super) fn of(facts: &Facts<'_>, binding: usize, now: &Moment) -> Option<Self> {
        let groups: Vec<&GroupFacts<'_>> = facts.groups.iter().filter(|group| group.binding == binding).collect();
        let is_known =
            |group: &&GroupFacts<'_>| group.exists != Exists::No && !matches!(Reading::of(group, now), Reading::Never);
        if facts.tasks_unseen(now).is_some() || !groups.iter().all(is_known) {
            return None;
        }
        let targets = || groups.iter().flat_map(|group| &group.targets);
        let owners: BTreeSet<&TaskId> = targets().filter_map(|(_, owner)| owner.map(|owner| &owner.id)).collect();
        // What a deployment replaces need not have been registered with a group that the deployment adds.
        let deployed = facts.deployed().filter(|_| facts.is_deploying());
        let is_old = |task: &Task| deployed.as_ref().is_some_and(|deployed| !deployed.has(task));
        let old_are_targets = targets().any(|(_, owner)| owner.is_none_or(is_old));
        let settled: Vec<&Task> = settled(facts, now).filter(|task| old_are_targets || !is_old(task)).collect();
        let unowned = || targets().filter(|(target, owner)| owner.is_none() && !is_leaving(target));
        let (addressed, others): (Vec<&Task>, Vec<&Task>) =
            settled.iter().filter(|task| !owners.contains(&task.id)).partition(|task| task.private_ip.is_some());
        // A task whose IPv4 address is known can only be a target by its IPv6 address, which is not.
        let by_other_address = unowned().filter(|(target, _)| target.id.contains(':')).count();
        Some(Self {
            expected: settled.len(),
            registered: settled.len() - addressed.len() - others.len(),
            missing: addressed.len().saturating_sub(by_other_address) + others.len().saturating_sub(unowned().count()),
            is_current: groups.iter().all(|group| matches!(Reading::of(group, now), Reading::Trusted(_))),
            name: groups.first()?.name.to_owned(),
        })
    }

    /// Whether every settled task is a target: then targets without a task belong to none of them.
    pub(super) const fn is_complete(&self) -> bool {
        self.expected > 0 && self.registered == self.expected
    }
}

/// How many settled tasks are no target of a group that has targets, and of which group.
pub(super) fn missing(facts: &Facts<'_>, targets: &Targets, now: &Moment) -> Option<(u32, String)> {
    if targets.staying == 0 {
        return None;
    }
    let mut bindings: Vec<usize> = facts.groups.iter().map(|group| group.binding).collect();
    bindings.dedup();
    bindings.into_iter().find_map(|binding| {
        let registration = Registration::of(facts, binding, now).filter(|it| it.is_current)?;
        let missing = u32::try_from(registration.missing).unwrap_or(u32::MAX);
        (missing > 0).then_some((missing, registration.name))
    })
}
