//! The tabs of a page: each has its own address.

use leptos::prelude::*;

/// One tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// Its address.
    pub href: String,
    /// Its text.
    pub text: &'static str,
    /// How many things are on it, if that is worth knowing.
    pub count: Option<u32>,
    /// Whether it is the one that is open.
    pub is_current: bool,
}

/// Draws the tabs; `label` says what they are parts of.
pub fn tabs(label: &str, tabs: Vec<Tab>) -> AnyView {
    let tabs: Vec<_> = tabs
        .into_iter()
        .map(|Tab { href, text, count, is_current }| {
            let count = count.map(|count| view! { <span class="count">{count}</span> });
            view! { <a href=href aria-current=is_current.then_some("page")>{text}{count}</a> }
        })
        .collect();
    view! { <nav class="tabs" aria-label=label.to_owned()>{tabs}</nav> }.into_any()
}
