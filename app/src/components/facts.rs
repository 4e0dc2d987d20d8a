//! A strip of facts: a few numbers that matter, each with its name.

use leptos::prelude::*;

/// One number and what it counts.
pub struct Fact {
    /// The number, or the few words that stand for it.
    pub value: AnyView,
    /// What follows it more quietly, for example `of 4`; may be empty.
    pub of: String,
    /// What it is, for example `running`.
    pub name: AnyView,
}

impl Fact {
    /// A number and its name.
    pub fn new(value: AnyView, name: &'static str) -> Self {
        Self::of(value, String::new(), name)
    }

    /// A number that is part of another: `3 of 4`.
    pub fn of(value: AnyView, of: String, name: &'static str) -> Self {
        Self { value, of, name: name.into_any() }
    }
}

/// The facts side by side. Who listens to the page hears the name before the number.
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
