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
use crate::ui::table::{Column, Direction, Layout, Look, Row, Table};

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
    let table = Table {
        name: "instances",
        caption: "Container instances".to_owned(),
        look: Look::Sheet,
        columns: vec![
            Column::new(heading("State", SortBy::default("level", Direction::Descending)), move |row: &InstanceRow| {
                status(row, now)
            })
            .evident()
            .class("level"),
            Column::new(
                heading("Instance", SortBy::key("instance", Direction::Ascending)),
                move |row: &InstanceRow| name(row, now),
            )
            .naming()
            .class("instance"),
            Column::new(heading("CPU", SortBy::key("cpu", Direction::Ascending)), |row: &InstanceRow| {
                bar("CPU", "CPU units", &row.cpu)
            })
            .class("wide resource-cell"),
            Column::new(heading("Memory", SortBy::key("memory", Direction::Ascending)), memory)
                .class("wide resource-cell"),
            Column::plain("Ports taken", Layout::Words, |row: &InstanceRow| ports(&row.ports)).class("wide"),
            Column::new(heading("Tasks", SortBy::key("tasks", Direction::Descending)), tasks).class("wide"),
        ],
        about: &|row| format!("instance/{}", row.id),
        row: |row, Row { id, cells }| {
            view! {
                <tr id=id data-instance=row.id.clone() data-level=row.level.key() data-state=row.status.to_string()>
                    {cells}
                </tr>
            }
            .into_any()
        },
    };
    table.draw(&listing.rows)
}

fn status(row: &InstanceRow, now: Timestamp) -> AnyView {
    let agent = (!row.agent_connected).then(|| view! { <div class="sub bad">"agent not connected"</div> });
    let impaired = row.impaired.iter().map(|(words, reason, since)| {
        let since = since.map(|at| view! { " for "{age(Form::For, now, at)} });
        let reason = reason.clone().map(|reason| view! { <div class="sub"><q>{reason}</q></div> });
        view! { <div class="sub bad">{words.clone()}{since}</div>{reason} }
    });
    view! { {state_as(row.level, word(row.status.as_str()))}{agent}{impaired.collect_view()} }.into_any()
}

fn name(row: &InstanceRow, now: Timestamp) -> AnyView {
    let short: String = row.id.chars().take(ID_SHOWN).collect();
    let place: Vec<_> = [&row.kind, &row.zone, &row.provider].into_iter().flatten().cloned().collect();
    let name = match &row.ec2 {
        Some(ec2) => code("EC2 instance id", ec2.clone()),
        None => view! { <span class="name mono">{short.clone()}</span> }.into_any(),
    };
    let reason = row.status_reason.clone().map(|reason| view! { <div class="sub"><q>{reason}</q></div> });
    let since = row.registered_at.map(|at| view! { <div class="sub">"registered "{age(Form::Ago, now, at)}</div> });
    view! {
        {name}
        <div class="sub">{place.join(" · ")}</div>
        <div class="sub" title=row.id.clone()>"container instance "<span class="mono">{short}</span></div>
        {since}
        {reason}
    }
    .into_any()
}

fn memory(row: &InstanceRow) -> AnyView {
    let gpus = (row.gpus.0 > 0)
        .then(|| view! { <div class="sub num">{format!("{} of {} GPUs left", row.gpus.1, row.gpus.0)}</div> });
    view! { {bar("Memory", "MiB", &row.memory)}{gpus} }.into_any()
}

fn tasks(row: &InstanceRow) -> AnyView {
    let pending = (row.pending > 0).then(|| format!(", {} on their way", row.pending));
    view! {
        <span class="num">{format!("{} running", row.running)}{pending}</span>
        {takers(&row.cpu, &row.memory)}
    }
    .into_any()
}
