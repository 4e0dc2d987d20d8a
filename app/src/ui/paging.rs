//! From page to page of a long list.

use leptos::prelude::*;

/// Where in a list a page is, and the addresses of its neighbours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paging {
    /// The number of its first row, counted from 1.
    pub first: u32,
    /// The number of its last row.
    pub last: u32,
    /// Rows on all pages.
    pub of: u32,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
}

/// Draws nothing when there is only one page.
pub fn paging(paging: Paging) -> AnyView {
    let Paging { first, last, of, previous, next } = paging;
    if previous.is_none() && next.is_none() {
        return ().into_any();
    }
    view! {
        <nav class="paging" aria-label="Pages">
            {step("Previous", "prev", previous)}
            <span class="num">{format!("{first}–{last} of {of}")}</span>
            {step("Next", "next", next)}
        </nav>
    }
    .into_any()
}

fn step(text: &'static str, rel: &'static str, href: Option<String>) -> AnyView {
    match href {
        Some(href) => view! { <a class="btn" rel=rel href=href>{text}</a> }.into_any(),
        None => view! { <span class="btn off" aria-hidden="true">{text}</span> }.into_any(),
    }
}
