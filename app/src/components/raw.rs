//! An answer of AWS as it came.

use leptos::prelude::*;

use super::copy::copy_button_of;

/// Indented JSON to read and to copy. `name` is what it describes, for example `checkout:42`.
///
/// The block scrolls sideways on narrow screens, therefore it takes the keyboard's focus.
pub fn raw_json(json: String, name: &str) -> AnyView {
    let lines = json.lines().count();
    let copy = copy_button_of("raw", "the JSON");
    view! {
        <div class="card raw">
            <div class="raw-head"><span class="quiet">{format!("JSON, {lines} lines")}</span>{copy}</div>
            <pre tabindex="0" role="region" aria-label=format!("{name} as JSON")><code id="raw">{json}</code></pre>
        </div>
    }
    .into_any()
}
