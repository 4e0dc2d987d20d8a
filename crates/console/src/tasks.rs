//! Tasks as a list: of a cluster, or of one service.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::Arc;

use access::Viewer;
use model::address::ClusterRef;
use model::name::{EnvironmentName, ServiceName};
use model::noun::Noun;
use model::query::{ListQuery, Listing, TASK_SORTS};
use model::task::Task;
use model::verdict::Level;
use model::view::{Answer, TaskRow};

use crate::answer::{Area, answer};
use crate::console::Console;
use crate::error::ConsoleError;
use crate::list::{Listed, count, list};
use crate::rows::task_row;

impl Console {
    /// The tasks of a cluster, or of one of its services, that match the query; the worst first, then the newest.
    ///
    /// The query's status `running` keeps those that have not stopped, `stopped` those that have.
    ///
    /// # Errors
    /// [`ConsoleError::NotFound`] when there is no such environment, cluster or service, [`ConsoleError::Invalid`] when
    /// the query names a column that the list has not.
    pub async fn tasks(
        &self,
        _viewer: &Viewer,
        at: &ClusterRef,
        service: Option<&ServiceName>,
        query: &ListQuery,
    ) -> Result<Answer<Listing<TaskRow>>, ConsoleError> {
        query.check(TASK_SORTS)?;
        let survey = self.survey_with_cluster(&at.environment, &at.cluster).await?;
        let cluster = survey.cluster(&at.cluster).ok_or(ConsoleError::NotFound(Noun::Cluster))?;
        let tasks: Vec<&Arc<Task>> = match service {
            Some(service) => {
                let is_known = cluster.services.contains_key(service) || cluster.service_tasks.contains_key(service);
                if !is_known {
                    return Err(ConsoleError::missing(Noun::Service, &cluster.services.freshness));
                }
                cluster.tasks_of(service).map(|seen| &seen.value).collect()
            }
            None => cluster.tasks.values().map(|seen| &seen.value).collect(),
        };
        let listing = listing(&at.environment, tasks, query);
        Ok(answer(listing, &[Area::tasks(&survey.snapshot, cluster)], self.now()))
    }
}

fn listing(environment: &EnvironmentName, tasks: Vec<&Arc<Task>>, query: &ListQuery) -> Listing<TaskRow> {
    let total = count(tasks.len());
    let items = tasks
        .into_iter()
        .filter(|task| match &*query.status {
            "running" => !task.is_stopped(),
            "stopped" => task.is_stopped(),
            _ => true,
        })
        .map(|task| Item { task, level: task.level() })
        .collect();
    let compare = order(&query.sort);
    Listing { total, ..list(items, query, |a, b| compare(a, b), |item| task_row(environment, item.task)) }
}

struct Item<'a> {
    task: &'a Task,
    level: Level,
}

impl Listed for Item<'_> {
    fn words(&self) -> Cow<'_, str> {
        let task = self.task;
        let images: String = task
            .containers
            .iter()
            .map(|one| format!(" {} {}", one.name, one.image.as_deref().unwrap_or_default()))
            .collect();
        let words = format!(
            "{} {} {} {} {} {} {}{images}",
            task.id,
            task.group.as_deref().unwrap_or_default(),
            task.task_definition,
            task.last_status,
            task.private_ip.as_deref().unwrap_or_default(),
            task.zone.as_deref().unwrap_or_default(),
            task.why().unwrap_or_default(),
        );
        Cow::Owned(words.to_lowercase())
    }

    fn level(&self) -> Option<Level> {
        Some(self.level)
    }
}

fn order(sort: &str) -> for<'a> fn(&Item<'a>, &Item<'a>) -> Ordering {
    match sort {
        "task" => |a, b| a.task.id.cmp(&b.task.id),
        "service" => |a, b| a.task.group.cmp(&b.task.group).then_with(|| newest(a, b)),
        "revision" => |a, b| {
            let (a_is, b_is) = (&a.task.task_definition, &b.task.task_definition);
            a_is.family.cmp(&b_is.family).then_with(|| b_is.revision.cmp(&a_is.revision)).then_with(|| newest(a, b))
        },
        "status" => |a, b| a.task.last_status.cmp(&b.task.last_status).then_with(|| newest(a, b)),
        "started" => |a, b| b.task.lifecycle.started_at.cmp(&a.task.lifecycle.started_at).then_with(|| newest(a, b)),
        _ => |a, b| b.level.cmp(&a.level).then_with(|| newest(a, b)),
    }
}

fn newest(a: &Item<'_>, b: &Item<'_>) -> Ordering {
    b.task.lifecycle.created_at.cmp(&a.task.lifecycle.created_at).then_with(|| a.task.id.cmp(&b.task.id))
}
