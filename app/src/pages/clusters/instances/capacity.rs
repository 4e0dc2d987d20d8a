//! Capacity providers, and on what the tasks of a cluster run.

use leptos::prelude::*;
use model::address::ClusterRef;
use model::view::{CapacityPage, ProviderRow};

use crate::components::answer::nothing;
use crate::components::level::state_as;
use crate::components::task_table::word;
use crate::ui::shares::shares;
use crate::ui::table::{Column, Layout, Look, Row, Table};

/// The mix of Fargate, Spot and instances, and the providers.
pub fn capacity(cluster: &ClusterRef, page: &CapacityPage) -> AnyView {
    let running: u32 = page.mix.iter().map(|(_, running)| running).sum();
    let mix = match running {
        0 => view! { <p class="quiet">"Nothing runs in this cluster."</p> }.into_any(),
        _ => mix(&page.mix, running),
    };
    let providers = match page.providers.is_empty() {
        true => nothing(
            "No capacity providers",
            "Services of this cluster name a launch type instead; a provider would let ECS scale instances with the tasks.",
        ),
        false => providers(&page.providers),
    };
    view! {
        <div class="card mix" data-cluster=cluster.cluster.to_string()>{mix}</div>
        {providers}
    }
    .into_any()
}

fn mix(mix: &[(String, u32)], running: u32) -> AnyView {
    let words: Vec<_> = mix.iter().map(|(name, count)| format!("{count} on {name}")).collect();
    let label = format!("Where its {running} tasks run: {}", words.join(", "));
    let items = mix.iter().enumerate().map(|(index, (name, count))| {
        view! {
            <li>
                <svg class="key" viewBox="0 0 8 8" aria-hidden="true"><rect class=format!("share-{}", index % 4) width="8" height="8" rx="2"></rect></svg>
                <b class="num">{*count}</b>" "{name.clone()}
            </li>
        }
    });
    let counts: Vec<_> = mix.iter().map(|(_, count)| *count).collect();
    view! { {shares(label, &counts, running)}<ul class="mix-names">{items.collect_view()}</ul> }.into_any()
}

fn providers(rows: &[ProviderRow]) -> AnyView {
    let table = Table {
        name: "providers",
        caption: "Capacity providers of this cluster".to_owned(),
        look: Look::Sheet,
        columns: vec![
            Column::plain("State", Layout::Words, provider_state).evident().class("level"),
            Column::plain("Capacity provider", Layout::Words, |row: &ProviderRow| row.name.clone())
                .naming()
                .class("name"),
            Column::plain("How it scales", Layout::Words, scaling).class("wide"),
            Column::plain("Auto Scaling group", Layout::Extra, |row: &ProviderRow| row.group.clone()).class("quiet"),
            Column::plain("Instances", Layout::Numbers, |row: &ProviderRow| row.instances),
            Column::plain("Tasks", Layout::Numbers, |row: &ProviderRow| row.running),
        ],
        about: &|row| format!("provider/{}", row.name),
        row: |row, Row { id, cells }| {
            view! { <tr id=id data-provider=row.name.clone() data-level=row.level.key()>{cells}</tr> }.into_any()
        },
    };
    table.draw(rows)
}

fn provider_state(row: &ProviderRow) -> AnyView {
    state_as(row.level, row.status.as_ref().map_or_else(|| "Not read".to_owned(), |status| word(status.as_str())))
}

fn scaling(row: &ProviderRow) -> AnyView {
    let update = row
        .update_status
        .clone()
        .map(|update| view! { <div class="sub">{word(&update.as_str().replace('_', " "))}</div> });
    let reason = row.update_reason.clone().map(|reason| view! { <div class="sub"><q>{reason}</q></div> });
    let protects = row.termination_protection.then(|| view! { <span class="tag">"protects busy instances"</span> });
    let drains = row.managed_draining.then(|| view! { <span class="tag">"drains before it ends them"</span> });
    view! { {row.scaling.clone()}" "{protects}" "{drains}{update}{reason} }.into_any()
}
