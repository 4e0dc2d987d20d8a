//! One cluster: its head, its tabs, and what the open one shows.

mod head;

use leptos::prelude::*;
use model::query::{EVENT_SORTS, INSTANCE_SORTS, Listing, SERVICE_SORTS, TASK_SORTS};
use model::time::Timestamp;
use model::view::{Answer, ClusterPage as Page, ClusterRef, EventRow, ServiceRow, TaskRow};

use crate::api::clusters::{draw_configuration, draw_instances, show_cluster};
use crate::api::events::list_events;
use crate::api::services::list_services;
use crate::api::tasks::list_tasks;
use crate::components::answer::{self, answer};
use crate::components::event_list::{self, event_list};
use crate::components::list::{ListAt, count_tools, statuses, tools};
use crate::components::service_table::Scope;
use crate::components::task_table::{self, task_table};
use crate::data::{Data, Told};
use crate::drawn::Placed;
use crate::pages::services;
use crate::params::Query;
use crate::routes::{ClusterTab, cluster_tab};
use crate::ui::note::blank;
use crate::ui::paging::paging;
use crate::ui::skeleton;
use crate::{live, params};

/// Its services, the worst first.
#[component]
pub fn ClusterPage() -> impl IntoView {
    let at = params::cluster();
    let query = params::list_query(SERVICE_SORTS);
    let rows = Data::new(
        move || (at.get(), query.get(), live::version()),
        |(at, query, _)| async move {
            let ClusterRef { environment, cluster } = at?;
            list_services(environment, Some(cluster), query?).await
        },
    );
    page(ClusterTab::Services, rows, query, list_of_services)
}

/// Its tasks, those that failed first.
#[component]
pub fn ClusterTasksPage() -> impl IntoView {
    let at = params::cluster();
    let query = params::list_query(TASK_SORTS);
    let rows = Data::new(
        move || (at.get(), query.get(), live::version()),
        |(at, query, _)| async move { list_tasks(at?, None, query?).await },
    );
    page(ClusterTab::Tasks, rows, query, list_of_tasks)
}

/// What ECS reports about its services, the newest first.
#[component]
pub fn ClusterEventsPage() -> impl IntoView {
    let at = params::cluster();
    let query = params::list_query(EVENT_SORTS);
    let rows = Data::new(
        move || (at.get(), query.get(), live::version()),
        |(at, query, _)| async move { list_events(at?, None, query?).await },
    );
    page(ClusterTab::Events, rows, query, list_of_events)
}

/// What its tasks run on, and what still fits.
#[component]
pub fn ClusterInstancesPage() -> impl IntoView {
    let at = params::cluster();
    let query = params::list_query(INSTANCE_SORTS);
    let parts = Data::new(
        move || (at.get(), query.get(), live::version()),
        |(at, query, _)| async move { draw_instances(at?, query?).await.map(Placed::from) },
    );
    drawn(ClusterTab::Instances, parts, move |page, parts| {
        let at = ListAt {
            path: cluster_tab(&page.row.at, ClusterTab::Instances),
            query: query.get_untracked().unwrap_or_default(),
        };
        let (matching, total, _) = parts.listed();
        let tools = (total > 0)
            .then(|| count_tools(&at, matching, total, "Filter by id, type, zone or provider", ().into_any()));
        parts.draw_around(tools.into_any())
    })
}

/// Its settings and tags.
#[component]
pub fn ClusterConfigurationPage() -> impl IntoView {
    let at = params::cluster();
    let parts = Data::new(
        move || (at.get(), live::version()),
        |(at, _)| async move { draw_configuration(at?).await.map(Placed::from) },
    );
    drawn(ClusterTab::Configuration, parts, |_, parts| parts.draw())
}

/// A tab whose parts the server draws.
fn drawn(
    tab: ClusterTab,
    parts: Data<Placed>,
    draw: impl Fn(&Page, Placed) -> AnyView + Clone + Send + Sync + 'static,
) -> AnyView {
    let cluster = cluster();
    view! {
        <Transition fallback=skeleton::page>
            {move || {
                let draw = draw.clone();
                Suspend::new(async move {
                    match (cluster.get().await, parts.get().await) {
                        (Ok(cluster), Ok(parts)) => {
                            answer(Ok(cluster), |page, _| whole(&page, tab, title(tab), draw(&page, parts)))
                        }
                        (Err(error), _) | (_, Err(error)) => answer::<Page>(Err(error), |_, _| ().into_any()),
                    }
                })
            }}
        </Transition>
    }
    .into_any()
}

type Rows<T> = Data<Answer<Listing<T>>>;

/// The cluster in the path, asked for again when something changes.
fn cluster() -> Data<Answer<Page>> {
    let at = params::cluster();
    Data::new(move || (at.get(), live::version()), |(at, _)| async move { show_cluster(at?).await })
}

fn page<T: Told>(
    tab: ClusterTab,
    rows: Rows<T>,
    query: Query,
    draw: fn(&ListAt, &Listing<T>, Timestamp) -> AnyView,
) -> AnyView {
    let cluster = cluster();
    view! {
        <Transition fallback=skeleton::page>
            {move || {
                let query = query.get().unwrap_or_default();
                Suspend::new(async move {
                    // The list's notes are about a part of what the cluster's are about.
                    match (cluster.get().await, rows.get().await) {
                        (Ok(cluster), Ok(rows)) => answer(Ok(cluster), |page, now| {
                            let at = ListAt { path: cluster_tab(&page.row.at, tab), query };
                            whole(&page, tab, title(tab), draw(&at, &rows.data, now))
                        }),
                        (Err(error), _) | (_, Err(error)) => answer::<Page>(Err(error), |_, _| ().into_any()),
                    }
                })
            }}
        </Transition>
    }
    .into_any()
}

const fn title(tab: ClusterTab) -> &'static str {
    match tab {
        ClusterTab::Services => "Services",
        ClusterTab::Tasks => "Tasks",
        ClusterTab::Instances => "Instances",
        ClusterTab::Events => "Events",
        ClusterTab::Configuration => "Configuration",
    }
}

fn whole(page: &Page, tab: ClusterTab, title: &'static str, content: AnyView) -> AnyView {
    view! {
        {head::head(page, tab)}
        <section class="part">
            <h2 class="sr-only">{title}</h2>
            {content}
        </section>
    }
    .into_any()
}

fn list_of_services(at: &ListAt, listing: &Listing<ServiceRow>, now: Timestamp) -> AnyView {
    services::list(at, listing, Scope::Cluster, now)
}

fn list_of_tasks(at: &ListAt, listing: &Listing<TaskRow>, now: Timestamp) -> AnyView {
    let filters = statuses(at, &[("", "All"), ("running", "Running"), ("stopped", "Stopped")]);
    let rows = if listing.rows.is_empty() {
        nothing(at, "No tasks", "Nothing runs in this cluster, and nothing stopped within the last hour.")
    } else {
        task_table("Tasks of this cluster", &listing.rows, Some(at), task_table::Scope::Cluster, now)
    };
    view! {
        {tools(at, listing, "Filter by id, service, reason or address", filters)}
        {rows}
        {paging(at.paging(listing))}
    }
    .into_any()
}

fn list_of_events(at: &ListAt, listing: &Listing<EventRow>, now: Timestamp) -> AnyView {
    let rows = if listing.rows.is_empty() {
        nothing(at, "No events", "ECS keeps the last hundred events of each service; there are none yet.")
    } else {
        event_list("Events of this cluster’s services", &listing.rows, event_list::Scope::Cluster, now)
    };
    view! {
        {tools(at, listing, "Filter by service or words of the event", ().into_any())}
        {rows}
        {paging(at.paging(listing))}
    }
    .into_any()
}

fn nothing(at: &ListAt, title: &'static str, why: &'static str) -> AnyView {
    if at.is_filtered() {
        return blank("Nothing matches", view! { <p><a href=at.path.clone()>"Clear the filter"</a></p> }.into_any());
    }
    answer::nothing(title, why)
}
