//! Clusters, one row each.

use leptos::prelude::*;
use model::verdict::Level;
use model::view::ClusterRow;

use super::level::state;
use super::list::{ListAt, SortBy};
use super::orchestra::orchestra;
use crate::routes;
use crate::ui::table::{Direction, Heading, Layout, table};

/// Draws the clusters; with `at`, their headings sort the list that is there.
pub fn cluster_table(
    caption: &str,
    rows: &[ClusterRow],
    at: Option<&ListAt>,
    shows_environment: ShowEnvironment,
) -> AnyView {
    let headings = vec![
        heading(at, "Cluster", Layout::Words, SortBy::key("name", Direction::Ascending)),
        heading(at, "State", Layout::Words, SortBy::default("level", Direction::Descending)),
        Heading::plain("Services, worst first", Layout::Words),
        heading(at, "Services", Layout::ExtraNumbers, SortBy::key("services", Direction::Descending)),
        heading(at, "Tasks", Layout::Numbers, SortBy::key("tasks", Direction::Descending)),
        Heading::plain("Capacity", Layout::ExtraNumbers),
    ];
    table(caption, headings, rows.iter().map(|row| draw(row, shows_environment)).collect())
}

/// Whether rows say which environment they are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShowEnvironment {
    /// The page shows several environments.
    Yes,
    /// The page is about one environment.
    No,
}

fn heading(at: Option<&ListAt>, text: &'static str, layout: Layout, sort: SortBy) -> Heading {
    at.map_or_else(|| Heading::plain(text, layout), |at| at.heading(text, layout, sort))
}

fn draw(row: &ClusterRow, shows_environment: ShowEnvironment) -> AnyView {
    let environment = (shows_environment == ShowEnvironment::Yes)
        .then(|| view! { <div class="sub">{row.at.environment.to_string()}</div> });
    let status = (row.status != "ACTIVE").then(|| view! { <div class="sub">{row.status.clone()}</div> });
    let level = row.worst.unwrap_or(Level::Idle);
    let pending = (row.pending > 0).then(|| view! { <div class="sub">{format!("{} pending", row.pending)}</div> });
    view! {
        <tr data-cluster=row.at.cluster.to_string() data-level=level.key()>
            <th scope="row"><a class="name" href=routes::cluster(&row.at)>{row.at.cluster.to_string()}</a>{environment}{status}</th>
            <td>{state(level)}</td>
            <td class="wide" data-label="Services, worst first">{orchestra(&row.at, &row.cells, row.services)}</td>
            <td class="num extra" data-label="Services">{row.services}</td>
            <td class="num" data-label="Tasks">{format!("{} / {}", row.running, row.desired)}{pending}</td>
            <td class="num extra quiet" data-label="Capacity">{row.capacity.clone()}</td>
        </tr>
    }
    .into_any()
}
