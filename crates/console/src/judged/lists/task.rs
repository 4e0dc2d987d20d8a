//! Tasks in lists.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::{Arc, OnceLock};

use model::query::TASK_SORTS;
use model::task::Task;
use model::verdict::Level;

use crate::list::{Carried, Listed};

/// A task with its level, once somebody asked for that.
#[derive(Clone)]
pub(crate) struct TaskItem {
    /// The task.
    pub task: Arc<Task>,
    level: OnceLock<Level>,
}

impl TaskItem {
    /// A task that has not been judged yet.
    pub fn new(task: Arc<Task>) -> Self {
        Self { task, level: OnceLock::new() }
    }

    /// How it is judged.
    pub fn level(&self) -> Level {
        *self.level.get_or_init(|| self.task.level())
    }
}

impl Listed for TaskItem {
    const SORTS: &'static [&'static str] = TASK_SORTS;

    fn order(sort: &str) -> fn(&Self, &Self) -> Ordering {
        match sort {
            "task" => |a, b| a.task.id.cmp(&b.task.id),
            "service" => |a, b| a.task.group.cmp(&b.task.group).then_with(|| newest(a, b)),
            "revision" => |a, b| {
                let (a_is, b_is) = (&a.task.task_definition, &b.task.task_definition);
                let by_family = || a_is.family.cmp(&b_is.family);
                by_family().then_with(|| b_is.revision.cmp(&a_is.revision)).then_with(|| newest(a, b))
            },
            "status" => |a, b| a.task.last_status.cmp(&b.task.last_status).then_with(|| newest(a, b)),
            "started" => |a, b| {
                let started = |item: &Self| item.task.lifecycle.started_at;
                started(b).cmp(&started(a)).then_with(|| newest(a, b))
            },
            _ => |a, b| b.level().cmp(&a.level()).then_with(|| newest(a, b)),
        }
    }

    fn words(&self) -> Cow<'_, str> {
        let task = &*self.task;
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
        Some(TaskItem::level(self))
    }

    fn has_status(&self, status: &str) -> bool {
        match status {
            "running" => !self.task.is_stopped(),
            "stopped" => self.task.is_stopped(),
            _ => true,
        }
    }
}

impl Carried for TaskItem {
    fn place(&self, other: &Self) -> Ordering {
        self.task.id.cmp(&other.task.id)
    }

    fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.task, &other.task)
    }
}

fn newest(a: &TaskItem, b: &TaskItem) -> Ordering {
    let created = |item: &TaskItem| item.task.lifecycle.created_at;
    created(b).cmp(&created(a)).then_with(|| a.task.id.cmp(&b.task.id))
}
