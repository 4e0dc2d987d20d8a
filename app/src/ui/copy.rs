//! Identifiers that can be taken along.

use leptos::prelude::*;

use super::icon::{Icon, icon};

/// A button that copies `text`; `what` says what that is, for example `ARN`.
///
/// It shows itself once the page can copy, and keeps its place until then. One listener on the document serves them
/// all.
pub fn copy(what: &str, text: String) -> AnyView {
    let label = format!("Copy {what}");
    view! {
        <button type="button" class="copy" data-copy=text aria-label=label.clone() title=label>
            {icon(Icon::Copy)}
        </button>
    }
    .into_any()
}

/// An identifier as it is, with a button that copies it.
pub fn code(what: &str, text: String) -> AnyView {
    view! {
        <span class="copyable">
            <code>{text.clone()}</code>
            {copy(what, text)}
        </span>
    }
    .into_any()
}

/// The short form of a long identifier; the whole of it is shown on hover and focus, and copied by the button.
pub fn shortened(what: &str, short: String, whole: String) -> AnyView {
    view! {
        <span class="copyable">
            <code tabindex="0" class="whole" data-whole=whole.clone() aria-label=whole.clone()>{short}</code>
            {copy(what, whole)}
        </span>
    }
    .into_any()
}
