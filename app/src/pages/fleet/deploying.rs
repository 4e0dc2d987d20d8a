//! What is being deployed now.

use leptos::prelude::*;
use model::time::Timestamp;
use model::view::{DeployingRow, Overview};

use crate::components::deployment_bar::{deployment_bar, in_words};
use crate::components::level::{shape_of, tone_of};
use crate::components::moment::{Form, age};
use crate::routes;
use crate::ui::segments::legend;
use crate::ui::shape::shape;

/// Draws the deployments in progress; nothing when there are none.
pub fn deploying(overview: &Overview, now: Timestamp) -> AnyView {
    if overview.deploying.is_empty() {
        return ().into_any();
    }
    let rows: Vec<_> = overview.deploying.iter().map(|row| draw(row, now)).collect();
    view! {
        <section>
            <div class="bar">
                <h2>"Deploying now"</h2>
                <span class="faint num">{overview.deploying_total}</span>
                {legend()}
            </div>
            <div class="card">
                <table class="deploying">
                    <caption class="sr-only">"Deployments in progress, stuck ones first"</caption>
                    <thead class="sr-only">
                        <tr>
                            <th scope="col">"Service"</th>
                            <th scope="col">"Progress"</th>
                            <th scope="col">"State"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn draw(row: &DeployingRow, now: Timestamp) -> AnyView {
    let to = row.new.revision.revision;
    let step = match &row.from {
        Some(from) if from.family == row.new.revision.family => format!("{} → {to}", from.revision),
        Some(from) => format!("{from} → {}", row.new.revision),
        None => format!("first: {to}"),
    };
    let running = row.new.created_at.map(|at| view! { " · "{age(Form::For, now, at)} });
    view! {
        <tr data-service=row.at.service.to_string() data-cluster=row.at.cluster.to_string() data-level=row.level.key()>
            <th scope="row" class="who">
                <a class="name" href=routes::service(&row.at)>{row.at.service.to_string()}</a>
                <div class="sub num">{step}{running}</div>
            </th>
            <td class="bar-cell">{deployment_bar(&row.new, row.old_running)}</td>
            <td class="num quiet">
                <span class=tone_of(row.level).class()>{shape(shape_of(row.level))}</span>
                " "
                {in_words(&row.new, row.old_running)}
            </td>
        </tr>
    }
    .into_any()
}
