//! The clusters of an environment.

use leptos::prelude::*;
use model::query::{CLUSTER_SORTS, Listing};
use model::view::ClusterRow;

use crate::api::clusters::list_clusters;
use crate::components::answer::{answer, nothing};
use crate::components::cluster_table::{ShowEnvironment, cluster_table};
use crate::components::list::{ListAt, levels, tools};
use crate::components::title::{document_title, heading};
use crate::data::Data;
use crate::ui::note::blank;
use crate::ui::paging::paging;
use crate::ui::skeleton;
use crate::{live, params, routes};

/// Lists the clusters of the environment in the path, the worst first.
#[component]
pub fn ClustersPage() -> impl IntoView {
    let environment = params::environment();
    let query = params::list_query(CLUSTER_SORTS);
    let clusters = Data::new(
        move || (environment.get(), query.get(), live::version()),
        |(environment, query, _)| async move { list_clusters(environment?, query?).await },
    );
    view! {
        <Transition fallback=skeleton::page>
            {move || {
                let path = environment.get().map(|environment| routes::clusters(&environment)).unwrap_or_default();
                let at = ListAt { path, query: query.get().unwrap_or_default() };
                Suspend::new(async move { answer(clusters.get().await, |listing, _| page(&at, &listing)) })
            }}
        </Transition>
    }
}

fn page(at: &ListAt, listing: &Listing<ClusterRow>) -> AnyView {
    let content = if listing.rows.is_empty() {
        no_rows(at)
    } else {
        cluster_table("Clusters", &listing.rows, Some(at), ShowEnvironment::No)
    };
    view! {
        {document_title(None, "Clusters")}
        {heading("Clusters", ().into_any())}
        {tools(at, listing, "Filter by name", levels(at))}
        {content}
        {paging(at.paging(listing))}
    }
    .into_any()
}

fn no_rows(at: &ListAt) -> AnyView {
    if at.is_filtered() {
        return blank("No cluster matches", view! { <p><a href=at.path.clone()>"Show all of them"</a></p> }.into_any());
    }
    nothing("No clusters here", "Create one with CreateCluster, and it appears here within a minute.")
}
