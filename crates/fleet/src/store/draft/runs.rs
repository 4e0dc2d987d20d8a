//! What jobs did: tasks of no service that have ended, kept for longer than AWS tells of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use model::job::{JobKey, RUNS_KEPT, Run};
use model::name::{ClusterName, TaskId};
use model::task_definition::{TaskDefinition, TaskDefinitionRef};
use model::time::Timestamp;

use super::Draft;
use crate::snapshot::ClusterSnapshot;

/// The most runs of all jobs of a cluster that are kept, at some 2 kB each; those that ended longest ago go first.
const RUNS_OF_CLUSTER: usize = 2_000;

impl Draft {
    /// Gives the runs of a cluster that were made from this definition and cannot be understood without it what they
    /// need.
    pub(crate) fn explain_runs(&mut self, cluster: &ClusterName, definition: &Arc<TaskDefinition>) {
        let Some(entry) = self.cluster(cluster) else { return };
        let mut differs = false;
        for run in Arc::make_mut(&mut entry.runs).values_mut() {
            if run.task.task_definition == definition.reference && run.needs_definition() {
                run.definition = Some(Arc::clone(definition));
                differs = true;
            }
        }
        self.touch_if(differs, cluster);
    }

    /// Keeps the definition of tasks of services that ended.
    pub(crate) fn keep_definition(&mut self, cluster: &ClusterName, definition: &Arc<TaskDefinition>) {
        let Some(entry) = self.cluster(cluster) else { return };
        let differs = !entry.definitions.contains_key(&definition.reference);
        if differs {
            Arc::make_mut(&mut entry.definitions).insert(definition.reference.clone(), Arc::clone(definition));
        }
        self.touch_if(differs, cluster);
    }

    /// Forgets the definitions of all tasks but these.
    pub(crate) fn keep_definitions(&mut self, cluster: &ClusterName, wanted: &BTreeSet<TaskDefinitionRef>) {
        let Some(entry) = self.cluster(cluster) else { return };
        let differs = entry.definitions.keys().any(|reference| !wanted.contains(reference));
        if differs {
            Arc::make_mut(&mut entry.definitions).retain(|reference, _| wanted.contains(reference));
        }
        self.touch_if(differs, cluster);
    }

    /// Forgets runs that do not matter any more.
    pub(super) fn keep_runs(&mut self, cluster: &ClusterName, now: Timestamp) {
        let Some(entry) = self.cluster(cluster).filter(|entry| !entry.runs.is_empty()) else { return };
        let kept = kept(&entry.runs, now);
        let differs = kept.len() != entry.runs.len();
        if differs {
            entry.runs = Arc::new(kept);
        }
        self.touch_if(differs, cluster);
    }
}

/// Keeps the tasks of these that are runs of jobs and have ended.
pub(super) fn note_runs(entry: &mut ClusterSnapshot, ids: &[TaskId]) {
    let is_new_run = |id: &&TaskId| {
        let ended = entry.tasks.get(id).is_some_and(|seen| seen.value.is_stopped() && !seen.value.is_of_service());
        ended && !entry.runs.contains_key(id)
    };
    let new: Vec<&TaskId> = ids.iter().filter(is_new_run).collect();
    if new.is_empty() {
        return;
    }
    let runs = Arc::make_mut(&mut entry.runs);
    for id in new {
        if let Some(seen) = entry.tasks.get(id) {
            runs.insert(id.clone(), Run { task: Arc::clone(&seen.value), definition: None });
        }
    }
}

/// The last runs of each job, as far as they matter now.
fn kept(runs: &BTreeMap<TaskId, Run>, now: Timestamp) -> BTreeMap<TaskId, Run> {
    let mut newest: Vec<(&TaskId, &Run)> = runs.iter().collect();
    newest.sort_by_key(|(_, run)| std::cmp::Reverse(run.ended_at()));
    let mut by_job: BTreeMap<JobKey, usize> = BTreeMap::new();
    let matters = |(_, run): &(&TaskId, &Run)| {
        let Some(key) = JobKey::of(&run.task) else { return false };
        let is_recent = run.ended_at().is_none_or(|at| now.since(at) <= key.matters_for());
        let count = by_job.entry(key).or_default();
        *count += 1;
        is_recent && *count <= RUNS_KEPT
    };
    let kept = newest.into_iter().filter(matters).take(RUNS_OF_CLUSTER);
    kept.map(|(id, run)| (id.clone(), run.clone())).collect()
}
