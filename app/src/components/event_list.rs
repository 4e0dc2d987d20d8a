//! What ECS reports in its own words, the newest first.

use leptos::prelude::*;
use model::time::Timestamp;
use model::view::EventRow;

use super::event_message::event_message;
use super::moment::{ago, clock};
use crate::ui::table::{Column, Layout, Look, Row, Table};

/// Which columns the rows need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Events of all services of a cluster.
    Cluster,
    /// Events of one service.
    Service,
}

/// Draws the events.
pub fn event_list(caption: &str, rows: &[EventRow], scope: Scope, now: Timestamp) -> AnyView {
    let mut columns = vec![
        Column::plain("Time (UTC)", Layout::Words, move |row: &EventRow| clock(now, row.at))
            .evident()
            .class("num-left quiet"),
    ];
    if scope == Scope::Cluster {
        columns.push(Column::plain("Service", Layout::Words, service).naming());
    }
    columns.extend([
        Column::plain("Event", Layout::Words, move |row: &EventRow| event_message(row, now))
            .evident()
            .class("sentence"),
        Column::plain("Age", Layout::Numbers, move |row: &EventRow| ago(now, Some(row.at))).evident().class("quiet"),
    ]);
    let table = Table {
        name: "events",
        caption: caption.to_owned(),
        look: Look::Sheet,
        columns,
        about: &|row| format!("event/{}", row.id),
        row: |row, Row { id, cells }| {
            let class = if row.is_trouble { "event trouble" } else { "event" };
            view! { <tr id=id class=class data-service=row.service.service.to_string()>{cells}</tr> }.into_any()
        },
    };
    table.draw(rows)
}

fn service(row: &EventRow) -> AnyView {
    view! { <a class="name" href=row.service.page().path()>{row.service.service.to_string()}</a> }.into_any()
}
