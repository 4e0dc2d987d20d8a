//! The page of one task.

use std::sync::Arc;
use std::time::Duration;

use access::Viewer;
use fleet::{ClusterSnapshot, Seen};
use model::address::TaskRef;
use model::job::Run;
use model::name::{EnvironmentName, TaskId};
use model::noun::Noun;
use model::task::{Task, TaskStatus};
use model::task_definition::TaskDefinition;
use model::time::{Span, Timestamp};
use model::verdict::Level;
use model::view::{Answer, TaskPage};
use model::why;

use crate::answer::{Area, answer};
use crate::configuration::task_sections;
use crate::console::Console;
use crate::error::ConsoleError;
use crate::judged::Survey;
use crate::rows::{container_row, task_row};

/// AWS shows a stopped task for at least this long.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-errors.html>
const AWS_REMEMBERS: Span = Span::minutes(60);

/// The page does without the task definition when it is not there by then.
const DEFINITION_PATIENCE: Duration = Duration::from_secs(1);

impl Console {
    /// One task: its life as steps, its containers, and why it ended if it did.
    ///
    /// # Errors
    /// [`ConsoleError::NotFound`] when there is no such environment, cluster or task; [`ConsoleError::Forbidden`] and
    /// [`ConsoleError::Unavailable`] when AWS does not let Podium know.
    pub async fn task(&self, _viewer: &Viewer, at: &TaskRef) -> Result<Answer<TaskPage>, ConsoleError> {
        let found =
            |survey: &Survey| survey.cluster(&at.cluster).is_some_and(|cluster| seen_in(cluster, &at.task).is_some());
        let survey = self.survey_with(&at.environment, found).await?;
        let Some(cluster) = survey.cluster(&at.cluster) else {
            return Err(ConsoleError::missing(Noun::Cluster, &survey.snapshot.clusters.freshness));
        };
        let Some(seen) = seen_in(cluster, &at.task) else {
            return Err(ConsoleError::missing(Noun::Task, &cluster.tasks.freshness));
        };
        let definition = self.definition_of(&at.environment, &seen.value).await;
        let now = self.now();
        let page = page(&at.environment, &seen.value, definition.as_deref(), now);
        let area = Area::tasks(&survey.snapshot, cluster);
        let area = if seen.value.is_stopped() { area } else { area.seen_at(seen.at) };
        Ok(answer(page, &[area], now))
    }

    /// What a task was made from, if it is known or comes quickly.
    async fn definition_of(&self, environment: &EnvironmentName, task: &Task) -> Option<Arc<TaskDefinition>> {
        let wanted = &task.task_definition;
        if let Some(known) = self.fleet().known_task_definition(environment, wanted) {
            return Some(known);
        }
        let read = self.fleet().task_definition(environment, wanted);
        tokio::time::timeout(DEFINITION_PATIENCE, read).await.ok()?.ok()
    }
}

/// A task as it was last seen: AWS lists it, or it was a run of a job and is remembered.
fn seen_in(cluster: &ClusterSnapshot, task: &TaskId) -> Option<Seen<Task>> {
    let remembered = |run: &Run| Seen { at: run.ended_at().unwrap_or_default(), value: Arc::clone(&run.task) };
    cluster.tasks.get(task).cloned().or_else(|| cluster.runs.get(task).map(remembered))
}

fn page(environment: &EnvironmentName, task: &Task, definition: Option<&TaskDefinition>, now: Timestamp) -> TaskPage {
    let stopped_long_ago = task.lifecycle.stopped_at.is_some_and(|at| now.since(at) > AWS_REMEMBERS);
    TaskPage {
        row: task_row(environment, task),
        headline: headline(task, definition, now),
        explanation: why::explain(task, definition),
        timeline: task.timeline(now),
        containers: task.containers.iter().map(|one| container_row(task, one, definition)).collect(),
        details: task_sections(environment, task),
        is_remembered: task.is_stopped() && stopped_long_ago,
    }
}

/// One sentence: how the task is.
fn headline(task: &Task, definition: Option<&TaskDefinition>, now: Timestamp) -> String {
    let why = task.why_with(definition);
    let age = |at: Option<Timestamp>| at.map(|at| now.since(at));
    match (task.level(), why) {
        (Level::Down, Some(why)) => format!("Failed: {why}"),
        (Level::Degraded | Level::Idle, Some(why)) if task.is_stopped() => format!("Stopped: {why}"),
        (_, Some(why)) if task.desired_status.is_stopped() => format!("Stopping: {why}"),
        (Level::Deploying, Some(why)) => format!("Starting: {why}"),
        (Level::Degraded, Some(why)) => format!("Running, but {why}"),
        (_, Some(why)) => why,
        (_, None) => match (&task.last_status, age(task.lifecycle.started_at)) {
            (TaskStatus::Running, Some(age)) => format!("Running for {age}"),
            (TaskStatus::Running, None) => "Running".to_owned(),
            (status, _) => format!("In the state {status}"),
        },
    }
}
