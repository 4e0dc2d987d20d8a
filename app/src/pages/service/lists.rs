//! The tabs of a service that are lists: its tasks and its events.

use leptos::prelude::*;
use model::query::{EVENT_SORTS, Listing, TASK_SORTS};
use model::service::ServiceRef;
use model::time::Timestamp;
use model::view::{Answer, ClusterRef, EventRow, TaskRow};

use super::{Page, service, whole};
use crate::api::events::list_events;
use crate::api::tasks::list_tasks;
use crate::components::answer::{self, answer};
use crate::components::event_list::{self, event_list};
use crate::components::list::{ListAt, statuses, tools};
use crate::components::task_table::{self, task_table};
use crate::data::{Data, Told};
use crate::error::AppError;
use crate::params::Query;
use crate::routes::{ServiceTab, service_tab};
use crate::ui::note::blank;
use crate::ui::paging::paging;
use crate::ui::skeleton;
use crate::{live, params};

/// Its tasks, those that failed first.
#[component]
pub fn ServiceTasksPage() -> impl IntoView {
    let at = params::service();
    let query = params::list_query(TASK_SORTS);
    let rows = Data::new(
        move || (at.get(), query.get(), live::version()),
        |(at, query, _)| async move {
            let (cluster, service) = split(at?);
            list_tasks(cluster, Some(service), query?).await
        },
    );
    page(ServiceTab::Tasks, rows, query, tasks)
}

/// What ECS reports about it, the newest first.
#[component]
pub fn ServiceEventsPage() -> impl IntoView {
    let at = params::service();
    let query = params::list_query(EVENT_SORTS);
    let rows = Data::new(
        move || (at.get(), query.get(), live::version()),
        |(at, query, _)| async move {
            let (cluster, service) = split(at?);
            list_events(cluster, Some(service), query?).await
        },
    );
    page(ServiceTab::Events, rows, query, events)
}

type Rows<T> = Data<Answer<Listing<T>>>;

fn split(at: ServiceRef) -> (ClusterRef, model::name::ServiceName) {
    (ClusterRef { environment: at.environment, cluster: at.cluster }, at.service)
}

fn page<T: Told>(
    tab: ServiceTab,
    rows: Rows<T>,
    query: Query,
    draw: fn(&ListAt, &Listing<T>, Timestamp) -> AnyView,
) -> AnyView {
    let service = service();
    view! {
        <Transition fallback=skeleton::page>
            {move || {
                let query = query.get().unwrap_or_default();
                Suspend::new(async move {
                    let (service, rows) = (service.get().await, rows.get().await);
                    answer(both(service, rows), |(page, rows), now| {
                        let at = ListAt { path: service_tab(&page.row.at, tab), query };
                        whole(&page, tab, draw(&at, &rows, now), now)
                    })
                })
            }}
        </Transition>
    }
    .into_any()
}

/// One answer of two. The list's own notes are among those of its service.
fn both<T>(
    service: Result<Answer<Page>, AppError>,
    rows: Result<Answer<Listing<T>>, AppError>,
) -> Result<Answer<(Page, Listing<T>)>, AppError> {
    let (Answer { data, as_of, now, stale, notices }, rows) = (service?, rows?);
    Ok(Answer { data: (data, rows.data), as_of, now, stale, notices })
}

fn tasks(at: &ListAt, listing: &Listing<TaskRow>, now: Timestamp) -> AnyView {
    let filters = statuses(at, &[("", "All"), ("running", "Running"), ("stopped", "Stopped")]);
    let rows = if listing.rows.is_empty() {
        nothing(at, "No tasks", "This service has no task, and none of its tasks stopped within the last hour.")
    } else {
        task_table("Tasks of this service", &listing.rows, Some(at), task_table::Scope::Service, now)
    };
    list(at, listing, "Tasks", "Filter by id, revision, reason or address", filters, rows)
}

fn events(at: &ListAt, listing: &Listing<EventRow>, now: Timestamp) -> AnyView {
    let rows = if listing.rows.is_empty() {
        nothing(at, "No events", "ECS keeps the last hundred events of a service; this one has none yet.")
    } else {
        event_list("Events of this service", &listing.rows, event_list::Scope::Service, now)
    };
    list(at, listing, "Events", "Filter by words of the event", ().into_any(), rows)
}

fn list<T>(
    at: &ListAt,
    listing: &Listing<T>,
    title: &'static str,
    hint: &'static str,
    filters: AnyView,
    rows: AnyView,
) -> AnyView {
    view! {
        <section class="part">
            <h2 class="sr-only">{title}</h2>
            {tools(at, listing, hint, filters)}
            {rows}
            {paging(at.paging(listing))}
        </section>
    }
    .into_any()
}

fn nothing(at: &ListAt, title: &'static str, why: &'static str) -> AnyView {
    if at.is_filtered() {
        let all = view! { <p><a href=at.path.clone()>"Clear the filter"</a></p> };
        return blank("Nothing matches", all.into_any());
    }
    answer::nothing(title, why)
}

#[cfg(feature = "ssr")]
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
        let unfiltered = tasks(&at(ListQuery::default()), &empty, Timestamp(0)).to_html();
        assert!(unfiltered.contains("No tasks") && !unfiltered.contains("Clear the filter"), "{unfiltered}");
        let filtered =
            tasks(&at(ListQuery { filter: "x".into(), ..ListQuery::default() }), &empty, Timestamp(0)).to_html();
        assert!(filtered.contains("Nothing matches") && filtered.contains("Clear the filter"), "{filtered}");
    }

    #[test]
    fn without_the_service_there_is_no_list() {
        let rows = Answer { data: nothing_there(), as_of: None, now: Timestamp(0), stale: false, notices: vec![] };
        let lost = both(Err(AppError::Lost), Ok(rows));
        assert_eq!(lost.map(|_| ()), Err(AppError::Lost));
    }
}
