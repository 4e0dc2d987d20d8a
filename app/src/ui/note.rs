//! Notes above content, and what stands where content is missing.

use leptos::prelude::*;

use super::tone::Tone;

/// A note that concerns the whole page: one sentence, and what to do about it.
pub fn note(tone: Tone, title: impl Into<String>, body: AnyView) -> AnyView {
    let class = match tone {
        Tone::Good => "note good-note",
        Tone::Busy => "note busy-note",
        Tone::Warn => "note warn-note",
        Tone::Bad => "note bad-note",
        Tone::Unknown => "note unknown-note",
        Tone::Quiet => "note",
    };
    view! {
        <div class=class role="note">
            <p class="font-semibold">{title.into()}</p>
            {body}
        </div>
    }
    .into_any()
}

/// What stands where a list would be: why there is nothing, and the next step.
pub fn blank(title: impl Into<String>, body: AnyView) -> AnyView {
    view! {
        <div class="card blank">
            <p class="blank-title">{title.into()}</p>
            {body}
        </div>
    }
    .into_any()
}

/// One paragraph.
pub fn paragraph(text: impl Into<String>) -> AnyView {
    view! { <p>{text.into()}</p> }.into_any()
}
