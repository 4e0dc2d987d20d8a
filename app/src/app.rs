//! The route tree, on one screen.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::{SsrMode, path};

use crate::components::frame::Frame;
use crate::live;
use crate::pages::clusters::{
    ClusterConfigurationPage, ClusterEventsPage, ClusterInstancesPage, ClusterPage, ClusterTasksPage, ClustersPage,
};
use crate::pages::fleet::FleetPage;
use crate::pages::not_found::NotFoundPage;
use crate::pages::search::SearchPage;
use crate::pages::service::{
    ServiceConfigurationPage, ServiceDeploymentsPage, ServiceEventsPage, ServicePage, ServiceTasksPage,
};
use crate::pages::services::ServicesPage;
use crate::pages::task_definitions::{FamiliesPage, FamilyPage, RevisionPage, RevisionRawPage};
use crate::pages::tasks::TaskPage;
use crate::pages::traffic::{TargetGroupPage, TrafficPage};

/// Whole documents: true status codes, nothing streamed, nothing that needs JavaScript.
const WHOLE: SsrMode = SsrMode::Async;

/// The application: the frame around every page, and the page that the address names.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    live::provide();
    view! {
        <Router>
            <Frame>
                <FlatRoutes fallback=NotFoundPage>
                    <Route path=path!("") view=FleetPage ssr=WHOLE />
                    <Route path=path!("search") view=SearchPage ssr=WHOLE />
                    <Route path=path!("env/:environment/clusters") view=ClustersPage ssr=WHOLE />
                    <Route path=path!("env/:environment/services") view=ServicesPage ssr=WHOLE />
                    <Route path=path!("env/:environment/clusters/:cluster") view=ClusterPage ssr=WHOLE />
                    <Route path=path!("env/:environment/clusters/:cluster/tasks") view=ClusterTasksPage ssr=WHOLE />
                    <Route path=path!("env/:environment/clusters/:cluster/instances") view=ClusterInstancesPage ssr=WHOLE />
                    <Route path=path!("env/:environment/clusters/:cluster/events") view=ClusterEventsPage ssr=WHOLE />
                    <Route path=path!("env/:environment/clusters/:cluster/configuration") view=ClusterConfigurationPage ssr=WHOLE />
                    <Route path=path!("env/:environment/clusters/:cluster/services/:service") view=ServicePage ssr=WHOLE />
                    <Route path=path!("env/:environment/clusters/:cluster/services/:service/tasks") view=ServiceTasksPage ssr=WHOLE />
                    <Route path=path!("env/:environment/clusters/:cluster/services/:service/deployments") view=ServiceDeploymentsPage ssr=WHOLE />
                    <Route path=path!("env/:environment/clusters/:cluster/services/:service/events") view=ServiceEventsPage ssr=WHOLE />
                    <Route path=path!("env/:environment/clusters/:cluster/services/:service/configuration") view=ServiceConfigurationPage ssr=WHOLE />
                    <Route path=path!("env/:environment/clusters/:cluster/tasks/:task") view=TaskPage ssr=WHOLE />
                    <Route path=path!("env/:environment/traffic") view=TrafficPage ssr=WHOLE />
                    <Route path=path!("env/:environment/target-groups/:group") view=TargetGroupPage ssr=WHOLE />
                    <Route path=path!("env/:environment/task-definitions") view=FamiliesPage ssr=WHOLE />
                    <Route path=path!("env/:environment/task-definitions/:family") view=FamilyPage ssr=WHOLE />
                    <Route path=path!("env/:environment/task-definitions/:family/:revision") view=RevisionPage ssr=WHOLE />
                    <Route path=path!("env/:environment/task-definitions/:family/:revision/raw") view=RevisionRawPage ssr=WHOLE />
                </FlatRoutes>
            </Frame>
        </Router>
    }
}
