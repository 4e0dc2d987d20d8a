//! What happened just before.

use leptos::prelude::*;
use model::time::Timestamp;
use model::view::RecentChange;

use crate::components::moment::clock;

/// Draws what happened lately, the newest first.
pub fn recent(changes: &[RecentChange], now: Timestamp) -> AnyView {
    if changes.is_empty() {
        return ().into_any();
    }
    let changes: Vec<_> = changes.iter().map(|change| draw(change, now)).collect();
    view! {
        <section aria-labelledby="just-before">
            <div class="bar">
                <h2 id="just-before">"Just before"</h2>
                <span class="faint">"UTC"</span>
            </div>
            <ol class="recent">{changes}</ol>
        </section>
    }
    .into_any()
}

fn draw(change: &RecentChange, now: Timestamp) -> AnyView {
    let class = if change.is_trouble { "trouble" } else { "" };
    view! {
        <li class=class>
            {clock(now, change.at)}
            <span>
                <a class="name" href=change.service.page().path()>{change.service.service.to_string()}</a>
                " "
                {change.text.clone()}
            </span>
        </li>
    }
    .into_any()
}
