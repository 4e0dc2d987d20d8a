//! One cluster: its head, its tabs, and what the open one shows.

mod head;

use leptos::prelude::*;
use model::address::ClusterRef;
use model::query::{EVENT_SORTS, INSTANCE_SORTS, Listing, SERVICE_SORTS, TASK_SORTS};
use model::time::Timestamp;
use model::view::{ClusterPage, EventRow, TaskRow};

use super::instances;
use crate::components::answer;
use crate::components::event_list::{self, event_list};
use crate::components::job_table::{ShowPlace, jobs};
use crate::components::list::{ListAt, statuses, tools};
use crate::components::section;
use crate::components::service_table::Scope;
use crate::components::task_table::{self, task_table};
use crate::cx::Cx;
use crate::pages::services;
use crate::parts::{Drawing, Instead, Sheet, list_query};
use crate::ui::note::blank;
use crate::ui::paging::paging;
use model::page::ClusterTab;

/// One cluster, and what its open tab shows.
///
/// # Errors
/// What stands there instead.
pub async fn show(cx: &Cx, at: ClusterRef, tab: ClusterTab, search: &str) -> Drawing {
    match tab {
        ClusterTab::Services => services_tab(cx, &at, search).await,
        ClusterTab::Tasks => tasks_tab(cx, &at, search).await,
        ClusterTab::Instances => instances_tab(cx, &at, search).await,
        ClusterTab::Events => events_tab(cx, &at, search).await,
        ClusterTab::Configuration => {
            let (mut sheet, page) = head(cx, &at, tab).await?;
            sheet.add("configuration", || section::configuration(page.configuration));
            Ok(sheet)
        }
    }
}

/// Its services, the worst first.
async fn services_tab(cx: &Cx, at: &ClusterRef, search: &str) -> Drawing {
    let query = list_query(search, SERVICE_SORTS)?;
    let rows = cx.ask({
        let (at, query) = (at.clone(), query.clone());
        |cx| async move { cx.console.services(&cx.viewer, &at.environment, Some(&at.cluster), &query).await }
    });
    let (page, rows) = tokio::join!(head(cx, at, ClusterTab::Services), rows);
    let (mut sheet, _) = page?;
    let list = ListAt { path: at.tab(ClusterTab::Services).path(), query };
    sheet.add_list("Services", rows, |rows, now| services::list(&list, &rows, Scope::Cluster, now));
    Ok(sheet)
}

/// Its tasks, those that failed first.
async fn tasks_tab(cx: &Cx, at: &ClusterRef, search: &str) -> Drawing {
    let query = list_query(search, TASK_SORTS)?;
    let rows = cx.ask({
        let (at, query) = (at.clone(), query.clone());
        |cx| async move { cx.console.tasks(&cx.viewer, &at, None, &query).await }
    });
    let (page, rows) = tokio::join!(head(cx, at, ClusterTab::Tasks), rows);
    let (mut sheet, _) = page?;
    let list = ListAt { path: at.tab(ClusterTab::Tasks).path(), query };
    sheet.add_list("Tasks", rows, |rows, now| list_of_tasks(&list, &rows, now));
    Ok(sheet)
}

/// What its tasks run on, and what still fits.
async fn instances_tab(cx: &Cx, at: &ClusterRef, search: &str) -> Drawing {
    let query = list_query(search, INSTANCE_SORTS)?;
    let instances = cx.ask({
        let (at, query) = (at.clone(), query.clone());
        |cx| async move { cx.console.instances(&cx.viewer, &at, &query).await }
    });
    let capacity = cx.ask({
        let at = at.clone();
        |cx| async move { cx.console.capacity(&cx.viewer, &at).await }
    });
    let (page, instances, capacity) = tokio::join!(head(cx, at, ClusterTab::Instances), instances, capacity);
    let (mut sheet, _) = page?;
    instances::add(&mut sheet, at, query, instances, capacity);
    Ok(sheet)
}

/// What ECS reports about its services, the newest first.
async fn events_tab(cx: &Cx, at: &ClusterRef, search: &str) -> Drawing {
    let query = list_query(search, EVENT_SORTS)?;
    let rows = cx.ask({
        let (at, query) = (at.clone(), query.clone());
        |cx| async move { cx.console.events(&cx.viewer, &at, None, &query).await }
    });
    let (page, rows) = tokio::join!(head(cx, at, ClusterTab::Events), rows);
    let (mut sheet, _) = page?;
    let list = ListAt { path: at.tab(ClusterTab::Events).path(), query };
    sheet.add_list("Events", rows, |rows, now| list_of_events(&list, &rows, now));
    Ok(sheet)
}

/// The beginning of every tab: head and tabs, drawn from the cluster's own answer.
async fn head(cx: &Cx, at: &ClusterRef, tab: ClusterTab) -> Result<(Sheet, ClusterPage), Instead> {
    let answer = cx.console.cluster(&cx.viewer, at).await.map_err(|error| cx.report_part(error))?;
    let (mut sheet, page, now) = Sheet::of(answer)?;
    sheet.title(page.row.worst, &page.row.at.cluster);
    sheet.add("head", || head::head(&page));
    if !page.jobs.is_empty() && matches!(tab, ClusterTab::Services | ClusterTab::Tasks) {
        sheet.add("jobs", || jobs(&page.jobs, page.row.jobs, ShowPlace::No, now));
    }
    sheet.add("tabs", || head::tabs_of(&page, tab));
    Ok((sheet, page))
}

fn list_of_tasks(at: &ListAt, listing: &Listing<TaskRow>, now: Timestamp) -> AnyView {
    let filters = statuses(at, &[("", "All"), ("running", "Running"), ("stopped", "Stopped")]);
    let rows = if listing.rows.is_empty() {
        nothing(at, "No tasks", "Nothing runs in this cluster, and nothing stopped within the last hour.")
    } else {
        task_table("Tasks of this cluster", &listing.rows, Some(at), task_table::Scope::Cluster, now)
    };
    [tools(at, listing, "Filter by id, service, reason or address", filters), rows, paging(at.paging(listing))]
        .into_any()
}

fn list_of_events(at: &ListAt, listing: &Listing<EventRow>, now: Timestamp) -> AnyView {
    let rows = if listing.rows.is_empty() {
        nothing(at, "No events", "ECS keeps the last hundred events of each service; there are none yet.")
    } else {
        event_list("Events of this cluster’s services", &listing.rows, event_list::Scope::Cluster, now)
    };
    let tools = tools(at, listing, "Filter by service or words of the event", ().into_any());
    [tools, rows, paging(at.paging(listing))].into_any()
}

fn nothing(at: &ListAt, title: &'static str, why: &'static str) -> AnyView {
    if at.is_filtered() {
        return blank("Nothing matches", view! { <p><a href=at.path.clone()>"Clear the filter"</a></p> }.into_any());
    }
    answer::nothing(title, why)
}
