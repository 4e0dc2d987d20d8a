//! The drawing kit of forms: a field with its label, hint and message, a form around fields, and what is said above a
//! page when a form comes back.
//!
//! All of it is drawn by the server, once; what a form costs is in `docs/decisions/0001-forms.md`.

#[cfg(feature = "ssr")]
pub mod field;
#[cfg(feature = "ssr")]
pub mod mend;
#[cfg(feature = "ssr")]
pub mod summary;

use leptos::prelude::*;

use crate::forms::{ANY_TOKEN, FORM, FormName, TOKEN};

/// The fields that every form that is posted brings along: which one it is, and which sending of it.
pub fn brought_along(name: FormName) -> AnyView {
    view! {
        <input r#type="hidden" name=FORM value=name.key() autocomplete="off" />
        <input r#type="hidden" name=TOKEN value=ANY_TOKEN autocomplete="off" />
    }
    .into_any()
}

/// A form that is filled in and sent to the address of the page it is on. `label` says what for; `button` says what it
/// does.
///
/// Its drawing stops the page from changing by itself.
#[cfg(feature = "ssr")]
pub fn form(name: FormName, label: &'static str, fields: AnyView, button: &'static str) -> AnyView {
    view! {
        <form class="form" method="post" aria-label=label data-filling="">
            {brought_along(name)}
            {fields}
            <p class="form-end"><button class="btn primary">{button}</button></p>
        </form>
    }
    .into_any()
}
