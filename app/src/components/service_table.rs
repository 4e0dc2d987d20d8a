//! Services, one row each, as lists show them.

use leptos::prelude::*;
use model::time::Timestamp;
use model::view::ServiceRow;

use super::about;
use super::level::state_of;
use super::list::{ListAt, SortBy};
use super::moment;
use super::row_menu::row_menu;
use crate::ui::table::{Column, Direction, Layout, Look, Row, Table};

/// Which columns the rows need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Services of several clusters.
    Environment,
    /// Services of one cluster.
    Cluster,
}

/// Draws the services of the list that is at `at`.
pub fn service_table(caption: &str, rows: &[ServiceRow], at: &ListAt, scope: Scope, now: Timestamp) -> AnyView {
    let state_by = at.heading("State", Layout::Words, SortBy::default("level", Direction::Descending));
    let name_by = at.heading("Service", Layout::Words, SortBy::key("name", Direction::Ascending));
    let mut columns = vec![
        Column::new(state_by, |row: &ServiceRow| state_of(&row.verdict)).evident().class("level"),
        Column::new(name_by, name).naming(),
    ];
    if scope == Scope::Environment {
        let by = at.heading("Cluster", Layout::Words, SortBy::key("cluster", Direction::Ascending));
        columns.push(Column::new(by, |row: &ServiceRow| row.at.cluster.to_string()).class("quiet"));
    }
    let tasks_by = at.heading("Tasks", Layout::Numbers, SortBy::key("running", Direction::Descending));
    let deployed_by = at.heading("Deployed", Layout::ExtraNumbers, SortBy::key("deployed", Direction::Descending));
    columns.extend([
        Column::plain("Why", Layout::Words, |row: &ServiceRow| row.verdict.headline.clone()).class("why"),
        Column::new(tasks_by, tasks),
        Column::plain("Revision", Layout::Extra, |row: &ServiceRow| row.revision.to_string()).class("quiet"),
        Column::plain("Runs on", Layout::Extra, |row: &ServiceRow| row.launch.clone()).class("quiet"),
        Column::new(deployed_by, move |row: &ServiceRow| {
            row.deployed_at.map(|at| moment::age(moment::Form::Ago, now, at))
        })
        .class("quiet"),
        row_menu(|row: &ServiceRow| (row.at.actions(), row.at.service.to_string())),
    ]);
    let table = Table {
        name: "services",
        caption: caption.to_owned(),
        look: Look::Sheet,
        columns,
        about: &|row| about::service(&row.at),
        row: draw,
    };
    table.draw(rows)
}

fn draw(row: &ServiceRow, Row { id, cells }: Row) -> AnyView {
    view! {
        <tr
            id=id
            data-service=row.at.service.to_string()
            data-cluster=row.at.cluster.to_string()
            data-level=row.verdict.level.key()
            data-rule=row.verdict.rule.number().to_string()
        >
            {cells}
        </tr>
    }
    .into_any()
}

fn name(row: &ServiceRow) -> AnyView {
    view! { <a class="name" href=row.at.page().path()>{row.at.service.to_string()}</a> }.into_any()
}

/// `3 / 4`, and what is on its way; `? / ?` where AWS does not say.
pub fn tasks(row: &ServiceRow) -> String {
    match row.pending {
        _ if row.is_uncounted => "? / ?".to_owned(),
        0 => format!("{} / {}", row.running, row.desired),
        pending => format!("{} + {pending} / {}", row.running, row.desired),
    }
}
