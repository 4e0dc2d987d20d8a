//! Asks for the page again when the address or the world has changed.

use leptos::prelude::*;
use leptos::wasm_bindgen::closure::Closure;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::live::Live;
use crate::routes;

#[wasm_bindgen(raw_module = "./page.js")]
extern "C" {
    /// Answers keys, clicks and forms from now on, and fetches parts that are still on their way. `endpoint` draws
    /// pages, `navigate` leads to an address of ours, `answered` is told whether the server could be reached.
    fn start(endpoint: &str, navigate: &Closure<dyn FnMut(String)>, answered: &Closure<dyn FnMut(bool)>);

    /// Fetches the page at an address and puts it in place of the one that is there. With `is_news` it is the same
    /// address, and what has not changed stays untouched.
    fn ask(address: &str, is_news: bool);
}

/// Follows the address and the news for as long as the tab is open: to be called once, inside the router.
pub(crate) fn follow() {
    let live = Live::current();
    let to = use_navigate();
    let navigate = Closure::new(move |address: String| {
        to(&address, NavigateOptions { scroll: false, ..NavigateOptions::default() });
    });
    let answered = Closure::new(move |is_answered: bool| live.answered(is_answered));
    start(routes::PAGE, &navigate, &answered);
    // Both are called until the tab is closed.
    navigate.forget();
    answered.forget();
    let url = use_location();
    Effect::new(move |before: Option<String>| {
        let address = url.pathname.get() + &query(&url.search.get());
        live.page();
        if let Some(before) = before {
            ask(&address, before == address);
        }
        address
    });
}

/// The query with its question mark, if there is one.
fn query(search: &str) -> String {
    let search = search.trim_start_matches('?');
    if search.is_empty() { String::new() } else { format!("?{search}") }
}
