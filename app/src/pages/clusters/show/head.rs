//! The head of a cluster's page: its name, how it is, its orchestra, its tabs.

use leptos::prelude::*;
use model::cluster::ClusterStatus;
use model::verdict::Level;
use model::view::ClusterPage;

use crate::components::level::state_as;
use crate::components::orchestra::orchestra;
use crate::ui::tabs::{Tab, tabs};
use model::page::{ClusterTab, Section};

/// Draws everything above the tabs.
pub fn head(page: &ClusterPage) -> AnyView {
    let row = &page.row;
    let level = row.worst.unwrap_or(Level::Idle);
    let name = row.at.cluster.to_string();
    let status =
        (row.status != ClusterStatus::Active).then(|| view! { " · "<span class="tag">{row.status.to_string()}</span> });
    let pending = (row.pending > 0).then(|| format!(" · {} pending", row.pending));
    view! {
        <header class="heading">
            <h1 data-cluster=name.clone() data-level=level.key()>{name.clone()}</h1>
            <p class="place">
                <a href=Section::Clusters.home(&row.at.environment).path()>{row.at.environment.to_string()}</a>
                {match row.desired {
                    Some(desired) => format!(" · {} of {desired} tasks running", row.running),
                    None => format!(" · {} tasks running", row.running),
                }}
                {pending}
                {(!row.capacity.is_empty()).then(|| format!(" · {}", row.capacity))}
                {status}
            </p>
        </header>
        <div class="card cluster-head">
            <p class="cluster-headline">{state_as(level, level.word_after(row.last_known))}<span>{page.headline.clone()}</span></p>
            {orchestra(&row.at, &row.cells, row.services)}
        </div>
    }
    .into_any()
}

/// The tabs, with what they count.
pub fn tabs_of(page: &ClusterPage, current: ClusterTab) -> AnyView {
    let all = [
        (ClusterTab::Services, "Services", Some(page.row.services)),
        (ClusterTab::Tasks, "Tasks", page.tasks_total),
        (ClusterTab::Instances, "Instances", None),
        (ClusterTab::Events, "Events", page.events_total),
        (ClusterTab::Configuration, "Configuration", None),
    ];
    let items = all.map(|(tab, text, count)| Tab {
        href: page.row.at.tab(tab).path(),
        text,
        count,
        is_current: tab == current,
    });
    tabs("Parts of this cluster", items.into())
}
