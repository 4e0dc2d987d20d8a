//! Replaces what stands in an element without taking it from the hands of whoever uses it.

use leptos::prelude::document;
use leptos::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, NodeList};

/// What can have the focus, and what can be unfolded.
const FOCUSABLE: &str = "a,button,summary,[tabindex]";
const FOLDED: &str = "details";

/// Sets the HTML; what had the focus has it again, and what was unfolded stays so, as far as it is still there.
pub(super) fn replace(element: &Element, html: &str) {
    let focused = document().active_element().filter(|focused| element.contains(Some(focused)));
    let focused = focused.and_then(|focused| name(&focused));
    let unfolded: Vec<_> = all(element, FOLDED).filter(|one| one.has_attribute("open")).map(|one| name(&one)).collect();
    element.set_inner_html(html);
    for one in all(element, FOLDED).filter(|one| unfolded.contains(&name(one))) {
        // Fails only for names that are no attribute.
        let _ = one.set_attribute("open", "");
    }
    let again = focused.and_then(|name| all(element, FOCUSABLE).find(|one| name_is(one, &name)));
    if let Some(again) = again.and_then(|again| again.dyn_into::<HtmlElement>().ok()) {
        // Refused only to what cannot be focused.
        let _ = again.focus();
    }
}

/// What an element is known by across two drawings: where it leads, what it copies, or what it is called.
fn name(element: &Element) -> Option<String> {
    ["href", "data-copy", "data-key"].into_iter().find_map(|attribute| element.get_attribute(attribute))
}

fn name_is(element: &Element, wanted: &str) -> bool {
    name(element).as_deref() == Some(wanted)
}

fn all(element: &Element, selector: &str) -> impl Iterator<Item = Element> + use<> {
    let found: Option<NodeList> = element.query_selector_all(selector).ok();
    found
        .into_iter()
        .flat_map(|found| (0..found.length()).filter_map(move |index| found.item(index)))
        .filter_map(|node| node.dyn_into().ok())
}
