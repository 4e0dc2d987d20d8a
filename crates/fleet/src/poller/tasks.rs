//! All tasks of one cluster, or those of one service.

use std::collections::BTreeSet;
use std::sync::Arc;

use futures::{StreamExt, stream};
use model::name::{ServiceName, TaskId};
use model::task::Task;
use model::why::is_ambiguous;

use super::cluster_poller::ClusterPoller;
use super::keep_fresh::Loop;
use super::services::concerns_all;
use crate::budget::Priority;
use crate::clients::Sent;
use crate::error::FleetError;
use crate::read;
use crate::store::{Area, TaskScope};

/// Calls of one sweep that are under way at once.
const IN_FLIGHT: usize = 4;

/// Tasks are put in when they are this part of those that are known. 40 000 tasks are put in some 2 500 at a time then,
/// which is a few seconds of a sweep that takes a minute.
const SHARE_PUT: usize = 16;

/// The most definitions that one sweep reads to understand how tasks ended.
const DEFINITIONS_A_SWEEP: usize = 10;

/// Sweeps the tasks for ever.
pub(super) async fn keep(at: Arc<ClusterPoller>) {
    let sweeping = Loop {
        poller: &at.poller,
        name: format!("tasks of {}", at.cluster),
        area: Some(Area::Tasks(at.cluster.clone())),
        interval: || at.poller.interval(at.is_watched()),
        back_off_most: || at.poller.back_off_most(at.poller.is_looked_at()),
        due: at.lists_due.subscribe(),
    };
    sweeping
        .run(|| async { at.noting_absence(sweep(&at, None, at.priority(&Area::Tasks(at.cluster.clone()))).await) })
        .await;
}

/// Lists, forgets what is gone, and describes what can have changed: a task that has stopped cannot.
pub(super) async fn sweep(
    at: &ClusterPoller,
    service: Option<&ServiceName>,
    priority: Priority,
) -> Result<(), FleetError> {
    let (estate, began) = (&at.poller.estate, at.poller.estate.clock.now());
    let ids = read::tasks::list(&estate.clients, &at.cluster, service, priority).await?;
    let scope = service.map_or(TaskScope::Cluster, TaskScope::Service);
    let (stopped, order) = stopped_and_oldest_first(at, &ids);
    estate.store.edit(|draft| {
        draft.keep_tasks(&at.cluster, &scope, &ids, began);
        draft.renew_tasks(&at.cluster, &stopped, began);
    });
    let batches = order.chunks(read::tasks::DESCRIBE_MAX);
    let batches = batches.map(|batch| read::tasks::describe(&estate.clients, &at.cluster, batch, priority));
    let mut results = stream::iter(batches.collect::<Vec<_>>()).buffer_unordered(IN_FLIGHT);
    let (mut outcome, mut gathered) = (Ok(()), Vec::new());
    while let Some(result) = results.next().await {
        match result {
            Ok(answer) => {
                gathered.push(answer);
                if gathered.iter().map(|answer| answer.value.len()).sum::<usize>() >= enough(known_tasks(at)) {
                    put(at, std::mem::take(&mut gathered));
                }
            }
            Err(error) if concerns_all(&error) => {
                put(at, gathered);
                return Err(error);
            }
            Err(error) => outcome = outcome.and(Err(error)),
        }
    }
    put(at, gathered);
    if service.is_none() {
        explain_ends(at).await;
    }
    outcome
}

/// Reads the definitions without which it is not known what came of some runs of jobs, or which container ended a task
/// of a service. What cannot be read is tried again with the next sweep; the first failure is enough for this one.
async fn explain_ends(at: &ClusterPoller) {
    let estate = &at.poller.estate;
    let snapshot = estate.store.read();
    let Some(known) = snapshot.clusters.get(&at.cluster) else { return };
    let ended = known.tasks.values().map(|seen| &seen.value).filter(|task| task.is_of_service() && is_ambiguous(task));
    let of_services: BTreeSet<_> = ended.map(|task| task.task_definition.clone()).collect();
    let runs = known.runs.values().filter(|run| run.needs_definition());
    let mut needed: BTreeSet<_> = runs.map(|run| run.task.task_definition.clone()).collect();
    needed.extend(of_services.iter().filter(|reference| !known.definitions.contains_key(reference)).cloned());
    estate.store.edit(|draft| draft.keep_definitions(&at.cluster, &of_services));
    if needed.is_empty() {
        return;
    }
    let mut read = Vec::new();
    for reference in needed.into_iter().take(DEFINITIONS_A_SWEEP) {
        let Ok(definition) = estate.definitions.get(&reference, Priority::Background).await else { break };
        read.push(definition);
    }
    // Put in together: each change has services judged anew.
    estate.store.edit(|draft| {
        for definition in &read {
            draft.explain_runs(&at.cluster, definition);
            if of_services.contains(&definition.reference) {
                draft.keep_definition(&at.cluster, definition);
            }
        }
    });
}

/// Puts answers into the snapshot, which copies the map of all tasks once.
fn put(at: &ClusterPoller, answers: Vec<Sent<Vec<Task>>>) {
    if !answers.is_empty() {
        at.poller.estate.store.edit(|draft| {
            answers.into_iter().for_each(|answer| draft.put_tasks(&at.cluster, answer.value, answer.at));
        });
    }
}

/// How many tasks are put in together where so many are known: each time all of those are copied, so that the more
/// there are, the seldomer it has to be.
fn enough(known: usize) -> usize {
    (known / SHARE_PUT).max(1)
}

fn known_tasks(at: &ClusterPoller) -> usize {
    let snapshot = at.poller.estate.store.read();
    snapshot.clusters.get(&at.cluster).map_or(0, |known| known.tasks.len())
}

/// Describes at most a hundred tasks and puts them in.
pub(super) async fn describe(at: &ClusterPoller, ids: &[TaskId], priority: Priority) -> Result<(), FleetError> {
    let estate = &at.poller.estate;
    let answer = read::tasks::describe(&estate.clients, &at.cluster, ids, priority).await?;
    estate.store.edit(|draft| draft.put_tasks(&at.cluster, answer.value, answer.at));
    Ok(())
}

fn stopped_and_oldest_first(at: &ClusterPoller, ids: &BTreeSet<TaskId>) -> (Vec<TaskId>, Vec<TaskId>) {
    let snapshot = at.poller.estate.store.read();
    let known = snapshot.clusters.get(&at.cluster);
    let seen = |id: &TaskId| known.and_then(|known| known.tasks.get(id));
    let has_stopped = |id: &TaskId| seen(id).is_some_and(|seen| seen.value.is_stopped());
    let (stopped, others): (Vec<_>, Vec<_>) = ids.iter().cloned().partition(has_stopped);
    let mut order: Vec<_> = others.into_iter().map(|id| (seen(&id).map(|seen| seen.at), id)).collect();
    order.sort();
    (stopped, order.into_iter().map(|(_, id)| id).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many entries are copied until all tasks of a cluster were put in, batch by batch.
    fn copied(tasks: usize, enough: impl Fn(usize) -> usize) -> usize {
        let (mut known, mut gathered, mut copied) = (0, 0, 0);
        for _ in 0..tasks / read::tasks::DESCRIBE_MAX {
            gathered += read::tasks::DESCRIBE_MAX;
            if gathered >= enough(known) {
                copied += known;
                known += std::mem::take(&mut gathered);
            }
        }
        copied
    }

    #[test]
    fn what_is_copied_grows_with_the_tasks_and_not_with_their_square() {
        let batch_by_batch = copied(40_000, |_| 1);
        assert_eq!(batch_by_batch, 7_980_000);
        assert!(copied(40_000, enough) < batch_by_batch / 10, "{}", copied(40_000, enough));
        assert!(copied(80_000, enough) < 3 * copied(40_000, enough));
        assert!((0..16 * read::tasks::DESCRIBE_MAX).all(|known| enough(known) <= read::tasks::DESCRIBE_MAX));
    }
}
