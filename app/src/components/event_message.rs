//! The sentence of an event, with ways to what it names.

use leptos::prelude::*;
use model::name::TaskId;
use model::time::{Span, Timestamp};
use model::view::{EventRow, TaskRef};

use crate::routes;

/// ECS shows a stopped task for about this long; a task that an older event names may be unknown by now.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-errors.html>
const KNOWN_FOR: Span = Span::minutes(60);

/// How a sentence names a task: `(task 0123…)`.
const TASK: &str = "(task ";

/// ECS's own words; the tasks that a recent event names are links.
pub fn event_message(row: &EventRow, now: Timestamp) -> AnyView {
    if now.since(row.at) > KNOWN_FOR {
        return row.message.clone().into_any();
    }
    let mut parts = row.message.split(TASK);
    let mut drawn = vec![parts.next().unwrap_or_default().to_owned().into_any()];
    for part in parts {
        drawn.push(TASK.into_any());
        drawn.push(named(row, part));
    }
    drawn.into_any()
}

/// What follows `(task `: an id up to the parenthesis, then the rest.
fn named(row: &EventRow, part: &str) -> AnyView {
    let Some((id, rest)) = part.split_once(')') else { return part.to_owned().into_any() };
    let Ok(task) = TaskId::parse(id) else { return part.to_owned().into_any() };
    let at = TaskRef { environment: row.service.environment.clone(), cluster: row.service.cluster.clone(), task };
    view! { <a href=routes::task(&at)>{id.to_owned()}</a>{format!("){rest}")} }.into_any()
}

#[cfg(feature = "ssr")]
#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::service::sample;

    fn drawn(message: &str, age: Span) -> String {
        let row = EventRow {
            service: sample::at(),
            id: "1".into(),
            at: Timestamp(0),
            message: message.into(),
            is_trouble: false,
        };
        event_message(&row, Timestamp(age.0)).to_html()
    }

    #[test]
    fn tasks_that_an_event_names_are_links() {
        let html = drawn("(service web) has started 2 tasks: (task 0a1b) (task 2c3d).", Span::minutes(1));
        assert_eq!(html.matches("<a href=\"/env/prod/clusters/shop/tasks/").count(), 2, "{html}");
    }

    #[test]
    fn tasks_that_ecs_may_have_forgotten_are_not() {
        let html = drawn("(service web) has started 1 tasks: (task 0a1b).", Span::minutes(61));
        assert!(html.contains("(task 0a1b)") && !html.contains("<a"), "{html}");
    }

    #[test]
    fn a_sentence_that_names_no_task_stays_as_it_came() {
        for message in ["(task ", "(task <b>)", "(task 0a1b", "has reached a steady state."] {
            let html = drawn(message, Span::minutes(1));
            assert!(!html.contains("<a") && !html.contains("<b>"), "{html}");
        }
    }
}
