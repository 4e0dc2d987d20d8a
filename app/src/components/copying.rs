//! What the copy buttons of every page do, in the browser.

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;

/// The label of a button that has copied.
const COPIED: &str = "Copied";

/// How long a button says that it has copied.
const SAID_FOR: Duration = Duration::from_millis(1500);

/// Answers every copy button, those of pages to come too: to be called once, when the page is hydrated.
pub fn listen() {
    // The listener stays as long as the tab does.
    let _ = window_event_listener(ev::click, |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if let Some(button) = target.and_then(|element| element.closest("button.copy").ok().flatten()) {
            copy(button);
        }
    });
}

/// Puts the button's text on the clipboard, and says so for a moment.
///
/// Browsers offer the clipboard in secure contexts only; elsewhere the button stays silent rather than claim success.
fn copy(button: Element) {
    let window = window();
    if !window.is_secure_context() || button.has_attribute("data-copied") {
        return;
    }
    let (Some(text), Some(label)) = (text(&button), button.get_attribute("aria-label")) else { return };
    let copied = JsFuture::from(window.navigator().clipboard().write_text(&text));
    spawn_local(async move {
        if copied.await.is_ok() {
            relabel(&button, COPIED);
            // Setting an attribute fails only for names that are none.
            let _ = button.set_attribute("data-copied", "");
            set_timeout(
                move || {
                    // The page may have given the button something else to copy meanwhile, and another label.
                    if button.get_attribute("aria-label").as_deref() == Some(COPIED) {
                        relabel(&button, &label);
                    }
                    let _ = button.remove_attribute("data-copied");
                },
                SAID_FOR,
            );
        }
    });
}

/// What the button copies: the text it carries, or the text of the element it names.
fn text(button: &Element) -> Option<String> {
    button.get_attribute("data-copy").or_else(|| {
        let id = button.get_attribute("data-copy-of")?;
        document().get_element_by_id(&id)?.text_content()
    })
}

fn relabel(button: &Element, label: &str) {
    let _ = button.set_attribute("aria-label", label);
    let _ = button.set_attribute("title", label);
}
