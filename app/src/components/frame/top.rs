//! The bar on top: where one is, search, freshness, who looks.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::{Frames, crumbs, fresh};
use crate::ui::icon::{Icon, icon};
use crate::{address, routes};

/// Draws the bar for the page at `path`.
pub fn top(shell: Frames, path: Memo<String>) -> AnyView {
    view! {
        <header class="top">
            <button type="button" class="menu-button" popovertarget="menu" aria-label="Menu">{icon(Icon::Menu)}</button>
            {move || crumbs::crumbs(&path.get())}
            {search()}
            <a class="search-link" href=routes::SEARCH aria-label="Search">{icon(Icon::Search)}</a>
            <Transition>
                {move || Suspend::new(async move { shell.await.map(|shell| fresh::fresh(shell, path)).ok() })}
            </Transition>
        </header>
    }
    .into_any()
}

fn search() -> AnyView {
    let url = use_location();
    let value = Memo::new(move |_| match url.pathname.with(|path| path == routes::SEARCH) {
        true => url.search.with(|search| address::value(search, "q")),
        false => String::new(),
    });
    view! {
        <form class="search" method="get" action=routes::SEARCH role="search" aria-label="Everything">
            {icon(Icon::Search)}
            <input
                type="search"
                id="search"
                name="q"
                value=value
                prop:value=value
                placeholder="Find a service, task, image …"
                aria-label="Find a service, task or image"
                aria-keyshortcuts="/ Control+K"
                maxlength="200"
                autocomplete="off"
                spellcheck="false"
            />
            <kbd aria-hidden="true">"/"</kbd>
        </form>
    }
    .into_any()
}
