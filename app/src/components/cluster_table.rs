//! Clusters, one row each.

use leptos::prelude::*;
use model::cluster::ClusterStatus;
use model::verdict::Level;
use model::view::ClusterRow;

use super::about;
use super::level::state_as;
use super::list::{ListAt, SortBy};
use super::orchestra::orchestra;
use crate::ui::table::{Column, Direction, Heading, Layout, Look, Row, Table};

/// Draws the clusters; with `at`, their headings sort the list that is there.
pub fn cluster_table(
    caption: &str,
    rows: &[ClusterRow],
    at: Option<&ListAt>,
    shows_environment: ShowEnvironment,
) -> AnyView {
    let name_by = heading(at, "Cluster", Layout::Words, SortBy::key("name", Direction::Ascending));
    let state_by = heading(at, "State", Layout::Words, SortBy::default("level", Direction::Descending));
    let services_by = heading(at, "Services", Layout::ExtraNumbers, SortBy::key("services", Direction::Descending));
    let tasks_by = heading(at, "Tasks", Layout::Numbers, SortBy::key("tasks", Direction::Descending));
    let columns = vec![
        Column::new(name_by, move |row: &ClusterRow| name(row, shows_environment)).naming(),
        Column::new(state_by, |row: &ClusterRow| state_as(level(row), level(row).word_after(row.last_known))).evident(),
        Column::plain("Services, worst first", Layout::Words, |row: &ClusterRow| {
            orchestra(&row.at, &row.cells, row.services)
        })
        .class("wide"),
        Column::new(services_by, |row: &ClusterRow| row.services),
        Column::new(tasks_by, tasks),
        Column::plain("Capacity", Layout::ExtraNumbers, |row: &ClusterRow| row.capacity.clone()).class("quiet"),
    ];
    let table = Table {
        name: "clusters",
        caption: caption.to_owned(),
        look: Look::Sheet,
        columns,
        about: &|row| about::cluster(&row.at),
        row: |row, Row { id, cells }| {
            view! { <tr id=id data-cluster=row.at.cluster.to_string() data-level=level(row).key()>{cells}</tr> }
                .into_any()
        },
    };
    table.draw(rows)
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

fn level(row: &ClusterRow) -> Level {
    row.worst.unwrap_or(Level::Idle)
}

fn name(row: &ClusterRow, shows_environment: ShowEnvironment) -> AnyView {
    let environment = (shows_environment == ShowEnvironment::Yes)
        .then(|| view! { <div class="sub">{row.at.environment.to_string()}</div> });
    let status =
        (row.status != ClusterStatus::Active).then(|| view! { <div class="sub">{row.status.to_string()}</div> });
    view! { <a class="name" href=row.at.page().path()>{row.at.cluster.to_string()}</a>{environment}{status} }.into_any()
}

fn tasks(row: &ClusterRow) -> AnyView {
    let pending = (row.pending > 0).then(|| view! { <div class="sub">{format!("{} pending", row.pending)}</div> });
    let desired = row.desired.map_or_else(|| "?".to_owned(), |desired| desired.to_string());
    view! { {format!("{} / {desired}", row.running)}{pending} }.into_any()
}
