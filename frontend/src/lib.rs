//! The browser's entrance.

use wasm_bindgen::prelude::wasm_bindgen;

/// Takes over the document that the server drew.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_body(app::App);
}
