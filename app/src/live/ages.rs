//! Counts on the ages that are written on the page.

use leptos::prelude::document;
use leptos::wasm_bindgen::JsCast;
use model::time::Timestamp;

use crate::components::moment::{self, Form};

/// Writes every age as it is at `now`.
///
/// The text nodes belong to the view and stay; only what they say changes.
pub(super) fn tell(now: Timestamp) {
    let Ok(times) = document().query_selector_all("time[data-form]") else { return };
    for time in (0..times.length()).filter_map(|index| times.item(index)) {
        let attribute = |name| time.dyn_ref::<web_sys::Element>().and_then(|time| time.get_attribute(name));
        let at = attribute("data-at").and_then(|at| at.parse().ok()).map(Timestamp);
        let form = attribute("data-form").and_then(|form| Form::from_key(&form));
        if let (Some(at), Some(form), Some(text)) = (at, form, time.first_child()) {
            let words = moment::words(form, now, at);
            if text.node_value().as_deref() != Some(&words) {
                text.set_node_value(Some(&words));
            }
        }
    }
}
