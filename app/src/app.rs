//! The route tree, on one screen.

use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::{SsrMode, path};

use crate::components::frame::Frame;
use crate::live;

/// Whole documents: true status codes, nothing streamed, nothing that needs JavaScript.
const WHOLE: SsrMode = SsrMode::Async;

/// The application: the frame, which holds the page that the address names.
///
/// The routes say which addresses there are; none has a view of its own.
#[component]
pub fn App() -> impl IntoView {
    #[cfg(feature = "ssr")]
    leptos_meta::provide_meta_context();
    live::provide();
    view! {
        <Router>
            <Frame />
            <FlatRoutes fallback=Nothing>
                <Route path=path!("") view=Nothing ssr=WHOLE />
                <Route path=path!("search") view=Nothing ssr=WHOLE />
                <Route path=path!("env/:environment/clusters") view=Nothing ssr=WHOLE />
                <Route path=path!("env/:environment/services") view=Nothing ssr=WHOLE />
                <Route path=path!("env/:environment/clusters/:cluster") view=Nothing ssr=WHOLE />
                <Route path=path!("env/:environment/clusters/:cluster/tasks") view=Nothing ssr=WHOLE />
                <Route path=path!("env/:environment/clusters/:cluster/instances") view=Nothing ssr=WHOLE />
                <Route path=path!("env/:environment/clusters/:cluster/events") view=Nothing ssr=WHOLE />
                <Route path=path!("env/:environment/clusters/:cluster/configuration") view=Nothing ssr=WHOLE />
                <Route path=path!("env/:environment/clusters/:cluster/services/:service") view=Nothing ssr=WHOLE />
                <Route path=path!("env/:environment/clusters/:cluster/services/:service/tasks") view=Nothing ssr=WHOLE />
                <Route path=path!("env/:environment/clusters/:cluster/services/:service/deployments") view=Nothing ssr=WHOLE />
                <Route path=path!("env/:environment/clusters/:cluster/services/:service/events") view=Nothing ssr=WHOLE />
                <Route path=path!("env/:environment/clusters/:cluster/services/:service/configuration") view=Nothing ssr=WHOLE />
                <Route path=path!("env/:environment/clusters/:cluster/tasks/:task") view=Nothing ssr=WHOLE />
                <Route path=path!("env/:environment/traffic") view=Nothing ssr=WHOLE />
                <Route path=path!("env/:environment/target-groups/:group") view=Nothing ssr=WHOLE />
                <Route path=path!("env/:environment/task-definitions") view=Nothing ssr=WHOLE />
                <Route path=path!("env/:environment/task-definitions/:family") view=Nothing ssr=WHOLE />
                <Route path=path!("env/:environment/task-definitions/:family/:revision") view=Nothing ssr=WHOLE />
                <Route path=path!("env/:environment/task-definitions/:family/:revision/raw") view=Nothing ssr=WHOLE />
            </FlatRoutes>
        </Router>
    }
}

#[component]
fn Nothing() -> impl IntoView {}
