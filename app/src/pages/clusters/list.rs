//! The clusters of an environment.

use leptos::prelude::*;
use model::name::EnvironmentName;
use model::page::Section;
use model::query::{CLUSTER_SORTS, Listing};
use model::view::ClusterRow;

use crate::components::answer::nothing;
use crate::components::cluster_table::{ShowEnvironment, cluster_table};
use crate::components::list::{ListAt, levels, tools};
use crate::components::title::heading;
use crate::cx::Cx;
use crate::parts::{Drawing, Sheet, list_query};
use crate::ui::note::blank;
use crate::ui::paging::paging;

/// The clusters of an environment, the worst first.
///
/// # Errors
/// What stands there instead.
pub async fn list(cx: &Cx, environment: EnvironmentName, search: &str) -> Drawing {
    let query = list_query(search, CLUSTER_SORTS)?;
    let answer = cx.console.clusters(&cx.viewer, &environment, &query).await;
    let (mut sheet, listing, _) = Sheet::of(answer.map_err(|error| cx.report_part(error))?)?;
    let at = ListAt { path: Section::Clusters.home(&environment).path(), query };
    sheet.title(None, "Clusters");
    sheet.add("head", || heading("Clusters", ().into_any()));
    sheet.add("list", || rows(&at, &listing));
    Ok(sheet)
}

fn rows(at: &ListAt, listing: &Listing<ClusterRow>) -> AnyView {
    let content = if listing.rows.is_empty() {
        no_rows(at)
    } else {
        cluster_table("Clusters", &listing.rows, Some(at), ShowEnvironment::No)
    };
    [tools(at, listing, "Filter by name", levels(at)), content, paging(at.paging(listing))].into_any()
}

fn no_rows(at: &ListAt) -> AnyView {
    if at.is_filtered() {
        return blank("No cluster matches", view! { <p><a href=at.path.clone()>"Show all of them"</a></p> }.into_any());
    }
    nothing("No clusters here", "Create one with CreateCluster, and it appears here within a minute.")
}
