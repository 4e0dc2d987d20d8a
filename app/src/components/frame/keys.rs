//! What keys, clicks and forms do once the page is alive. One listener each, on the window.

use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use web_sys::{
    Element, Event, FormData, HtmlElement, HtmlFormElement, HtmlInputElement, KeyboardEvent, UrlSearchParams,
};

/// Listens for as long as the frame is there.
pub fn listen() {
    let keys = window_event_listener(ev::keydown, |event| on_key(&event));
    let clicks = window_event_listener(ev::click, |event| on_click(&event));
    let navigate = use_navigate();
    let forms = window_event_listener(ev::submit, move |event| {
        if let Some(address) = address_of(&event) {
            event.prevent_default();
            navigate(&address, NavigateOptions { scroll: false, ..NavigateOptions::default() });
        }
    });
    on_cleanup(move || {
        keys.remove();
        clicks.remove();
        forms.remove();
    });
    let url = use_location();
    Effect::new(move |before: Option<()>| {
        url.pathname.track();
        let asked = url.search.get();
        close_menus(None);
        if before.is_some() {
            fill_in(&asked);
        }
    });
}

/// Puts the words of the address into the page's own search boxes.
///
/// Only a new address does so: a list is drawn again whenever it changes, and what somebody is just typing has to stay.
fn fill_in(asked: &str) {
    let words = UrlSearchParams::new_with_str(asked).ok().and_then(|asked| asked.get("q")).unwrap_or_default();
    let Ok(boxes) = document().query_selector_all("main form[role=search] input[name=q]") else { return };
    for input in (0..boxes.length()).filter_map(|index| boxes.item(index)) {
        if let Ok(input) = input.dyn_into::<HtmlInputElement>() {
            input.set_value(&words);
        }
    }
}

fn on_key(event: &KeyboardEvent) {
    let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    let is_typing = target.as_ref().is_some_and(|target| target.matches("input, textarea, select").unwrap_or(false));
    let has_modifier = event.ctrl_key() || event.meta_key() || event.alt_key();
    match &*event.key() {
        "k" if event.ctrl_key() || event.meta_key() => search(event),
        "/" if !is_typing && !has_modifier => search(event),
        "Escape" if is_typing => {
            if let Some(target) = target {
                let _ = target.blur();
            }
        }
        "Escape" => close_menus(None),
        "j" | "ArrowDown" if !is_typing && !has_modifier => step(event, target.as_deref(), 1),
        "k" | "ArrowUp" if !is_typing && !has_modifier => step(event, target.as_deref(), -1),
        _ => {}
    }
}

fn search(event: &KeyboardEvent) {
    let input = document().get_element_by_id("search").and_then(|input| input.dyn_into::<HtmlInputElement>().ok());
    if let Some(input) = input {
        event.prevent_default();
        let _ = input.focus();
        input.select();
    }
}

/// Moves the focus from row to row. Arrows scroll the page unless a row has the focus already.
fn step(event: &KeyboardEvent, from: Option<&Element>, by: i32) {
    let row = from.and_then(|from| from.closest("tbody tr").ok().flatten());
    let is_arrow = event.key().starts_with("Arrow");
    if row.is_none() && is_arrow {
        return;
    }
    let Ok(links) = document().query_selector_all("main tbody tr a.name") else { return };
    let count = i32::try_from(links.length()).unwrap_or(i32::MAX);
    let link = |index: i32| {
        let link = u32::try_from(index).ok().and_then(|index| links.item(index));
        link.and_then(|link| link.dyn_into::<HtmlElement>().ok())
    };
    let current =
        row.and_then(|row| (0..count).find(|index| link(*index).is_some_and(|link| row.contains(Some(&link)))));
    let next = current.map_or(0, |current| (current + by).clamp(0, count - 1));
    if let Some(link) = link(next) {
        event.prevent_default();
        let _ = link.focus();
    }
}

fn on_click(event: &web_sys::MouseEvent) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    close_menus(target.as_ref());
}

/// Closes what is open, but for what `inside` is in.
fn close_menus(inside: Option<&Element>) {
    let Ok(open) = document().query_selector_all("details.switcher[open]") else { return };
    for menu in (0..open.length()).filter_map(|index| open.item(index)) {
        if !menu.contains(inside.map(AsRef::as_ref))
            && let Ok(menu) = menu.dyn_into::<Element>()
        {
            let _ = menu.remove_attribute("open");
        }
    }
    if inside.is_none()
        && let Some(rail) = document().get_element_by_id("menu").and_then(|rail| rail.dyn_into::<HtmlElement>().ok())
    {
        // Refused where it is not open.
        let _ = rail.hide_popover();
    }
}

/// The address that a form of ours asks for; `None` for forms that change something.
fn address_of(event: &Event) -> Option<String> {
    let form = event.target()?.dyn_into::<HtmlFormElement>().ok()?;
    if !form.method().eq_ignore_ascii_case("get") {
        return None;
    }
    let data = FormData::new_with_form(&form).ok()?;
    let pairs = UrlSearchParams::new_with_str_sequence_sequence(&data).ok()?;
    let action = form.get_attribute("action")?;
    Some(format!("{action}?{}", String::from(pairs.to_string())))
}
