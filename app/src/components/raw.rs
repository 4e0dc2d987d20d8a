//! An answer of AWS as it came.

use leptos::prelude::*;

use crate::ui::icon::{Icon, icon};

/// Indented JSON to read and to copy. `name` is what it describes, for example `checkout:42`.
///
/// The block scrolls sideways on narrow screens, therefore it takes the keyboard's focus. Its button names the block
/// instead of carrying the text a second time.
pub fn raw_json(json: String, name: &str) -> AnyView {
    let lines = json.lines().count();
    view! {
        <div class="card raw">
            <div class="raw-head">
                <span class="quiet">{format!("JSON, {lines} lines. Values of environment variables are never shown.")}</span>
                <button type="button" class="copy" data-copy-of="raw" aria-label="Copy JSON" title="Copy JSON">
                    {icon(Icon::Copy)}
                </button>
            </div>
            <pre tabindex="0" role="region" aria-label=format!("{name} as JSON")><code id="raw">{json}</code></pre>
        </div>
    }
    .into_any()
}
