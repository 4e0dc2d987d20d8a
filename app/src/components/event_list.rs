//! What ECS reports in its own words, the newest first.

use leptos::prelude::*;
use model::time::Timestamp;
use model::view::EventRow;

use super::event_message::event_message;
use super::moment::{ago, clock};
use crate::routes;
use crate::ui::table::{Heading, Layout, table};

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
    let mut headings = vec![Heading::plain("Time (UTC)", Layout::Words)];
    if scope == Scope::Cluster {
        headings.push(Heading::plain("Service", Layout::Words));
    }
    headings.extend([Heading::plain("Event", Layout::Words), Heading::plain("Age", Layout::Numbers)]);
    table(caption, headings, rows.iter().map(|row| draw(row, scope, now)).collect())
}

fn draw(row: &EventRow, scope: Scope, now: Timestamp) -> AnyView {
    let service = (scope == Scope::Cluster).then(|| {
        view! { <th scope="row"><a class="name" href=routes::service(&row.service)>{row.service.service.to_string()}</a></th> }
    });
    let class = if row.is_trouble { "event trouble" } else { "event" };
    view! {
        <tr class=class data-service=row.service.service.to_string()>
            <td class="num-left quiet">{clock(now, row.at)}</td>
            {service}
            <td class="sentence">{event_message(row, now)}</td>
            <td class="num quiet">{ago(now, Some(row.at))}</td>
        </tr>
    }
    .into_any()
}
