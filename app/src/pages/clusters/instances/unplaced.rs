//! Tasks that have no place: what they need, and why no instance takes them.

use leptos::prelude::*;
use model::time::Timestamp;
use model::verdict::Level;
use model::view::UnplacedLine;

use crate::components::level::state_as;
use crate::components::moment::{Form, age};

/// One card for each service that waits for a place.
pub fn unplaced(lines: &[UnplacedLine], now: Timestamp) -> AnyView {
    let items = lines.iter().map(|line| draw(line, now));
    view! {
        <ul class="card unplaced">{items.collect_view()}</ul>
    }
    .into_any()
}

fn draw(line: &UnplacedLine, now: Timestamp) -> AnyView {
    let needs = line.needs.clone().map(|needs| view! { <span class="quiet">{format!("needs {needs}")}</span> });
    view! {
        <li data-service=line.service.service.to_string() data-level=Level::Degraded.key()>
            <p class="reason-head">
                {state_as(Level::Degraded, "has no place")}
                <a class="name" href=line.service.page().path()>{line.service.service.to_string()}</a>
                <span>{line.revision.to_string()}</span>
                {needs}
                <span class="quiet">{age(Form::Ago, now, line.at)}</span>
            </p>
            <p class="quiet"><q>{line.event.clone()}</q></p>
            {hindrances(&line.instances)}
        </li>
    }
    .into_any()
}

/// Why a task does not fit, instance by instance.
pub fn hindrances(instances: &[(String, Vec<String>)]) -> AnyView {
    if instances.is_empty() {
        return ().into_any();
    }
    let items = instances.iter().map(|(instance, reasons)| {
        let reasons = match reasons.is_empty() {
            true => "one would fit now".to_owned(),
            false => reasons.join("; "),
        };
        view! { <div><dt><code>{instance.clone()}</code></dt><dd>{reasons}</dd></div> }
    });
    view! { <dl class="hindrances">{items.collect_view()}</dl> }.into_any()
}
