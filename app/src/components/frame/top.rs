//! The bar on top: where one is, search, freshness, who looks.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use model::page::Page;

use super::{Frames, crumbs, fresh};
use crate::address;
use crate::ui::icon::{Icon, icon};

/// Draws the bar above a page.
pub fn top(shell: Frames, page: Memo<Option<Page>>) -> AnyView {
    view! {
        <header class="top">
            <button type="button" class="menu-button" popovertarget="menu" aria-label="Menu">{icon(Icon::Menu)}</button>
            {move || page.with(|page| crumbs::crumbs(page.as_ref()))}
            {search(page)}
            <a class="search-link" href=Page::Search.path() aria-label="Search">{icon(Icon::Search)}</a>
            <Transition>
                {move || Suspend::new(async move { shell.await.map(|shell| fresh::fresh(shell, page)).ok() })}
            </Transition>
        </header>
    }
    .into_any()
}

fn search(page: Memo<Option<Page>>) -> AnyView {
    let url = use_location();
    let value = Memo::new(move |_| match page.with(|page| *page == Some(Page::Search)) {
        true => url.search.with(|search| address::value(search, "q")),
        false => String::new(),
    });
    view! {
        <form class="search" method="get" action=Page::Search.path() role="search" aria-label="Everything">
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
