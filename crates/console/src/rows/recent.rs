//! What happened to a service lately, in short sentences.

use std::cmp::Reverse;
use std::sync::Arc;

use model::address::ServiceRef;
use model::event::{EventKind, ServiceEvent};
use model::service::Service;
use model::task::Task;
use model::verdict::Level;
use model::view::RecentChange;

/// So few that a crash loop does not push everything else away.
const SHOWN_PER_SERVICE: usize = 3;

/// What happened to a service lately, the newest first: a deployment that began, the task that failed last, and what
/// ECS reported beside routine.
pub(crate) fn recent_changes(at: &ServiceRef, service: &Service, tasks: &[Arc<Task>]) -> Vec<RecentChange> {
    let change = |moment, text, is_trouble| RecentChange { at: moment, service: at.clone(), text, is_trouble };
    let failed = tasks.iter().filter(|task| task.level() == Level::Down).max_by_key(|task| task.ended_at());
    let is_routine = |event: &ServiceEvent| {
        let is_of_failed = failed.is_some_and(|task| event.message.contains(task.id.as_str()));
        is_of_failed || matches!(event.kind(), EventKind::Targets | EventKind::Started)
    };
    let events = service.events.iter().filter(|event| !is_routine(event)).take(SHOWN_PER_SERVICE);
    let told = events.map(|event| change(event.at, event.text(), event.kind().is_trouble()));
    let primary = service.primary();
    let began = primary.and_then(|newest| {
        let text = format!("deployment of revision {} began", newest.task_definition.revision);
        Some(change(newest.created_at?, text, false))
    });
    let failed = failed.and_then(|task| {
        let text = format!("task {} failed: {}", task.id.short(), task.why()?);
        Some(change(task.ended_at()?, text, true))
    });
    let mut changes: Vec<RecentChange> = told.chain(began).chain(failed).collect();
    changes.sort_by_key(|change| Reverse(change.at));
    changes.truncate(SHOWN_PER_SERVICE);
    changes
}
