//! The application: the frame, and in it the page that the address names.

use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::{SsrMode, path};

use crate::components::frame::Frame;
use crate::live;

/// The application.
///
/// Which pages there are is known to [`model::page::Page`] alone; the router follows every address, and the host inside
/// the frame draws what is there.
#[component]
pub fn App() -> impl IntoView {
    #[cfg(feature = "ssr")]
    leptos_meta::provide_meta_context();
    live::provide();
    view! {
        <Router>
            <Frame />
            <FlatRoutes fallback=Nothing>
                <Route path=path!("/*any") view=Nothing ssr=SsrMode::Async />
            </FlatRoutes>
        </Router>
    }
}

#[component]
fn Nothing() -> impl IntoView {}
