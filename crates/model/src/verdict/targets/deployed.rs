//! Targets of what is being deployed.

use std::collections::BTreeSet;

use super::super::facts::Facts;
use super::super::found::{FailingTarget, Failure, NewTargets, Targets};
use super::super::moment::Moment;
use super::{Reading, is_leaving};
use crate::name::TaskId;
use crate::reach::commonest;
use crate::task::{Task, TaskStatus};
use crate::task_definition::TaskDefinitionRef;
use crate::time::Span;
use crate::traffic::{Target, TargetState};
use crate::why::Kind;

/// The longest deregistration delay that a target group can have, and some more.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html>
const DEREGISTERED_WITHIN: Span = Span::minutes(65);

/// The last task of the newest deployment that ECS stopped for its target, while none of its successors has become
/// healthy: between two such tasks no target fails, and nothing is better. Without a deployment in progress it is over
/// as well once enough targets are healthy.
pub(in crate::verdict) fn replaced_for_target(
    facts: &Facts<'_>,
    targets: &Targets,
    failures: &[Failure],
) -> Option<Failure> {
    let primary = facts.primary()?;
    if !facts.is_deploying() && targets.healthy >= facts.wanted() {
        return None;
    }
    let of_it = |failure: &&Failure| failure.deployment.as_deref() == Some(&*primary.id);
    let last = failures.iter().find(of_it).filter(|failure| failure.cause.kind == Kind::TargetUnhealthy)?;
    let failed_at = last.at?;
    let succeeded = |(target, task): &(&Target, Option<&Task>)| {
        let is_later = |task: &Task| task.lifecycle.started_at.is_some_and(|at| at > failed_at);
        target.state == TargetState::Healthy
            && task.is_some_and(|task| task.started_by.as_deref() == Some(&*primary.id) && is_later(task))
    };
    let is_better = facts.groups.iter().flat_map(|group| &group.targets).any(succeeded);
    (!is_better).then(|| last.clone())
}

/// Whether targets are being taken out, which is what DEACTIVATING tasks wait for: connections in flight may end for as
/// long as the deregistration delay says.
pub(in crate::verdict) fn are_draining(facts: &Facts<'_>, now: &Moment) -> bool {
    let is_running = |task: &Task| task.last_status != TaskStatus::Stopped;
    let draining = |(target, task): &(&Target, Option<&Task>)| is_leaving(target) && task.is_none_or(is_running);
    let is_late = |task: &Task| task.ended_at().is_some_and(|at| now.is_past(at, DEREGISTERED_WITHIN));
    let leaves = |task: &&Task| task.last_status == TaskStatus::Deactivating && !is_late(task);
    facts.tasks.iter().any(leaves) || facts.groups.iter().flat_map(|group| &group.targets).any(draining)
}

/// The revision being deployed, if all failing targets are of its tasks and others run beside them.
pub(in crate::verdict) fn only_new(facts: &Facts<'_>, targets: &Targets) -> Option<TaskDefinitionRef> {
    let deployed = facts.deployed().filter(|deployed| deployed.others_run)?;
    let new: BTreeSet<&TaskId> = facts.tasks.iter().filter(|task| deployed.has(task)).map(|task| &task.id).collect();
    let is_new = |target: &FailingTarget| target.task.as_ref().is_some_and(|task| new.contains(task));
    targets.failing.iter().all(is_new).then(|| deployed.revision.clone())
}

/// Targets of the newest deployment that fail although ECS does not mind yet, in all groups it registers with.
pub(in crate::verdict) fn new_targets(facts: &Facts<'_>, now: &Moment) -> Option<NewTargets> {
    let primary = facts.primary()?;
    let is_new = |task: &Task| task.started_by.as_deref() == Some(&*primary.id);
    let fresh = facts.groups.iter().filter(|group| matches!(Reading::of(group, now), Reading::Trusted(_)));
    let failing: Vec<&Target> = fresh
        .flat_map(|group| &group.targets)
        .filter(|(target, task)| target.state == TargetState::Unhealthy && task.is_some_and(is_new))
        .map(|(target, _)| *target)
        .collect();
    let code = commonest(failing.iter().copied())?;
    Some(NewTargets { failing: u32::try_from(failing.len()).unwrap_or(u32::MAX), code })
}
