//! What needs attention, the worst first, each with its cause.

use leptos::prelude::*;
use model::time::Timestamp;
use model::view::{Overview, ServiceRow};

use crate::components::answer::is_complete;
use crate::components::level::state;
use crate::components::moment::{Form, age};
use crate::routes;
use crate::ui::shape::{Shape, shape};

/// Draws the services that need attention, or the calm when none does.
pub fn attention(overview: &Overview, now: Timestamp) -> AnyView {
    if overview.attention.is_empty() {
        return calm(overview);
    }
    let rows: Vec<_> = overview.attention.iter().map(|row| draw(row, now)).collect();
    let more = overview.attention_total.saturating_sub(u32::try_from(rows.len()).unwrap_or(u32::MAX));
    let more = (more > 0).then(|| view! { <p class="quiet">{more}" more are in the lists of services."</p> });
    view! {
        <section class="first" aria-label="Needs attention">
            <div class="card">
                <table class="attention">
                    <caption class="sr-only">"Services that need attention, the worst first"</caption>
                    <thead class="sr-only">
                        <tr>
                            <th scope="col">"State"</th>
                            <th scope="col">"Service"</th>
                            <th scope="col">"Why"</th>
                            <th scope="col">"Look at"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {more}
        </section>
    }
    .into_any()
}

fn calm(overview: &Overview) -> AnyView {
    if overview.is_loading || overview.services_total == 0 || !is_complete() {
        return ().into_any();
    }
    let sentence = match overview.deploying_total {
        0 => "Everything that is wanted runs, and nothing is being deployed.".to_owned(),
        1 => "Everything that is wanted runs; one deployment is under way and advances.".to_owned(),
        count => format!("Everything that is wanted runs; {count} deployments are under way and advance."),
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

fn draw(row: &ServiceRow, now: Timestamp) -> AnyView {
    let verdict = &row.verdict;
    let since = verdict.since.map(|at| view! { "for "{age(Form::For, now, at)}" · " });
    let next =
        row.next.as_ref().map(|(words, target)| view! { <a class="btn" href=routes::of(target)>{words.clone()}</a> });
    view! {
        <tr
            data-service=row.at.service.to_string()
            data-cluster=row.at.cluster.to_string()
            data-level=verdict.level.key()
            data-rule=verdict.rule.number().to_string()
        >
            <td class="level">{state(verdict.level)}</td>
            <th scope="row" class="who">
                <a class="name" href=routes::service(&row.at)>{row.at.service.to_string()}</a>
                <div class="sub">{format!("{} / {}", row.at.environment, row.at.cluster)}</div>
            </th>
            <td class="why">
                <div class="sentence">{verdict.headline.clone()}</div>
                <div class="sub">{since}{format!("rule {}: {}", verdict.rule.number(), verdict.rule.text())}</div>
            </td>
            <td class="act">{next}</td>
        </tr>
    }
    .into_any()
}
