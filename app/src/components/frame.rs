//! The frame around every page: rail, top bar, and what a keyboard can do anywhere.

mod announce;
mod crumbs;
mod fresh;
#[cfg(feature = "hydrate")]
mod keys;
mod rail;
mod section;
mod theme;
mod top;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use model::view::Shell;

use crate::api;
use crate::data::Data;
use crate::live::{self, Live};

/// What the frame shows, fetched once for all its parts.
type Frames = Data<Shell>;

/// The frame, and in it the page.
#[component]
pub fn Frame(children: Children) -> impl IntoView {
    let live = Live::current();
    let shell: Frames = Data::new(move || live.frame(), |_| api::shell::show_shell());
    live::start(move || shell.now().and_then(Result::ok).map(|shell| (shell.as_of, shell.now)));
    #[cfg(feature = "hydrate")]
    {
        keys::listen();
        super::copying::listen();
    }
    let path = use_location().pathname;
    view! {
        <a class="skip" href="#content">"Skip to content"</a>
        <div class="frame">
            {rail::rail(shell, path)}
            <div class="stage">
                {top::top(shell, path)}
                <main id="content" tabindex="-1">{children()}</main>
            </div>
        </div>
        {announce::announce(shell)}
    }
}
