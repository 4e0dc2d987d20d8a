//! Services, one row each, as lists show them.

use leptos::prelude::*;
use model::time::Timestamp;
use model::view::ServiceRow;

use super::level::state;
use super::list::{ListAt, SortBy};
use super::moment;
use crate::routes;
use crate::ui::table::{Direction, Heading, Layout, table};

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
    let mut headings = vec![
        at.heading("State", Layout::Words, SortBy::default("level", Direction::Descending)),
        at.heading("Service", Layout::Words, SortBy::key("name", Direction::Ascending)),
    ];
    if scope == Scope::Environment {
        headings.push(at.heading("Cluster", Layout::Words, SortBy::key("cluster", Direction::Ascending)));
    }
    headings.extend([
        Heading::plain("Why", Layout::Words),
        at.heading("Tasks", Layout::Numbers, SortBy::key("running", Direction::Descending)),
        Heading::plain("Revision", Layout::Extra),
        Heading::plain("Runs on", Layout::Extra),
        at.heading("Deployed", Layout::ExtraNumbers, SortBy::key("deployed", Direction::Descending)),
    ]);
    table(caption, headings, rows.iter().map(|row| draw(row, scope, now)).collect())
}

fn draw(row: &ServiceRow, scope: Scope, now: Timestamp) -> AnyView {
    let level = row.verdict.level;
    let cluster = (scope == Scope::Environment)
        .then(|| view! { <td class="quiet" data-label="Cluster">{row.at.cluster.to_string()}</td> });
    let deployed = row.deployed_at.map(|at| moment::age(moment::Form::Ago, now, at));
    view! {
        <tr data-service=row.at.service.to_string() data-cluster=row.at.cluster.to_string() data-level=level.key() data-rule=row.verdict.rule.number().to_string()>
            <td class="level">{state(level)}</td>
            <th scope="row"><a class="name" href=routes::service(&row.at)>{row.at.service.to_string()}</a></th>
            {cluster}
            <td class="why" data-label="Why">{row.verdict.headline.clone()}</td>
            <td class="num" data-label="Tasks">{tasks(row)}</td>
            <td class="extra quiet" data-label="Revision">{row.revision.to_string()}</td>
            <td class="extra quiet" data-label="Runs on">{row.launch.clone()}</td>
            <td class="num extra quiet" data-label="Deployed">{deployed}</td>
        </tr>
    }
    .into_any()
}

/// `3 / 4`, and what is on its way.
pub fn tasks(row: &ServiceRow) -> String {
    match row.pending {
        0 => format!("{} / {}", row.running, row.desired),
        pending => format!("{} + {pending} / {}", row.running, row.desired),
    }
}
