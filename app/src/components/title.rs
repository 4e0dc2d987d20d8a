//! The title of the document, and the heading of a page.

use std::fmt::Display;

use leptos::prelude::*;
use model::verdict::Level;

use super::level::sign;

/// Names the document: `Fleet · Podium`, or `▲ checkout · Podium` for a thing that needs attention.
///
/// The text goes into the document's head as it is, so it may hold nothing but checked names and words of ours.
pub fn document_title(level: Option<Level>, text: impl Display) -> String {
    match level.filter(|level| level.needs_attention() || *level == Level::Deploying) {
        Some(level) => format!("{} {text} · Podium", sign(level)),
        None => format!("{text} · Podium"),
    }
}

/// The heading of a page, with a quiet line below that says where it is.
pub fn heading(text: impl Into<String>, place: AnyView) -> AnyView {
    view! {
        <header class="heading">
            <h1>{text.into()}</h1>
            {place}
        </header>
    }
    .into_any()
}
