//! What needs attention, the worst first, each with its cause.

use leptos::prelude::*;
use model::time::Timestamp;
use model::view::{Overview, ServiceRow};

use crate::components::about;
use crate::components::answer::is_complete;
use crate::components::level::state_of;
use crate::components::moment::{Form, age};
use crate::components::row_menu::row_menu;
use crate::ui::shape::{Shape, shape};
use crate::ui::table::{Column, Layout, Look, Row, Table};

/// Draws the services that need attention, or the calm when none does.
pub fn attention(overview: &Overview, now: Timestamp) -> AnyView {
    if overview.attention.is_empty() {
        return calm(overview);
    }
    let shown = u32::try_from(overview.attention.len()).unwrap_or(u32::MAX);
    let more = overview.attention_total.saturating_sub(shown);
    let more = (more > 0).then(|| view! { <p class="quiet">{more}" more are in the lists of services."</p> });
    let table = Table {
        name: "attention",
        caption: "Services that need attention, the worst first".to_owned(),
        look: Look::Headless("attention"),
        columns: vec![
            Column::plain("State", Layout::Words, |row: &ServiceRow| state_of(&row.verdict)).evident().class("level"),
            Column::plain("Service", Layout::Words, who).naming().class("who"),
            Column::plain("Why", Layout::Words, move |row: &ServiceRow| why(row, now)).evident().class("why"),
            Column::plain("Look at", Layout::Words, next).evident().class("act"),
            row_menu(|row: &ServiceRow| (row.at.actions(), row.at.service.to_string())),
        ],
        about: &|row| about::service(&row.at),
        row: draw,
    };
    view! {
        <section class="first" aria-label="Needs attention">
            {table.draw(&overview.attention)}
            {more}
        </section>
    }
    .into_any()
}

fn calm(overview: &Overview) -> AnyView {
    if overview.is_loading || overview.services_total == 0 || !is_complete() {
        return ().into_any();
    }
    let all =
        if overview.jobs_total == 0 { "Everything that is wanted runs" } else { "Every service that is wanted runs" };
    let sentence = match overview.deploying_total {
        0 => format!("{all}, and nothing is being deployed."),
        1 => format!("{all}; one deployment is under way and advances."),
        count => format!("{all}; {count} deployments are under way and advance."),
    };
    view! {
        <section class="first">
            <div class="card calm-card">
                <span class="good">{shape(Shape::Disc)}</span>
                <p>{sentence}</p>
            </div>
        </section>
    }
    .into_any()
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

fn who(row: &ServiceRow) -> AnyView {
    view! {
        <a class="name" href=row.at.page().path()>{row.at.service.to_string()}</a>
        <div class="sub">{format!("{} / {}", row.at.environment, row.at.cluster)}</div>
    }
    .into_any()
}

fn why(row: &ServiceRow, now: Timestamp) -> AnyView {
    let verdict = &row.verdict;
    let since = verdict.since.map(|at| view! { "for "{age(Form::For, now, at)}" · " });
    view! {
        <div class="sentence">{verdict.headline.clone()}</div>
        <div class="sub">{since}{format!("rule {}: {}", verdict.rule.number(), verdict.rule.text())}</div>
    }
    .into_any()
}

fn next(row: &ServiceRow) -> AnyView {
    let next = row.next.as_ref().map(|(words, target)| view! { <a class="btn" href=target.path()>{words.clone()}</a> });
    next.into_any()
}
