//! What AWS shows of a replacement.

use std::collections::BTreeSet;

use fleet::ClusterSnapshot;
use model::audit::{Entry, Verb};
use model::name::TaskId;
use model::replacement::{Facts, Member, Old};
use model::task::{HealthStatus, Task, TaskStatus};
use model::task_definition::TaskDefinition;
use model::traffic::TargetState;

use super::{ROWS, UnderWay};
use crate::console::Console;
use crate::judged::{Judged, ec2_of};

impl Console {
    /// The rows of a replacement, the oldest first; `None` when the record cannot be read.
    pub(super) async fn rows_of(&self, one: &UnderWay) -> Option<Vec<Entry>> {
        let rows = self.changes_of().ledger.latest_of_task(&one.at, &Verb::ReplaceTask, ROWS).await;
        let rows = rows.inspect_err(|error| tracing::debug!(%error, "the record of changes cannot be read")).ok()?;
        let is_of_it = |row: &Entry| row.intent.part.as_ref().is_some_and(|part| part.of == one.plan);
        Some(rows.into_iter().rev().filter(is_of_it).collect())
    }

    /// What the snapshot shows; `None` until everything was read once.
    pub(super) fn facts(&self, one: &UnderWay, protected: Option<BTreeSet<TaskId>>) -> Option<Facts> {
        let survey = self.survey(&one.at.environment).ok().filter(|survey| survey.snapshot.first_read_complete)?;
        let judged = survey.service(&one.service.cluster, &one.service.service);
        let judged = judged.filter(|judged| !judged.service.status.is_deleted());
        let known = judged.zip(survey.cluster(&one.service.cluster));
        let definition = judged.and_then(|judged| {
            self.fleet().known_task_definition(&one.at.environment, &judged.service.task_definition)
        });
        let members = known.map(|(judged, cluster)| {
            let running = judged.tasks.iter().filter(|task| !task.is_ending());
            let member = |task: &std::sync::Arc<Task>| Member {
                id: task.id.clone(),
                created_at: task.lifecycle.created_at,
                is_ready: serves(judged, cluster, task, definition.as_deref()),
            };
            running.map(member).collect()
        });
        let old = judged.and_then(|judged| judged.tasks.iter().find(|task| task.id == one.at.task));
        Some(Facts {
            now: self.now(),
            desired: judged.map(|judged| judged.service.desired),
            is_deploying: judged.is_some_and(|judged| judged.service.is_deploying()),
            members: members.unwrap_or_default(),
            old: match old {
                Some(task) if !task.is_ending() => Old::Runs,
                Some(task) if !task.is_stopped() => Old::Stopping,
                _ => Old::Stopped,
            },
            protected,
        })
    }
}

/// Whether a task does its work: it runs, its health checks say so if it has any, and each target group sends to it.
fn serves(judged: &Judged, cluster: &ClusterSnapshot, task: &Task, definition: Option<&TaskDefinition>) -> bool {
    let is_checked = definition.is_some_and(|definition| {
        definition.containers.iter().any(|container| container.essential && container.health_check.is_some())
    });
    let is_well = match task.health {
        HealthStatus::Healthy => true,
        HealthStatus::Unhealthy => false,
        HealthStatus::Unknown | HealthStatus::Other(_) => !is_checked,
    };
    let gets_traffic = |arn: &str| {
        let groups = judged.groups.iter().filter(|group| group.arn == arn);
        let mut targets = groups.filter_map(|group| group.health.as_ref()).flat_map(|seen| seen.value.iter());
        // A group that no listener sends to asks its targets nothing.
        targets.any(|target| {
            matches!(target.state, TargetState::Healthy | TargetState::Unused)
                && target.is_of(task, ec2_of(cluster, task))
        })
    };
    let is_reached = judged.service.target_groups.iter().all(|binding| binding.groups().any(gets_traffic));
    task.last_status == TaskStatus::Running && !task.is_ending() && is_well && is_reached
}
