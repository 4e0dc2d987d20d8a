//! The filter box and the filters beside it.

use leptos::prelude::*;
use model::query::{FILTER_MAX, Listing, Order};
use model::verdict::Level;

use super::ListAt;
use crate::components::level::{shape_of, tone_of};
use crate::ui::shape::shape;

/// Levels in the order of the filter, the worst first.
const LEVELS: [Level; 6] = [Level::Unknown, Level::Down, Level::Degraded, Level::Deploying, Level::Steady, Level::Idle];

/// The filter box, the count, and links that filter by level. `hint` says what the filter looks at.
pub fn tools<T>(at: &ListAt, listing: &Listing<T>, hint: &'static str, filters: AnyView) -> AnyView {
    count_tools(at, listing.matching, listing.total, hint, filters)
}

/// The same for a list that the server draws: `matching` of its `total` rows pass the filter.
pub fn count_tools(at: &ListAt, matching: u32, total: u32, hint: &'static str, filters: AnyView) -> AnyView {
    let count = if at.is_filtered() { format!("{matching} of {total}") } else { format!("{total} in all") };
    let kept = [
        ("level", at.query.level.map(|level| level.key().to_owned())),
        ("status", Some(at.query.status.clone())),
        ("sort", Some(at.query.sort.clone())),
        ("order", matches!(at.query.order, Order::Reversed).then(|| "reversed".to_owned())),
    ];
    let kept: Vec<_> = kept
        .into_iter()
        .filter_map(|(name, value)| Some((name, value.filter(|value| !value.is_empty())?)))
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .collect();
    let clear = at.is_filtered().then(|| view! { <a class="clear" href=at.path.clone()>"Clear"</a> });
    view! {
        <div class="tools">
            <form class="filter-box" method="get" action=at.path.clone() role="search" aria-label="Filter">
                <input
                    type="search"
                    name="q"
                    value=at.query.filter.clone()
                    placeholder=hint
                    aria-label=hint
                    maxlength=FILTER_MAX.to_string()
                    autocomplete="off"
                    spellcheck="false"
                />
                {kept}
                <button class="btn">"Filter"</button>
            </form>
            {filters}
            <span class="matching"><span class="num">{count}</span>" "{clear}</span>
        </div>
    }
    .into_any()
}

/// Links that show one level only, or all.
pub fn levels(at: &ListAt) -> AnyView {
    let chips: Vec<_> = LEVELS.into_iter().map(|level| level_chip(at, level)).collect();
    let all = chip(at.with(|query| query.level = None), at.query.level.is_none(), "All".into_any());
    view! { <div class="chips" role="group" aria-label="Level">{all}{chips}</div> }.into_any()
}

/// Links that show one status only, or all: `(key, word)`.
pub fn statuses(at: &ListAt, statuses: &[(&'static str, &'static str)]) -> AnyView {
    let chips: Vec<_> = statuses
        .iter()
        .map(|(key, word)| {
            let is_current = at.query.status == *key;
            chip(at.with(|query| query.status = (*key).to_owned()), is_current, (*word).into_any())
        })
        .collect();
    view! { <div class="chips" role="group" aria-label="Status">{chips}</div> }.into_any()
}

fn level_chip(at: &ListAt, level: Level) -> AnyView {
    let mark = view! { <span class=tone_of(level).class()>{shape(shape_of(level))}</span>{level.word()} };
    chip(at.with(|query| query.level = Some(level)), at.query.level == Some(level), mark.into_any())
}

fn chip(href: String, is_current: bool, content: AnyView) -> AnyView {
    view! { <a class="chip" href=href aria-current=is_current.then_some("true")>{content}</a> }.into_any()
}
