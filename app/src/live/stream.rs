//! The one `EventSource` of a tab.

use std::time::Duration;

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use leptos_router::hooks::use_location;
use model::page::Page;
use model::watch::Change;
use web_sys::{Event, EventSource, MessageEvent};

use super::Live;
use crate::routes;

/// Changes that come within this time are answered by one question.
const GATHER: Duration = Duration::from_millis(300);

/// How long to wait when the server has refused the stream; a stream that broke is resumed by the browser itself.
const AGAIN: Duration = Duration::from_secs(5);

/// What has changed since the page last asked.
#[derive(Clone, Copy, Default)]
struct Due {
    is_waiting: bool,
    page: bool,
}

/// Keeps the stream of the current page open while somebody can see it.
pub(super) fn listen(live: Live) {
    let path = use_location().pathname;
    let source = StoredValue::new_local(None::<EventSource>);
    let due = StoredValue::new(Due::default());
    let reopen = StoredValue::new_local(None::<Box<dyn Fn()>>);

    let on_change = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        let change = event.unchecked_ref::<MessageEvent>().data().as_string();
        let change = change.and_then(|text| crate::wire::read::<Change>(&text).ok());
        let page = path.try_get_untracked().and_then(|path| Page::parse(&path));
        let matters = match (&change, &page) {
            (Some(change), Some(page)) => page.watched().is_touched_by(change),
            _ => true,
        };
        gather(live, due, matters);
    });
    let on_open = Closure::<dyn FnMut(Event)>::new(move |_| {
        if live.connected.try_get_untracked() == Some(false) {
            // What changed while the stream was broken is not told again.
            let _ = live.connected.try_set(true);
            gather(live, due, true);
        }
    });
    let on_error = Closure::<dyn FnMut(Event)>::new(move |_| {
        let _ = live.connected.try_set(false);
        let is_closed = source
            .try_with_value(|source| source.as_ref().is_some_and(|source| source.ready_state() == EventSource::CLOSED));
        if is_closed == Some(true) {
            set_timeout(
                move || {
                    reopen.try_with_value(|reopen| reopen.as_ref().map(|reopen| reopen()));
                },
                AGAIN,
            );
        }
    });

    reopen.set_value(Some(Box::new(move || {
        let page = path.try_get_untracked().filter(|_| !document().hidden()).and_then(|path| Page::parse(&path));
        let opened = page.and_then(|page| {
            let opened = EventSource::new(&routes::live(&page)).ok()?;
            opened.set_onopen(Some(on_open.as_ref().unchecked_ref()));
            opened.set_onerror(Some(on_error.as_ref().unchecked_ref()));
            opened.add_event_listener_with_callback("change", on_change.as_ref().unchecked_ref()).ok()?;
            Some(opened)
        });
        source.try_update_value(|source| {
            if let Some(old) = std::mem::replace(source, opened) {
                old.close();
            }
        });
    })));
    let open = move || {
        reopen.try_with_value(|reopen| reopen.as_ref().map(|reopen| reopen()));
    };
    Effect::new(move |_| {
        path.track();
        open();
    });
    let listener = window_event_listener_untyped("visibilitychange", move |_| {
        open();
        if !document().hidden() {
            gather(live, due, true);
        }
    });
    on_cleanup(move || listener.remove());
}

/// Asks again soon, once for everything that changes until then.
fn gather(live: Live, due: StoredValue<Due>, page: bool) {
    let is_waiting = due.try_update_value(|due| {
        due.page |= page;
        std::mem::replace(&mut due.is_waiting, true)
    });
    if is_waiting == Some(false) {
        set_timeout(
            move || {
                let due = due.try_update_value(std::mem::take).unwrap_or_default();
                live.frame.try_update(|count| *count += 1);
                if due.page {
                    live.page.try_update(|count| *count += 1);
                }
            },
            GATHER,
        );
    }
}
