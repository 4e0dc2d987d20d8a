//! What is being deployed now.

use leptos::prelude::*;
use model::time::Timestamp;
use model::view::{DeployingRow, Overview};

use crate::components::about;
use crate::components::deployment_bar::{deployment_bar, in_words};
use crate::components::level::{shape_of, tone_of};
use crate::components::moment::{Form, age};
use crate::ui::segments::legend;
use crate::ui::shape::shape;
use crate::ui::table::{Column, Layout, Look, Row, Table};

/// Draws the deployments in progress; nothing when there are none.
pub fn deploying(overview: &Overview, now: Timestamp) -> AnyView {
    if overview.deploying.is_empty() {
        return ().into_any();
    }
    let table = Table {
        name: "deploying",
        caption: "Deployments in progress, stuck ones first".to_owned(),
        look: Look::Headless("deploying"),
        columns: vec![
            Column::plain("Service", Layout::Words, move |row: &DeployingRow| who(row, now)).naming().class("who"),
            Column::plain("Progress", Layout::Words, |row: &DeployingRow| deployment_bar(&row.new, row.old_running))
                .evident()
                .class("bar-cell"),
            Column::plain("State", Layout::Numbers, state).evident().class("quiet"),
        ],
        about: &|row| about::service(&row.at),
        row: draw,
    };
    view! {
        <section>
            <div class="bar">
                <h2>"Deploying now"</h2>
                <span class="faint num">{overview.deploying_total}</span>
                {legend()}
            </div>
            {table.draw(&overview.deploying)}
        </section>
    }
    .into_any()
}

fn draw(row: &DeployingRow, Row { id, cells }: Row) -> AnyView {
    view! {
        <tr
            id=id
            data-service=row.at.service.to_string()
            data-cluster=row.at.cluster.to_string()
            data-level=row.level.key()
        >
            {cells}
        </tr>
    }
    .into_any()
}

fn who(row: &DeployingRow, now: Timestamp) -> AnyView {
    let to = row.new.revision.revision;
    let step = match &row.from {
        Some(from) if from.family == row.new.revision.family => format!("{} → {to}", from.revision),
        Some(from) => format!("{from} → {}", row.new.revision),
        None => format!("first: {to}"),
    };
    let running = row.new.created_at.map(|at| view! { " · "{age(Form::For, now, at)} });
    view! {
        <a class="name" href=row.at.page().path()>{row.at.service.to_string()}</a>
        <div class="sub num">{step}{running}</div>
    }
    .into_any()
}

fn state(row: &DeployingRow) -> AnyView {
    view! {
        <span class=tone_of(row.level).class()>{shape(shape_of(row.level))}</span>
        " "
        {in_words(&row.new, row.old_running)}
    }
    .into_any()
}
