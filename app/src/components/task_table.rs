//! Tasks, one row each.

use leptos::prelude::*;
use model::task::Health;
use model::task_definition::TaskDefinitionRef;
use model::time::Timestamp;
use model::view::{RevisionRef, TaskRow};

use super::level::state_as;
use super::list::{ListAt, SortBy};
use super::moment::{Form, age};
use crate::routes;
use crate::ui::table::{Direction, Heading, Layout, table};

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
    let mut headings = vec![
        heading("State", Layout::Words, SortBy::default("level", Direction::Descending)),
        heading("Task", Layout::Words, SortBy::key("task", Direction::Ascending)),
    ];
    if scope == Scope::Cluster {
        headings.push(heading("Service", Layout::Words, SortBy::key("service", Direction::Ascending)));
    }
    headings.extend([
        heading("Revision", Layout::Words, SortBy::key("revision", Direction::Ascending)),
        Heading::plain("Why", Layout::Words),
        Heading::plain("Health", Layout::Extra),
        Heading::plain("Runs on", Layout::Extra),
        Heading::plain("Address", Layout::Rare),
        heading("Age", Layout::Numbers, SortBy::key("started", Direction::Descending)),
    ]);
    table(caption, headings, rows.iter().map(|row| draw(row, scope, now)).collect())
}

fn draw(row: &TaskRow, scope: Scope, now: Timestamp) -> AnyView {
    let service = (scope == Scope::Cluster).then(|| view! { <td data-label="Service">{owner(row)}</td> });
    let revision = RevisionRef { environment: row.at.environment.clone(), revision: row.revision.clone() };
    let place = row.zone.as_ref().map_or_else(|| row.launch.clone(), |zone| format!("{} · {zone}", row.launch));
    view! {
        <tr data-task=row.at.task.to_string() data-cluster=row.at.cluster.to_string() data-level=row.level.key()>
            <td class="level">{state_as(row.level, word(&row.last_status))}</td>
            <th scope="row"><a class="name mono" href=routes::task(&row.at)>{row.at.task.short().to_owned()}</a></th>
            {service}
            <td data-label="Revision"><a href=routes::revision(&revision)>{revision_text(&row.revision, scope)}</a></td>
            <td class="why" data-label="Why">{row.why.clone()}</td>
            <td class="extra quiet" data-label="Health">{health(row.health)}</td>
            <td class="extra quiet" data-label="Runs on">{place}</td>
            <td class="rare mono quiet" data-label="Address">{row.private_ip.clone()}</td>
            <td class="num quiet" data-label="Age">{lived(row, now)}</td>
        </tr>
    }
    .into_any()
}

/// The service, or what else started it.
fn owner(row: &TaskRow) -> AnyView {
    match (&row.service, &row.group) {
        (Some(service), _) => {
            let at = model::service::ServiceRef {
                environment: row.at.environment.clone(),
                cluster: row.at.cluster.clone(),
                service: service.clone(),
            };
            view! { <a href=routes::service(&at)>{service.to_string()}</a> }.into_any()
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
pub const fn health(health: Health) -> &'static str {
    match health {
        Health::Healthy => "healthy",
        Health::Unhealthy => "unhealthy",
        Health::Unknown => "–",
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
