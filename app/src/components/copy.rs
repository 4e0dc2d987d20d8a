//! Copying an identifier.

use leptos::prelude::*;

/// A button that copies `text`; `noun` names it for those who do not see what the button stands beside.
///
/// The button carries the text itself, so that one listener serves every button of a page, see [`listen`]. The stylesheet
/// shows it once the page is hydrated: without JavaScript it could do nothing.
pub fn copy_button(text: &str, noun: &str) -> AnyView {
    view! {
        <button type="button" class="copy" data-copy=text.to_owned() aria-label=format!("Copy {noun}") title="Copy">
            {icon()}
        </button>
    }
    .into_any()
}

/// A button that copies what the element with this id shows, for text too long to be carried twice.
pub fn copy_button_of(id: &'static str, noun: &str) -> AnyView {
    view! {
        <button type="button" class="copy" data-copy-of=id aria-label=format!("Copy {noun}") title="Copy">{icon()}</button>
    }
    .into_any()
}

fn icon() -> AnyView {
    view! {
        <svg viewBox="0 0 16 16" aria-hidden="true">
            <path class="copy-sheets" d="M6 5.5h7.5v8H6zM10 5.5v-3H2.5v8H6" />
            <path class="copy-tick" d="m3 8.5 3.3 3.3L13 5" />
        </svg>
    }
    .into_any()
}

/// Text that can be copied: shown in the typeface of identifiers, with its button.
pub fn copyable(text: &str, noun: &str) -> AnyView {
    view! { <span class="copyable"><code>{text.to_owned()}</code>{copy_button(text, noun)}</span> }.into_any()
}

/// Answers every copy button of the page, now and after navigation. Call it once, in the browser.
#[cfg(feature = "hydrate")]
pub fn listen() {
    use leptos::ev;
    use wasm_bindgen::JsCast;

    drop(window_event_listener(ev::click, |event| {
        let button = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            .and_then(|element| element.closest(".copy").ok().flatten());
        if let Some(button) = button {
            copy(&button);
        }
    }));
}

/// How long a button says that it has copied, in milliseconds.
#[cfg(feature = "hydrate")]
const SAID_FOR: u64 = 1500;

/// Puts the button's text on the clipboard and says so for a moment.
///
/// Browsers offer the clipboard to secure contexts only; elsewhere the button stays silent rather than claim success.
#[cfg(feature = "hydrate")]
fn copy(button: &web_sys::Element) {
    let window = window();
    if !window.is_secure_context() {
        return;
    }
    let (Some(text), Some(label)) = (text(button), button.get_attribute("aria-label")) else { return };
    if button.has_attribute("data-copied") {
        return;
    }
    let button = button.clone();
    let copied = wasm_bindgen_futures::JsFuture::from(window.navigator().clipboard().write_text(&text));
    leptos::task::spawn_local(async move {
        if copied.await.is_err() {
            return;
        }
        say(&button, Some("Copied"), &label);
        set_timeout(move || say(&button, None, &label), std::time::Duration::from_millis(SAID_FOR));
    });
}

/// What the button copies: the text it carries, or the text of the element it names.
#[cfg(feature = "hydrate")]
fn text(button: &web_sys::Element) -> Option<String> {
    button.get_attribute("data-copy").or_else(|| {
        let id = button.get_attribute("data-copy-of")?;
        document().get_element_by_id(&id)?.text_content()
    })
}

/// Marks the button as having copied, or gives it its own label back.
#[cfg(feature = "hydrate")]
fn say(button: &web_sys::Element, copied: Option<&str>, label: &str) {
    // Setting an attribute fails only on an invalid attribute name, and these are valid.
    let _ = match copied {
        Some(word) => button.set_attribute("data-copied", "").and_then(|()| button.set_attribute("aria-label", word)),
        None => button.remove_attribute("data-copied").and_then(|()| button.set_attribute("aria-label", label)),
    };
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn markup_in_what_is_copied_stays_text() {
        let html = copyable("<img src=x onerror=alert(1)>\"'", "image").to_html();
        assert!(!html.contains("<img"), "{html}");
        assert!(html.contains("data-copy=\"&lt;img"), "{html}");
    }
}
