//! One service: what is wrong with it and why, and everything that belongs to it.

#[cfg(feature = "ssr")]
pub(crate) mod drawn;
mod head;
mod lists;
#[cfg(feature = "ssr")]
mod metrics;
mod overview;
#[cfg(feature = "ssr")]
mod path;
#[cfg(feature = "ssr")]
mod rollout;
#[cfg(feature = "ssr")]
#[cfg(test)]
pub(crate) mod sample;
mod tabs;

use std::future::Future;

use leptos::prelude::*;
use model::service::ServiceRef;
use model::time::Timestamp;
use model::view::Answer;

use crate::api::services::{draw_configuration, draw_deployments, draw_overview, show_service};
use crate::components::answer::answer;
use crate::components::title::document_title;
use crate::data::Data;
use crate::drawn::{Drawn, Placed};
use crate::error::AppError;
use crate::routes::ServiceTab;
use crate::ui::skeleton;
use crate::{live, params};

pub use lists::{ServiceEventsPage, ServiceTasksPage};

type Page = model::view::ServicePage;

/// The verdict, and what explains most: the deployment, the traffic, metrics, tasks, events.
#[component]
pub fn ServicePage() -> impl IntoView {
    page(ServiceTab::Overview, draw_overview, overview::overview)
}

/// The deployment under way, and those before.
#[component]
pub fn ServiceDeploymentsPage() -> impl IntoView {
    page(ServiceTab::Deployments, draw_deployments, |_, _| ().into_any())
}

/// How it is set up.
#[component]
pub fn ServiceConfigurationPage() -> impl IntoView {
    page(ServiceTab::Configuration, draw_configuration, |_, _| ().into_any())
}

/// A tab of parts that the server draws, and what is drawn below them from the service's own answer.
fn page<F>(tab: ServiceTab, fetch: fn(ServiceRef) -> F, below: fn(&Page, Timestamp) -> AnyView) -> AnyView
where
    F: Future<Output = Result<Drawn, AppError>> + Send + 'static,
{
    let at = params::service();
    let parts = Data::new(
        move || (at.get(), live::version()),
        move |(at, _)| async move { fetch(at?).await.map(Placed::from) },
    );
    tab_of(tab, parts, below)
}

fn tab_of(tab: ServiceTab, parts: Data<Placed>, below: fn(&Page, Timestamp) -> AnyView) -> AnyView {
    let service = service();
    view! {
        <Transition fallback=skeleton::page>
            {move || Suspend::new(async move {
                match (service.get().await, parts.get().await) {
                    (Ok(service), Ok(parts)) => answer(Ok(service), |page, now| {
                        let content = view! { {parts.draw()}{below(&page, now)} };
                        whole(&page, tab, content.into_any(), now)
                    }),
                    (Err(error), _) | (_, Err(error)) => answer::<Page>(Err(error), |_, _| ().into_any()),
                }
            })}
        </Transition>
    }
    .into_any()
}

/// The service in the path, asked for again when something changes.
fn service() -> Data<Answer<Page>> {
    let at = params::service();
    Data::new(move || (at.get(), live::version()), |(at, _)| async move { show_service(at?).await })
}

/// The head, the tabs, and what the open one shows.
fn whole(page: &Page, tab: ServiceTab, content: AnyView, now: Timestamp) -> AnyView {
    view! {
        {document_title(Some(page.verdict.line.level), page.row.at.service.as_str())}
        {head::head(page, now)}
        {tabs::service_tabs(page, tab)}
        {content}
    }
    .into_any()
}
