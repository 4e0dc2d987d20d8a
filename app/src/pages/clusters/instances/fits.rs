//! How many more tasks of each size still fit, under each placement strategy.

use leptos::prelude::*;
use model::view::{FitLine, FitUnder};

use super::unplaced::hindrances;
use crate::ui::table::{Column, Layout, Look, Row, Table};

/// One row for each size, the scarcest first.
pub fn fits(lines: &[FitLine]) -> AnyView {
    let table = Table {
        name: "fits",
        caption: "What still fits on the instances, by placement strategy".to_owned(),
        look: Look::Sheet,
        columns: vec![
            Column::plain("Task", Layout::Words, size).naming(),
            Column::plain("Still fits", Layout::Words, |line: &FitLine| {
                view! { <ul class="under">{line.under.iter().map(under).collect_view()}</ul> }
            })
            .class("wide"),
            Column::plain("Why no more", Layout::Words, why).class("wide"),
        ],
        about: &|line| {
            let services: Vec<_> = line.services.iter().map(|at| at.service.as_str()).collect();
            format!("fit/{}/{}", line.revision, services.join("/"))
        },
        row: |line, Row { id, cells }| {
            view! { <tr id=id data-revision=line.revision.to_string()>{cells}</tr> }.into_any()
        },
    };
    table.draw(lines)
}

fn size(line: &FitLine) -> AnyView {
    let services =
        line.services.iter().map(|at| view! { <li><a href=at.page().path()>{at.service.to_string()}</a></li> });
    view! {
        <span class="name">{line.revision.to_string()}</span>
        <div class="sub">{line.needs.clone()}</div>
        {line.alone.clone().map(|words| view! { <div class="sub">{words}</div> })}
        <ul class="owners">{services.collect_view()}</ul>
    }
    .into_any()
}

fn why(line: &FitLine) -> AnyView {
    if line.hindrances.is_empty() {
        return ().into_any();
    }
    view! {
        <details class="takers">
            <summary>{format!("on {} instances", line.hindrances.len())}</summary>
            {hindrances(&line.hindrances)}
        </details>
    }
    .into_any()
}

/// How many fit under a strategy, and where the next ones go.
fn under(under: &FitUnder) -> AnyView {
    let class = if under.count == 0 { "num min-w-16 font-semibold warn" } else { "num min-w-16 font-semibold" };
    let count = if under.count == 0 { "none".to_owned() } else { format!("{} more", under.count) };
    let places: Vec<_> = under.places.iter().map(|(instance, count)| format!("{count} on {}", instance)).collect();
    let empty = match under.left_empty {
        0 => String::new(),
        1 => "1 instance stays empty".to_owned(),
        count => format!("{count} instances stay empty"),
    };
    let tail: Vec<_> = [places.join(", "), empty].into_iter().filter(|text| !text.is_empty()).collect();
    view! {
        <li data-strategy=under.strategy.clone()>
            <b class=class>{count}</b><span>{under.strategy.clone()}</span><span class="quiet">{tail.join(" · ")}</span>
        </li>
    }
    .into_any()
}
