//! The overview of a service below the parts that only the server draws: tasks and events.

use leptos::prelude::*;
use model::time::Timestamp;
use model::view::ServicePage;

use crate::components::answer::nothing;
use crate::components::event_list::{self, event_list};
use crate::components::task_table::{self, task_table};
use crate::routes::{ServiceTab, service_tab};

/// The tasks that explain most, and the newest events.
pub fn overview(page: &ServicePage, now: Timestamp) -> AnyView {
    view! {
        <section class="part">
            {bar(page, ServiceTab::Tasks, "Tasks", page.tasks.len(), page.tasks_total)}
            {tasks(page, now)}
        </section>
        <section class="part">
            {bar(page, ServiceTab::Events, "Events", page.events.len(), page.events_total)}
            {events(page, now)}
        </section>
    }
    .into_any()
}

/// A heading, and the way to the rest when not everything is here.
fn bar(page: &ServicePage, tab: ServiceTab, title: &'static str, shown: usize, total: u32) -> AnyView {
    let is_part = usize::try_from(total).is_ok_and(|total| shown < total);
    let all = is_part.then(|| {
        let words = format!("All {total} {}", title.to_ascii_lowercase());
        view! { <a class="bar-end" href=service_tab(&page.row.at, tab)>{words}</a> }
    });
    view! { <div class="bar"><h2>{title}</h2><span class="faint num">{total}</span>{all}</div> }.into_any()
}

fn tasks(page: &ServicePage, now: Timestamp) -> AnyView {
    if page.tasks.is_empty() {
        return nothing("No tasks", "This service has no task, and none of its tasks stopped within the last hour.");
    }
    task_table("The tasks that explain most", &page.tasks, None, task_table::Scope::Service, now)
}

fn events(page: &ServicePage, now: Timestamp) -> AnyView {
    if page.events.is_empty() {
        return nothing("No events", "ECS keeps the last hundred events of a service; this one has none yet.");
    }
    event_list("The newest events", &page.events, event_list::Scope::Service, now)
}

#[cfg(feature = "ssr")]
#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::service::sample;

    #[test]
    fn what_is_left_out_is_one_link_away() {
        let mut page = sample::page();
        page.tasks_total = 240;
        let html = overview(&page, Timestamp(60_000)).to_html();
        assert!(html.contains("All 240 tasks") && html.contains("/services/checkout/tasks"), "{html}");
        assert!(!html.contains("All 0 events"), "{html}");
    }

    #[test]
    fn a_service_without_anything_says_so() {
        let html = overview(&sample::page(), Timestamp(60_000)).to_html();
        for words in ["No tasks", "No events"] {
            assert!(html.contains(words), "{words} in {html}");
        }
    }
}
