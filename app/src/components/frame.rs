//! The frame around every page: rail, top bar, and what a keyboard can do anywhere.

mod announce;
mod crumbs;
mod fresh;
mod rail;
mod theme;
mod top;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use model::page::Page;
use model::view::Shell;

use crate::api::shell::show_shell;
use crate::error::AppError;
use crate::host;
use crate::live::{self, Live};
use crate::wire::Wire;

/// What the frame shows, fetched once for all its parts.
type Frames = Resource<Result<Shell, AppError>, Wire>;

/// The frame, and in it the page.
#[component]
pub fn Frame() -> impl IntoView {
    let live = Live::current();
    let last = StoredValue::new(None::<Shell>);
    // Where no answer comes, what was there stays.
    let fetch = move || async move { show_shell().await.or_else(|error| last.try_get_value().flatten().ok_or(error)) };
    let shell: Frames = Resource::new_with_options(move || live.frame(), move |_| fetch(), false);
    live::start(move || {
        let shell = shell.get().and_then(Result::ok)?;
        let told = (shell.as_of, shell.now);
        last.set_value(Some(shell));
        Some(told)
    });
    #[cfg(feature = "hydrate")]
    host::follow();
    let path = use_location().pathname;
    let page = Memo::new(move |_| path.with(|path| Page::parse(path)));
    view! {
        <a class="skip" href="#content">"Skip to content"</a>
        <div class="frame">
            {rail::rail(shell, page)}
            <div class="stage">
                {top::top(shell, page)}
                <main id="content" tabindex="-1">{host::host()}</main>
            </div>
        </div>
        {announce::announce(shell)}
    }
}
