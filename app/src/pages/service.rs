//! One service: what is wrong with it and why, and everything that belongs to it.

mod head;
mod lists;
mod overview;
#[cfg(feature = "ssr")]
#[cfg(test)]
pub(crate) mod sample;
mod tabs;

use leptos::prelude::*;
use model::time::Timestamp;
use model::view::Answer;

use crate::api::services::show_service;
use crate::components::answer::answer;
use crate::components::deployment::deployment_list;
use crate::components::section::sections;
use crate::components::title::document_title;
use crate::data::Data;
use crate::routes::ServiceTab;
use crate::ui::segments::legend;
use crate::ui::skeleton;
use crate::{live, params};

pub use lists::{ServiceEventsPage, ServiceTasksPage};

type Page = model::view::ServicePage;

/// The verdict, and what explains most: deployments, tasks, events.
#[component]
pub fn ServicePage() -> impl IntoView {
    page(ServiceTab::Overview, overview::overview)
}

/// Its deployments with all they say.
#[component]
pub fn ServiceDeploymentsPage() -> impl IntoView {
    page(ServiceTab::Deployments, |page, now| {
        view! {
            <section class="part">
                <div class="bar"><h2>"Deployments"</h2>{legend()}</div>
                {deployment_list(page, now)}
            </section>
        }
        .into_any()
    })
}

/// How it is set up.
#[component]
pub fn ServiceConfigurationPage() -> impl IntoView {
    page(ServiceTab::Configuration, |page, _| {
        view! {
            <section class="part">
                <h2 class="sr-only">"Configuration"</h2>
                {sections(page.configuration.clone())}
            </section>
        }
        .into_any()
    })
}

/// A tab that shows nothing but what the service's own answer holds.
fn page(tab: ServiceTab, draw: fn(&Page, Timestamp) -> AnyView) -> AnyView {
    let service = service();
    view! {
        <Transition fallback=skeleton::page>
            {move || Suspend::new(async move {
                answer(service.get().await, |page, now| whole(&page, tab, draw(&page, now), now))
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
