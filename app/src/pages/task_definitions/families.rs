//! The families of an environment.

use leptos::prelude::*;
use model::query::{FAMILY_SORTS, Listing};
use model::view::{FamilyRow, RevisionRef};

use super::used_by::used_by;
use crate::api::task_definitions::list_families;
use crate::components::answer::{self, answer};
use crate::components::list::{ListAt, SortBy, tools};
use crate::components::moment::dash;
use crate::components::title::{document_title, heading};
use crate::data::Data;
use crate::ui::note::blank;
use crate::ui::paging::paging;
use crate::ui::skeleton;
use crate::ui::table::{Direction, Heading, Layout, table};
use crate::{live, params, routes};

/// The families of the environment in the path, by name.
#[component]
pub fn FamiliesPage() -> impl IntoView {
    let environment = params::environment();
    let query = params::list_query(FAMILY_SORTS);
    let families = Data::new(
        move || (environment.get(), query.get(), live::version()),
        |(environment, query, _)| async move { list_families(environment?, query?).await },
    );
    view! {
        <Transition fallback=skeleton::page>
            {move || {
                let path = environment.get().map(|environment| routes::families(&environment)).unwrap_or_default();
                let at = ListAt { path, query: query.get().unwrap_or_default() };
                Suspend::new(async move { answer(families.get().await, |families, _| draw(&at, &families)) })
            }}
        </Transition>
    }
}

fn draw(at: &ListAt, families: &Listing<FamilyRow>) -> AnyView {
    let place =
        view! { <p class="place">"A family holds the revisions of one task definition: what runs, and with what."</p> };
    view! {
        {document_title(None, "Task definitions")}
        {heading("Task definitions", place.into_any())}
        {tools(at, families, "Filter by family or service", ().into_any())}
        {if families.rows.is_empty() { nothing(at) } else { rows(at, &families.rows) }}
        {paging(at.paging(families))}
    }
    .into_any()
}

fn rows(at: &ListAt, rows: &[FamilyRow]) -> AnyView {
    let headings = vec![
        at.heading("Family", Layout::Words, SortBy::default("name", Direction::Ascending)),
        at.heading("Latest", Layout::Numbers, SortBy::key("latest", Direction::Descending)),
        Heading::plain("Active", Layout::Numbers),
        at.heading("Used by", Layout::Words, SortBy::key("used", Direction::Descending)),
    ];
    table("Families of task definitions", headings, rows.iter().map(row).collect())
}

fn row(row: &FamilyRow) -> AnyView {
    let latest = row.latest.map_or_else(dash, |revision| {
        let reference = model::task_definition::TaskDefinitionRef { family: row.family.clone(), revision };
        let at = RevisionRef { environment: row.environment.clone(), revision: reference };
        view! { <a href=routes::revision(&at)>{revision}</a> }.into_any()
    });
    view! {
        <tr data-family=row.family.to_string()>
            <th scope="row"><a class="name" href=routes::family(&row.environment, &row.family)>{row.family.to_string()}</a></th>
            <td class="num" data-label="Latest">{latest}</td>
            <td class="num" data-label="Active">{row.active}</td>
            <td data-label="Used by">{used_by(row.used_by.iter().map(|(service, revision)| (service, Some(*revision))))}</td>
        </tr>
    }
    .into_any()
}

fn nothing(at: &ListAt) -> AnyView {
    if at.is_filtered() {
        let all = view! { <p><a href=at.path.clone()>"Show all families"</a></p> };
        return blank("No family matches", all.into_any());
    }
    answer::nothing(
        "No task definitions",
        "None is registered in this environment, or none of its revisions is active.",
    )
}

#[cfg(feature = "ssr")]
#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::service::sample;

    #[test]
    fn a_family_leads_to_its_latest_revision_and_to_the_services_that_use_it() {
        let family = FamilyRow {
            environment: sample::at().environment,
            family: sample::page().row.revision.family,
            latest: Some(43),
            active: 7,
            used_by: vec![(sample::at(), 42)],
        };
        let html = row(&family).to_html();
        for part in ["/task-definitions/checkout\"", "/task-definitions/checkout/43", "/services/checkout", ":42"] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }
}
