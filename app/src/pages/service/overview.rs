//! The overview of a service, as far as it comes with the service itself: tasks and events.

use leptos::prelude::*;
use model::time::Timestamp;
use model::view::ServicePage;

use crate::components::answer::nothing;
use crate::components::event_list::{self, event_list};
use crate::components::task_table::{self, task_table};
use model::page::ServiceTab;

fn part(bar: AnyView, rows: AnyView) -> AnyView {
    view! { <section class="part">{bar}{rows}</section> }.into_any()
}

/// A heading, and the way to the rest when not everything is here.
fn bar(page: &ServicePage, tab: ServiceTab, title: &'static str, shown: usize, total: u32) -> AnyView {
    let is_part = usize::try_from(total).is_ok_and(|total| shown < total);
    let all = is_part.then(|| {
        let words = format!("All {total} {}", title.to_ascii_lowercase());
        view! { <a class="bar-end" href=page.row.at.tab(tab).path()>{words}</a> }
    });
    view! { <div class="bar"><h2>{title}</h2><span class="faint num">{total}</span>{all}</div> }.into_any()
}

/// The tasks that explain most.
pub fn tasks(page: &ServicePage, now: Timestamp) -> AnyView {
    part(bar(page, ServiceTab::Tasks, "Tasks", page.tasks.len(), page.tasks_total), task_rows(page, now))
}

fn task_rows(page: &ServicePage, now: Timestamp) -> AnyView {
    if page.tasks.is_empty() {
        return nothing("No tasks", "This service has no task, and none of its tasks stopped within the last hour.");
    }
    task_table("The tasks that explain most", &page.tasks, None, task_table::Scope::Service, now)
}

/// The newest events.
pub fn events(page: &ServicePage, now: Timestamp) -> AnyView {
    part(bar(page, ServiceTab::Events, "Events", page.events.len(), page.events_total), event_rows(page, now))
}

fn event_rows(page: &ServicePage, now: Timestamp) -> AnyView {
    if page.events.is_empty() {
        return nothing("No events", "ECS keeps the last hundred events of a service; this one has none yet.");
    }
    event_list("The newest events", &page.events, event_list::Scope::Service, now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::service::sample;

    fn drawn(page: &ServicePage) -> String {
        let now = Timestamp(60_000);
        tasks(page, now).to_html() + &events(page, now).to_html()
    }

    #[test]
    fn what_is_left_out_is_one_link_away() {
        let mut page = sample::page();
        page.tasks_total = 240;
        let html = drawn(&page);
        assert!(html.contains("All 240 tasks") && html.contains("/services/checkout/tasks"), "{html}");
        assert!(!html.contains("All 0 events"), "{html}");
    }

    #[test]
    fn a_service_without_anything_says_so() {
        let html = drawn(&sample::page());
        for words in ["No tasks", "No events"] {
            assert!(html.contains(words), "{words} in {html}");
        }
    }
}
