//! The long explanation of an end: what it means, and what to do next.

use super::{Cause, Kind, advice, text};
use crate::task::Task;
use crate::task_definition::TaskDefinition;
use crate::view::Explanation;

/// Why a task ended or cannot start, for a person; `None` while it neither ended nor is ending.
///
/// The definition, where it is known, tells which containers are essential.
pub fn explain(task: &Task, definition: Option<&TaskDefinition>) -> Option<Explanation> {
    let cause = Cause::with_definition(task, definition)?;
    let quote = quote(task, &cause);
    let advice = advice::of(&cause);
    let unknown =
        matches!(cause.kind, Kind::FailedToStart | Kind::Other) && quote.as_deref().is_some_and(says_something);
    let meaning = if unknown { "Podium does not know this message.".to_owned() } else { advice.meaning };
    let next = if unknown {
        "Go by AWS's own words below, and the events of the service at that time.".to_owned()
    } else {
        advice.next
    };
    Some(Explanation {
        summary: text::summary(&cause),
        meaning,
        next,
        quote,
        code: task.stop_code.clone(),
        link: Some(advice.link.to_owned()),
    })
}

/// What to look at or to do next about an end.
pub fn next_step(cause: &Cause) -> String {
    advice::of(cause).next
}

/// Whether a sentence says more than that the task failed.
fn says_something(sentence: &str) -> bool {
    !matches!(sentence.trim().trim_end_matches('.'), "" | "Task failed to start")
}

/// ECS's own words: the container's reason where it told the cause, else the task's.
fn quote(task: &Task, cause: &Cause) -> Option<String> {
    let of_container = task
        .containers
        .iter()
        .find(|container| Some(&container.name) == cause.container.as_ref())
        .and_then(|container| container.reason.clone());
    match (of_container, task.stopped_reason.clone()) {
        (Some(inner), Some(outer)) if outer.contains(&inner) => Some(outer),
        (Some(inner), Some(outer)) if outer.starts_with("Essential container") => Some(format!("{outer}: {inner}")),
        (Some(inner), Some(outer)) if !says_something(&outer) => Some(inner),
        (inner, outer) => outer.or(inner),
    }
}
