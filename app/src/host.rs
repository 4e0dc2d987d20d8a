//! The place of the page inside the frame.
//!
//! This is the one room that puts HTML into the document: the server, what its views have drawn; the browser, in
//! `app/js`, what the server has drawn.

#[cfg(feature = "hydrate")]
mod follow;

use leptos::prelude::*;

#[cfg(feature = "hydrate")]
pub(crate) use follow::follow;

/// The page at the address. The browser leaves what is in it to `app/js`.
pub(crate) fn host() -> AnyView {
    let page = page();
    Suspend::new(async move {
        let html = page.await;
        view! { <div id="page" inner_html=html></div> }
    })
    .into_any()
}

/// The parts; the document gets its title and its status.
#[cfg(feature = "ssr")]
fn page() -> impl Future<Output = String> + Send {
    use leptos_meta::{Title, TitleProps};

    use crate::cx::Cx;
    use crate::error::set_status;
    use crate::parts;

    let url = leptos_router::hooks::use_location();
    let (path, search) = (url.pathname.get_untracked(), url.search.get_untracked());
    let address = format!("{path}?{}", search.trim_start_matches('?'));
    let cx = Cx::current();
    async move {
        let drawn = match cx {
            Ok(cx) => parts::draw(&cx, &address).await,
            // The client has gone: nobody sees this.
            Err(_) => parts::Drawn::default(),
        };
        set_status(drawn.status);
        let html = drawn.html();
        // Called for what it notes in the document's head; it has nothing to draw here.
        drop(Title(TitleProps::builder().text(drawn.title).build()));
        html
    }
}

/// Nothing: the document has it.
#[cfg(not(feature = "ssr"))]
async fn page() -> String {
    String::new()
}
