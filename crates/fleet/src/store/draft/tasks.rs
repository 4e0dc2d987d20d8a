//! Tasks, and which of them each service has.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use model::name::{ClusterName, ServiceName, TaskId};
use model::task::Task;
use model::time::Timestamp;

use super::super::merge::{keep_only, upsert};
use super::{Draft, runs};
use crate::snapshot::Seen;

/// Which tasks a list of ids was a complete answer for.
pub(crate) enum TaskScope<'a> {
    /// All of the cluster.
    Cluster,
    /// Those of one service.
    Service(&'a ServiceName),
}

impl Draft {
    /// Adds tasks or replaces what is known of them, unless something newer is known already.
    pub(crate) fn put_tasks(&mut self, cluster: &ClusterName, tasks: Vec<Task>, at: Timestamp) {
        let at = self.past(at);
        let Some(entry) = self.cluster(cluster) else { return };
        let known = entry.tasks.make_mut();
        let mut changed: Vec<TaskId> = Vec::new();
        for task in tasks {
            let (id, service) = (task.id.clone(), task.service());
            let before = known.get(&id).and_then(|seen| seen.value.service());
            if !upsert(known, id.clone(), task, at) {
                continue;
            }
            if before != service {
                move_in_index(Arc::make_mut(&mut entry.service_tasks), &id, before.as_ref(), service);
            }
            changed.push(id);
        }
        if !changed.is_empty() {
            runs::note_runs(entry, &changed);
        }
        self.touch_if(!changed.is_empty(), cluster);
    }

    /// Notes that these tasks cannot have changed since they were read: they have stopped.
    pub(crate) fn renew_tasks(&mut self, cluster: &ClusterName, ids: &[TaskId], at: Timestamp) {
        let at = self.past(at);
        let Some(entry) = self.cluster(cluster).filter(|_| !ids.is_empty()) else { return };
        let known = entry.tasks.make_mut();
        for id in ids {
            if let Some(seen) = known.get_mut(id) {
                seen.at = seen.at.max(at);
            }
        }
    }

    /// Forgets the tasks of a scope that complete lists asked for at this moment do not name.
    pub(crate) fn keep_tasks(
        &mut self,
        cluster: &ClusterName,
        scope: &TaskScope<'_>,
        ids: &BTreeSet<TaskId>,
        at: Timestamp,
    ) {
        let at = self.past(at);
        let Some(entry) = self.cluster(cluster) else { return };
        let differs = keep_only(&mut entry.tasks.value, at, |id, task| {
            let in_scope = match scope {
                TaskScope::Cluster => true,
                TaskScope::Service(service) => task.service().as_ref() == Some(*service),
            };
            !in_scope || ids.contains(id)
        });
        if differs {
            entry.service_tasks = Arc::new(index_by_service(&entry.tasks));
        }
        self.touch_if(differs, cluster);
        if matches!(scope, TaskScope::Cluster) {
            self.keep_runs(cluster, at);
        }
    }
}

/// The ids of the tasks of each service, in their order.
type Index = BTreeMap<ServiceName, Arc<Vec<TaskId>>>;

/// Puts a task under its service, and takes it away from the one it was under. The lists of all other services stay
/// shared.
fn move_in_index(index: &mut Index, id: &TaskId, before: Option<&ServiceName>, service: Option<ServiceName>) {
    if let Some((before, ids)) = before.and_then(|before| Some((before, index.get_mut(before)?))) {
        Arc::make_mut(ids).retain(|known| known != id);
        if ids.is_empty() {
            index.remove(before);
        }
    }
    if let Some(service) = service {
        let ids = Arc::make_mut(index.entry(service).or_default());
        if let Err(place) = ids.binary_search(id) {
            ids.insert(place, id.clone());
        }
    }
}

/// The same of all tasks, made anew.
fn index_by_service(tasks: &BTreeMap<TaskId, Seen<Task>>) -> Index {
    let mut index: BTreeMap<ServiceName, Vec<TaskId>> = BTreeMap::new();
    for (id, seen) in tasks {
        if let Some(service) = seen.value.service() {
            index.entry(service).or_default().push(id.clone());
        }
    }
    index.into_iter().map(|(service, ids)| (service, Arc::new(ids))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(known: &mut BTreeMap<TaskId, Seen<Task>>, index: &mut Index, number: u32, service: Option<&str>) {
        let arn = format!("arn:aws:ecs:eu-central-1:123456789012:task/shop/{number:032x}");
        let task = aws_sdk_ecs::types::Task::builder().task_arn(arn).task_definition_arn("web:7");
        let task = task.set_group(service.map(|name| format!("service:{name}"))).build();
        let task = crate::convert::task::task(task, &ClusterName::parse("shop").unwrap()).unwrap();
        let before = known.get(&task.id).and_then(|seen| seen.value.service());
        move_in_index(index, &task.id, before.as_ref(), task.service());
        known.insert(task.id.clone(), Seen::new(Timestamp(0), task));
    }

    #[test]
    fn an_index_that_grows_is_the_one_that_is_made_anew() {
        let (mut known, mut index) = (BTreeMap::new(), Index::new());
        for (number, service) in [
            (9, Some("web")),
            (3, Some("web")),
            (5, None),
            (7, Some("worker")),
            (3, Some("web")),
            (9, Some("worker")),
            (7, None),
            (5, Some("web")),
            (9, None),
        ] {
            put(&mut known, &mut index, number, service);
            assert_eq!(index, index_by_service(&known), "{number} {service:?}");
        }
    }

    #[test]
    fn a_task_that_comes_copies_the_list_of_its_service_alone() {
        let (mut known, mut index) = (BTreeMap::new(), Index::new());
        put(&mut known, &mut index, 1, Some("web"));
        put(&mut known, &mut index, 2, Some("worker"));
        let shared = index.clone();
        put(&mut known, &mut index, 3, Some("web"));
        let is_shared = |name: &str| {
            let name = ServiceName::parse(name).unwrap();
            Arc::ptr_eq(&shared[&name], &index[&name])
        };
        assert_eq!((is_shared("web"), is_shared("worker")), (false, true));
    }
}
