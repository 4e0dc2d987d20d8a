//! Marks rows whose state has just changed, so that an eye that was elsewhere finds them.
//!
//! Rows are told apart by what they are about, not by their place: what gets worse also moves up.

use std::collections::HashMap;
use std::time::Duration;

use leptos::prelude::*;
use leptos::wasm_bindgen::closure::Closure;
use leptos::wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, MutationObserver, MutationObserverInit};

/// What a row is about.
const IDENTITIES: [&str; 5] = ["data-cluster", "data-service", "data-task", "data-target", "data-instance"];

/// How a row is.
const STATE: &str = "data-level";

/// How long a mark stays: as long as its animation.
const SEEN: Duration = Duration::from_millis(2400);

/// The state of each row, by what the row is about.
type States = HashMap<String, String>;

/// Watches the rows of every page for as long as the tab is open.
pub(super) fn watch() {
    let mut before = mark(&States::new());
    let changed = Closure::<dyn FnMut()>::new(move || before = mark(&before));
    let observer = MutationObserver::new(changed.as_ref().unchecked_ref());
    // It is called until the tab is closed.
    changed.forget();
    let (Ok(observer), Some(main)) = (observer, document().get_element_by_id("content")) else { return };
    let options = MutationObserverInit::new();
    options.set_subtree(true);
    options.set_attribute_filter(&[JsValue::from_str(STATE)].into_iter().collect::<js_sys::Array>());
    // Refused only for options that contradict each other.
    let _ = observer.observe_with_options(&main, &options);
}

fn mark(before: &States) -> States {
    let mut now = States::new();
    for (about, state, row) in states() {
        // A service may stand in two tables that judge it by different things; the first one counts.
        if now.contains_key(&about) {
            continue;
        }
        if before.get(&about).is_some_and(|before| *before != state) {
            // Setting an attribute fails only for names that are none.
            let _ = row.set_attribute("data-changed", "");
            set_timeout(
                move || {
                    let _ = row.remove_attribute("data-changed");
                },
                SEEN,
            );
        }
        now.insert(about, state);
    }
    now
}

/// What each row of the page is about, its state, and the row.
fn states() -> impl Iterator<Item = (String, String, Element)> {
    let rows = document().query_selector_all("main tbody tr[data-level]").ok();
    let rows = rows.into_iter().flat_map(|rows| (0..rows.length()).filter_map(move |index| rows.item(index)));
    rows.filter_map(|row| row.dyn_into::<Element>().ok()).filter_map(|row| {
        let about = IDENTITIES.map(|name| row.get_attribute(name).unwrap_or_default()).join(" ");
        Some((about, row.get_attribute(STATE)?, row))
    })
}
