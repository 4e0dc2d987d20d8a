//! The tabs of a service that are lists: its tasks and its events.

use leptos::prelude::*;
use model::address::{ClusterRef, ServiceRef};
use model::audit::AuditQuery;
use model::page::Page;
use model::query::{EVENT_SORTS, Listing, TASK_SORTS};
use model::time::Timestamp;
use model::view::{ChangeLine, EventRow, TaskRow};

use super::head;
use crate::components::answer;
use crate::components::event_list::{self, event_list};
use crate::components::list::{ListAt, statuses, tools};
use crate::components::task_table::{self, task_table};
use crate::cx::Cx;
use crate::pages::changes;
use crate::parts::{Drawing, list_query};
use crate::ui::note::blank;
use crate::ui::paging::paging;
use model::page::ServiceTab;

/// Its tasks, those that failed first.
///
/// # Errors
/// What stands there instead.
pub async fn tasks(cx: &Cx, at: ServiceRef, search: &str) -> Drawing {
    let query = list_query(search, TASK_SORTS)?;
    let rows = cx.ask({
        let (query, cluster, service) = (query.clone(), cluster(&at), at.service.clone());
        |cx| async move { cx.console.tasks(&cx.viewer, &cluster, Some(&service), &query).await }
    });
    let (page, rows) = tokio::join!(head(cx, &at, ServiceTab::Tasks), rows);
    let (mut sheet, ..) = page?;
    let list = ListAt { path: at.tab(ServiceTab::Tasks).path(), query };
    sheet.add_list("Tasks", rows, |rows, now| task_list(&list, &rows, now));
    Ok(sheet)
}

/// What ECS reports about it, the newest first.
///
/// # Errors
/// What stands there instead.
pub async fn events(cx: &Cx, at: ServiceRef, search: &str) -> Drawing {
    let query = list_query(search, EVENT_SORTS)?;
    let rows = cx.ask({
        let (query, cluster, service) = (query.clone(), cluster(&at), at.service.clone());
        |cx| async move { cx.console.events(&cx.viewer, &cluster, Some(&service), &query).await }
    });
    let changed = cx.ask({
        let at = at.clone();
        |cx| async move { cx.console.changes_of_service(&cx.viewer, &at).await }
    });
    let (page, rows, changed) = tokio::join!(head(cx, &at, ServiceTab::Events), rows, changed);
    let (mut sheet, ..) = page?;
    if changed.read().is_none_or(|answer| !answer.data.is_empty()) {
        let all = format!("{}{}", Page::Audit.path(), of_service(&at).to_query());
        let end = |_: &Vec<ChangeLine>| view! { <a class="bar-end" href=all>"All changes"</a> }.into_any();
        sheet.add_told("changes", "Changes made with Podium", end, changed, |lines, now| changes::lines(&lines, now));
    }
    let list = ListAt { path: at.tab(ServiceTab::Events).path(), query };
    sheet.add_list("Events", rows, |rows, now| events_list(&list, &rows, now));
    Ok(sheet)
}

fn task_list(at: &ListAt, listing: &Listing<TaskRow>, now: Timestamp) -> AnyView {
    let filters = statuses(at, &[("", "All"), ("running", "Running"), ("stopped", "Stopped")]);
    let rows = if listing.rows.is_empty() {
        nothing(at, "No tasks", "This service has no task, and none of its tasks stopped within the last hour.")
    } else {
        task_table("Tasks of this service", &listing.rows, Some(at), task_table::Scope::Service, now)
    };
    list(at, listing, "Filter by id, revision, reason or address", filters, rows)
}

fn events_list(at: &ListAt, listing: &Listing<EventRow>, now: Timestamp) -> AnyView {
    let rows = if listing.rows.is_empty() {
        nothing(at, "No events", "ECS keeps the last hundred events of a service; this one has none yet.")
    } else {
        event_list("Events of this service", &listing.rows, event_list::Scope::Service, now)
    };
    list(at, listing, "Filter by words of the event", ().into_any(), rows)
}

fn list<T>(at: &ListAt, listing: &Listing<T>, hint: &'static str, filters: AnyView, rows: AnyView) -> AnyView {
    [tools(at, listing, hint, filters), rows, paging(at.paging(listing))].into_any()
}

/// The record, as far as it is about the service.
fn of_service(at: &ServiceRef) -> AuditQuery {
    AuditQuery {
        environment: Some(at.environment.clone()),
        cluster: Some(at.cluster.clone()),
        service: Some(at.service.clone()),
        ..AuditQuery::default()
    }
}

fn cluster(at: &ServiceRef) -> ClusterRef {
    ClusterRef { environment: at.environment.clone(), cluster: at.cluster.clone() }
}

fn nothing(at: &ListAt, title: &'static str, why: &'static str) -> AnyView {
    if at.is_filtered() {
        let all = view! { <p><a href=at.path.clone()>"Clear the filter"</a></p> };
        return blank("Nothing matches", all.into_any());
    }
    answer::nothing(title, why)
}

#[cfg(test)]
mod tests {
    use model::query::ListQuery;

    use super::*;

    fn at(query: ListQuery) -> ListAt {
        ListAt { path: "/here".into(), query }
    }

    fn nothing_there() -> Listing<TaskRow> {
        Listing { rows: vec![], matching: 0, total: 0, page: 0 }
    }

    #[test]
    fn an_empty_list_tells_whether_a_filter_emptied_it() {
        let empty = nothing_there();
        let unfiltered = task_list(&at(ListQuery::default()), &empty, Timestamp(0)).to_html();
        assert!(unfiltered.contains("No tasks") && !unfiltered.contains("Clear the filter"), "{unfiltered}");
        let filtered =
            task_list(&at(ListQuery { filter: "x".into(), ..ListQuery::default() }), &empty, Timestamp(0)).to_html();
        assert!(filtered.contains("Nothing matches") && filtered.contains("Clear the filter"), "{filtered}");
    }
}
