//! The instances, one row each.

use leptos::prelude::*;
use model::query::Listing;
use model::time::Timestamp;
use model::view::InstanceRow;

use super::bars::{bar, ports, takers};
use crate::components::answer::nothing;
use crate::components::level::state_as;
use crate::components::list::{ListAt, SortBy};
use crate::components::moment::{Form, age};
use crate::components::task_table::word;
use crate::ui::copy::code;
use crate::ui::note::blank;
use crate::ui::paging::paging;
use crate::ui::table::{Direction, Heading, Layout, table};

/// Characters of an instance's id that are shown: enough to tell those of one cluster apart.
const ID_SHOWN: usize = 8;

/// The instances of this page of the list.
pub fn instances(at: &ListAt, listing: &Listing<InstanceRow>, now: Timestamp) -> AnyView {
    let content = match (listing.rows.is_empty(), at.is_filtered()) {
        (true, true) => {
            blank("No instance matches", view! { <p><a href=at.path.clone()>"Show all of them"</a></p> }.into_any())
        }
        (true, false) => nothing(
            "No container instances",
            "Tasks of this cluster run on Fargate, or nothing has registered yet: an instance appears once its ECS agent reports.",
        ),
        (false, _) => rows(at, listing, now),
    };
    view! { {content}{paging(at.paging(listing))} }.into_any()
}

fn rows(at: &ListAt, listing: &Listing<InstanceRow>, now: Timestamp) -> AnyView {
    let heading = |text, sort| at.heading(text, Layout::Words, sort);
    let headings = vec![
        heading("State", SortBy::default("level", Direction::Descending)),
        heading("Instance", SortBy::key("instance", Direction::Ascending)),
        heading("CPU", SortBy::key("cpu", Direction::Ascending)),
        heading("Memory", SortBy::key("memory", Direction::Ascending)),
        Heading::plain("Ports taken", Layout::Words),
        heading("Tasks", SortBy::key("tasks", Direction::Descending)),
    ];
    table("Container instances", headings, listing.rows.iter().map(|row| draw(row, now)).collect())
}

fn draw(row: &InstanceRow, now: Timestamp) -> AnyView {
    let short: String = row.id.chars().take(ID_SHOWN).collect();
    let place: Vec<_> = [&row.kind, &row.zone, &row.provider].into_iter().flatten().cloned().collect();
    let name = match &row.ec2 {
        Some(ec2) => code("EC2 instance id", ec2.clone()),
        None => view! { <span class="name mono">{short.clone()}</span> }.into_any(),
    };
    let reason = row.status_reason.clone().map(|reason| view! { <div class="sub"><q>{reason}</q></div> });
    let agent = (!row.agent_connected).then(|| view! { <div class="sub bad">"agent not connected"</div> });
    let since = row.registered_at.map(|at| view! { <div class="sub">"registered "{age(Form::Ago, now, at)}</div> });
    let pending = (row.pending > 0).then(|| format!(", {} on their way", row.pending));
    let gpus = (row.gpus.0 > 0)
        .then(|| view! { <div class="sub num">{format!("{} of {} GPUs left", row.gpus.1, row.gpus.0)}</div> });
    view! {
        <tr data-instance=row.id.clone() data-level=row.level.key() data-state=row.status.clone()>
            <td class="level">{state_as(row.level, word(&row.status))}{agent}</td>
            <th scope="row" class="instance">
                {name}
                <div class="sub">{place.join(" · ")}</div>
                <div class="sub" title=row.id.clone()>"container instance "<span class="mono">{short}</span></div>
                {since}
                {reason}
            </th>
            <td class="wide resource-cell" data-label="CPU">{bar("CPU", "CPU units", &row.cpu)}</td>
            <td class="wide resource-cell" data-label="Memory">{bar("Memory", "MiB", &row.memory)}{gpus}</td>
            <td class="wide" data-label="Ports taken">{ports(&row.ports)}</td>
            <td class="wide" data-label="Tasks">
                <span class="num">{format!("{} running", row.running)}{pending}</span>
                {takers(&row.id, &row.cpu, &row.memory)}
            </td>
        </tr>
    }
    .into_any()
}
