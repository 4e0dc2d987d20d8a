//! What pages ask of one cluster.

use std::sync::Arc;

use model::instance::Instance;
use model::name::EnvironmentName;
use model::task::Task;
use model::view::{ClusterRow, JobRow};

use super::JudgedCluster;
use crate::judged::Judged;
use crate::judged::lists::{EventItem, Hits, InstanceItem, Lately, Sought, TaskItem, cluster_row, tasks_by_instance};
use crate::list::Index;
use crate::rows::job_rows;

impl JudgedCluster {
    /// Its services as a list.
    pub fn service_list(&self) -> &Arc<Index<Arc<Judged>>> {
        self.lists.services.get(|| self.services.to_vec())
    }

    /// Its tasks as a list.
    pub fn task_list(&self) -> &Arc<Index<TaskItem>> {
        let tasks = || self.snapshot().tasks.values();
        self.lists.tasks.get(|| tasks().map(|seen| TaskItem::new(Arc::clone(&seen.value))).collect())
    }

    /// The events of all its services as a list.
    pub fn event_list(&self) -> &Arc<Index<EventItem>> {
        self.lists.events.get(|| self.services.iter().flat_map(EventItem::of).collect())
    }

    /// How many events of its services are known.
    pub fn events_total(&self) -> usize {
        let events = || self.services.iter().map(|judged| judged.service.events.len()).sum();
        *self.lists.events_total.get_or_init(events)
    }

    /// Its container instances as a list.
    pub fn instance_list(&self) -> &Arc<Index<InstanceItem>> {
        let instances = || self.snapshot().instances.values();
        self.lists.instances.get(|| instances().map(|seen| InstanceItem(Arc::clone(&seen.value))).collect())
    }

    /// Its tasks that hold a part of a container instance: those on it that have not stopped.
    pub fn tasks_on(&self, instance: &Instance) -> &[Arc<Task>] {
        let tasks = self.lists.on_instances.get_or_init(|| tasks_by_instance(self.snapshot()));
        tasks.get(&instance.id).map(Vec::as_slice).unwrap_or_default()
    }

    /// The cluster as a row.
    pub fn row(&self, environment: &EnvironmentName) -> &Arc<ClusterRow> {
        self.lists.row.get_or_init(|| Arc::new(cluster_row(environment, self, self.service_list())))
    }

    /// Its jobs that need attention, the one that failed last first.
    pub fn jobs(&self, environment: &EnvironmentName) -> &[JobRow] {
        self.lists.jobs.get_or_init(|| job_rows(environment, self.snapshot()))
    }

    /// What matches a text; `find` looks for it unless somebody did lately.
    pub fn matches(&self, sought: &Sought, find: impl FnOnce() -> Hits) -> Arc<Hits> {
        self.lists.matches.answer(sought, || Arc::new(find()))
    }

    /// What is being deployed in it and what happened in it lately.
    pub(in crate::judged) fn lately(&self) -> &Lately {
        self.lists.lately.get_or_init(|| Lately::of(&self.services))
    }
}
