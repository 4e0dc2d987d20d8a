//! A strip of facts: a few numbers that matter, each with its name.

use leptos::prelude::*;

/// One number and what it counts.
pub struct Fact {
    /// The number, or the few words that stand for it.
    pub value: AnyView,
    /// What follows it more quietly, for example `of 4`; may be empty.
    pub of: String,
    /// What it is, for example `running`.
    pub name: String,
}

/// The facts side by side. A reader of the source meets the name before the number.
pub fn facts(facts: Vec<Fact>) -> AnyView {
    let facts = facts
        .into_iter()
        .map(|fact| {
            let of = (!fact.of.is_empty()).then(|| view! { <span class="quiet">" "{fact.of}</span> });
            view! { <div><dt>{fact.name}</dt><dd>{fact.value}{of}</dd></div> }
        })
        .collect_view();
    view! { <dl class="facts">{facts}</dl> }.into_any()
}
