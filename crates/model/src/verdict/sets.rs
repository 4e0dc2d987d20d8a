//! Deployments that somebody else makes: a task set that comes up beside the one that takes the traffic.

use super::facts::Facts;
use super::found::{Counts, Failure, Progress};
use super::loops::FIRST_START_GRACE;
use super::moment::Moment;
use super::shortfall::lost_lately;
use crate::service::{TaskSet, TaskSetStatus};
use crate::task::Task;
use crate::task_definition::TaskDefinitionRef;

/// What is being deployed: where its tasks come from, what they run, and whether others run beside them.
pub(super) struct Deployed<'a> {
    pub started_by: &'a str,
    pub revision: &'a TaskDefinitionRef,
    pub others_run: bool,
}

impl Deployed<'_> {
    /// Whether a task is of it.
    pub(super) fn has(&self, task: &Task) -> bool {
        task.started_by.as_deref() == Some(self.started_by)
    }
}

impl<'a> Facts<'a> {
    /// The newest deployment, or the task set beside the one that takes the traffic.
    pub(super) fn deployed(&self) -> Option<Deployed<'a>> {
        if let Some(primary) = self.primary() {
            let others_run = self.service.deployments.iter().any(|one| one.id != primary.id && one.running > 0);
            return Some(Deployed { started_by: &primary.id, revision: &primary.task_definition, others_run });
        }
        let set = beside(self)?;
        Some(Deployed { started_by: &set.id, revision: &set.task_definition, others_run: true })
    }
}

/// The newest task set beside the one that takes the traffic.
fn beside<'a>(facts: &Facts<'a>) -> Option<&'a TaskSet> {
    let sets = &facts.service.task_sets;
    let primary = sets.iter().find(|set| set.status == TaskSetStatus::Primary)?;
    let others = sets.iter().filter(|set| set.status == TaskSetStatus::Active && set.id != primary.id);
    others.max_by_key(|set| set.created_at)
}

/// A task set that has just been made and comes up, while nothing else is missing.
pub(super) fn coming_set(facts: &Facts<'_>, failures: &[Failure], now: &Moment) -> Option<Progress> {
    let set = beside(facts).filter(|set| set.running < set.desired)?;
    let missing = facts.wanted().saturating_sub(facts.service.running);
    let is_all_that_lacks = missing <= set.desired - set.running;
    let is_young = set.created_at.is_some_and(|at| !now.is_past(at, FIRST_START_GRACE));
    let has_failed = failures.iter().any(|failure| failure.deployment.as_deref() == Some(&*set.id));
    let is_calm = is_young && is_all_that_lacks && !has_failed && facts.hindrance().is_none();
    (is_calm && !lost_lately(facts, now)).then(|| Progress {
        revision: set.task_definition.clone(),
        from: None,
        counts: Counts {
            desired: set.desired,
            running: set.running,
            pending: set.pending,
            waiting: facts.waiting(|task| task.started_by.as_deref() == Some(&*set.id)).min(set.pending),
        },
        old_running: facts.service.running.saturating_sub(set.running),
        failed: 0,
        since: set.created_at,
        course: None,
        new_targets: None,
        waiting: 0,
        watched: None,
        is_set: true,
    })
}
