//! All services of an environment.

use leptos::prelude::*;
use model::query::{Listing, SERVICE_SORTS};
use model::time::Timestamp;
use model::view::ServiceRow;

use crate::api::services::list_services;
use crate::components::answer::{answer, nothing};
use crate::components::list::{ListAt, levels, tools};
use crate::components::service_table::{Scope, service_table};
use crate::components::title::{document_title, heading};
use crate::data::Data;
use crate::ui::note::blank;
use crate::ui::paging::paging;
use crate::ui::skeleton;
use crate::{live, params, routes};

/// Lists the services of the environment in the path, the worst first.
#[component]
pub fn ServicesPage() -> impl IntoView {
    let environment = params::environment();
    let query = params::list_query(SERVICE_SORTS);
    let services = Data::new(
        move || (environment.get(), query.get(), live::version()),
        |(environment, query, _)| async move { list_services(environment?, None, query?).await },
    );
    view! {
        <Transition fallback=skeleton::page>
            {move || {
                let path = environment.get().map(|environment| routes::services(&environment)).unwrap_or_default();
                let at = ListAt { path, query: query.get().unwrap_or_default() };
                Suspend::new(async move { answer(services.get().await, |listing, now| page(&at, &listing, now)) })
            }}
        </Transition>
    }
}

fn page(at: &ListAt, listing: &Listing<ServiceRow>, now: Timestamp) -> AnyView {
    view! {
        {document_title(None, "Services")}
        {heading("Services", ().into_any())}
        {list(at, listing, Scope::Environment, now)}
    }
    .into_any()
}

/// The list with everything around it, or why it is empty.
pub fn list(at: &ListAt, listing: &Listing<ServiceRow>, scope: Scope, now: Timestamp) -> AnyView {
    if listing.total == 0 && !at.is_filtered() {
        let next = "A service keeps a number of tasks running. Create one with CreateService, and it appears here within a minute.";
        return nothing("No services here", next);
    }
    let rows = if listing.rows.is_empty() {
        blank("No service matches", view! { <p><a href=at.path.clone()>"Show all of them"</a></p> }.into_any())
    } else {
        service_table("Services", &listing.rows, at, scope, now)
    };
    view! {
        {tools(at, listing, "Filter by name, revision or cause", levels(at))}
        {rows}
        {paging(at.paging(listing))}
    }
    .into_any()
}
