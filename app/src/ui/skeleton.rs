//! What stands where content will be.

use leptos::prelude::*;

/// A list that is being fetched, with room for a few rows.
pub fn rows() -> AnyView {
    let rows: Vec<_> = (0..6).map(|_| view! { <div class="skeleton-row"></div> }).collect();
    view! {
        <div class="card skeleton" role="status">
            <span class="sr-only">"Loading"</span>
            {rows}
        </div>
    }
    .into_any()
}

/// A page that is being fetched: a title and a list.
pub fn page() -> AnyView {
    view! {
        <h1 class="sr-only">"Loading"</h1>
        <div class="skeleton-title"></div>
        {rows()}
    }
    .into_any()
}
