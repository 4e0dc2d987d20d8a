//! All services of an environment.

use leptos::prelude::*;
use model::name::EnvironmentName;
use model::page::Section;
use model::query::{Listing, SERVICE_SORTS};
use model::time::Timestamp;
use model::view::ServiceRow;

use crate::components::answer::nothing;
use crate::components::list::{ListAt, levels, tools};
use crate::components::service_table::{Scope, service_table};
use crate::components::title::heading;
use crate::cx::Cx;
use crate::parts::{Drawing, Sheet, list_query};
use crate::ui::note::blank;
use crate::ui::paging::paging;

/// The services of an environment, the worst first.
///
/// # Errors
/// What stands there instead.
pub async fn page(cx: &Cx, environment: EnvironmentName, search: &str) -> Drawing {
    let query = list_query(search, SERVICE_SORTS)?;
    let answer = cx.console.services(&cx.viewer, &environment, None, &query).await;
    let (mut sheet, listing, now) = Sheet::of(answer.map_err(|error| cx.report_part(error))?)?;
    let at = ListAt { path: Section::Services.home(&environment).path(), query };
    sheet.title(None, "Services");
    sheet.add("head", || heading("Services", ().into_any()));
    sheet.add("list", || list(&at, &listing, Scope::Environment, now));
    Ok(sheet)
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
