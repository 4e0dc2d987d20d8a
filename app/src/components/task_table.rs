//! Tasks, one row each.

use leptos::prelude::*;
use model::address::RevisionRef;
use model::task::HealthStatus;
use model::task_definition::TaskDefinitionRef;
use model::time::Timestamp;
use model::view::TaskRow;

use super::about;
use super::level::state_as;
use super::list::{ListAt, SortBy};
use super::moment::{Form, age};
use super::row_menu::row_menu;
use crate::ui::table::{Column, Direction, Heading, Layout, Look, Row, Table};

/// Which columns the rows need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Tasks of a whole cluster.
    Cluster,
    /// Tasks of one service.
    Service,
}

/// Draws the tasks; with `at`, their headings sort the list that is there.
pub fn task_table(caption: &str, rows: &[TaskRow], at: Option<&ListAt>, scope: Scope, now: Timestamp) -> AnyView {
    let heading = |text, layout, sort: SortBy| match at {
        Some(at) => at.heading(text, layout, sort),
        None => Heading::plain(text, layout),
    };
    let state_by = heading("State", Layout::Words, SortBy::default("level", Direction::Descending));
    let name_by = heading("Task", Layout::Words, SortBy::key("task", Direction::Ascending));
    let mut columns = vec![
        Column::new(state_by, |row: &TaskRow| state_as(row.level, word(row.last_status.as_str())))
            .evident()
            .class("level"),
        Column::new(name_by, name).naming(),
    ];
    if scope == Scope::Cluster {
        let by = heading("Service", Layout::Words, SortBy::key("service", Direction::Ascending));
        columns.push(Column::new(by, owner));
    }
    // Among the tasks of a service these say more than the name of the service does among those of a cluster.
    let (revision_in, health_in) = match scope {
        Scope::Cluster => (Layout::Extra, Layout::Rare),
        Scope::Service => (Layout::Words, Layout::Extra),
    };
    let revision_by = heading("Revision", revision_in, SortBy::key("revision", Direction::Ascending));
    let age_by = heading("Age", Layout::Numbers, SortBy::key("started", Direction::Descending));
    columns.extend([
        Column::new(revision_by, move |row: &TaskRow| revision(row, scope)),
        Column::plain("Why", Layout::Words, |row: &TaskRow| row.why.clone()).class("why"),
        Column::plain("Health", health_in, |row: &TaskRow| health(&row.health)).class("quiet"),
        Column::plain("Runs on", Layout::Extra, place).class("quiet"),
        Column::plain("Address", Layout::Rare, |row: &TaskRow| row.private_ip.clone()).class("mono quiet"),
        Column::new(age_by, move |row: &TaskRow| lived(row, now)).class("quiet"),
        row_menu(|row: &TaskRow| (row.at.actions(), format!("task {}", row.at.task.short()))),
    ]);
    let table = Table {
        name: "tasks",
        caption: caption.to_owned(),
        look: Look::Sheet,
        columns,
        about: &|row| about::task(&row.at),
        row: draw,
    };
    table.draw(rows)
}

fn draw(row: &TaskRow, Row { id, cells }: Row) -> AnyView {
    view! {
        <tr id=id data-task=row.at.task.to_string() data-cluster=row.at.cluster.to_string() data-level=row.level.key()>
            {cells}
        </tr>
    }
    .into_any()
}

fn name(row: &TaskRow) -> AnyView {
    view! { <a class="name mono" href=row.at.page().path()>{row.at.task.short().to_owned()}</a> }.into_any()
}

fn revision(row: &TaskRow, scope: Scope) -> AnyView {
    let at = RevisionRef { environment: row.at.environment.clone(), revision: row.revision.clone() };
    view! { <a href=at.page().path()>{revision_text(&row.revision, scope)}</a> }.into_any()
}

fn place(row: &TaskRow) -> String {
    row.zone.as_ref().map_or_else(|| row.launch.clone(), |zone| format!("{} · {zone}", row.launch))
}

/// The service, or what else started it.
fn owner(row: &TaskRow) -> AnyView {
    match (&row.service, &row.group) {
        (Some(service), _) => {
            let at = model::address::ServiceRef {
                environment: row.at.environment.clone(),
                cluster: row.at.cluster.clone(),
                service: service.clone(),
            };
            view! { <a href=at.page().path()>{service.to_string()}</a> }.into_any()
        }
        (None, Some(group)) => view! { <span class="quiet">{group.clone()}</span> }.into_any(),
        (None, None) => view! { <span class="quiet">"one-off"</span> }.into_any(),
    }
}

fn revision_text(revision: &TaskDefinitionRef, scope: Scope) -> String {
    match scope {
        Scope::Cluster => revision.to_string(),
        Scope::Service => revision.revision.to_string(),
    }
}

/// `RUNNING` as `Running`.
pub fn word(status: &str) -> String {
    let mut letters = status.chars();
    letters
        .next()
        .map(|first| first.to_ascii_uppercase().to_string() + &letters.as_str().to_ascii_lowercase())
        .unwrap_or_default()
}

/// What a task's checks say.
pub fn health(health: &HealthStatus) -> String {
    match health {
        HealthStatus::Healthy => "healthy".to_owned(),
        HealthStatus::Unhealthy => "unhealthy".to_owned(),
        HealthStatus::Unknown => "–".to_owned(),
        HealthStatus::Other(word) => word.to_ascii_lowercase(),
    }
}

/// How long it has lived, or when it ended.
fn lived(row: &TaskRow, now: Timestamp) -> AnyView {
    match (row.stopped_at, row.started_at.or(row.created_at)) {
        (Some(stopped), _) => view! { "ended "{age(Form::Ago, now, stopped)} }.into_any(),
        (None, Some(began)) => age(Form::For, now, began),
        (None, None) => super::moment::dash(),
    }
}
