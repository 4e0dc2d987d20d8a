//! The families of an environment.

use leptos::prelude::*;
use model::address::RevisionRef;
use model::name::EnvironmentName;
use model::page::Section;
use model::query::{FAMILY_SORTS, Listing};
use model::view::FamilyRow;

use super::used_by::used_by;
use crate::components::answer;
use crate::components::list::{ListAt, SortBy, tools};
use crate::components::moment::dash;
use crate::components::title::heading;
use crate::cx::Cx;
use crate::parts::{Drawing, Sheet, list_query};
use crate::ui::note::blank;
use crate::ui::paging::paging;
use crate::ui::table::{Column, Direction, Layout, Look, Row, Table};

/// The families of an environment, by name.
///
/// # Errors
/// What stands there instead.
pub async fn families(cx: &Cx, environment: EnvironmentName, search: &str) -> Drawing {
    let query = list_query(search, FAMILY_SORTS)?;
    let answer = cx.console.families(&cx.viewer, &environment, &query).await;
    let (mut sheet, families, _) = Sheet::of(answer.map_err(|error| cx.report_part(error))?)?;
    let at = ListAt { path: Section::TaskDefinitions.home(&environment).path(), query };
    sheet.title(None, "Task definitions");
    sheet.add("head", head);
    sheet.add("list", || list(&at, &families));
    Ok(sheet)
}

fn head() -> AnyView {
    let place =
        view! { <p class="place">"A family holds the revisions of one task definition: what runs, and with what."</p> };
    heading("Task definitions", place.into_any())
}

fn list(at: &ListAt, families: &Listing<FamilyRow>) -> AnyView {
    let rows = if families.rows.is_empty() { nothing(at) } else { rows(at, &families.rows) };
    [tools(at, families, "Filter by family or service", ().into_any()), rows, paging(at.paging(families))].into_any()
}

fn rows(at: &ListAt, rows: &[FamilyRow]) -> AnyView {
    let name_by = at.heading("Family", Layout::Words, SortBy::default("name", Direction::Ascending));
    let latest_by = at.heading("Latest", Layout::Numbers, SortBy::key("latest", Direction::Descending));
    let used_by_services = at.heading("Used by", Layout::Words, SortBy::key("used", Direction::Descending));
    let table = Table {
        name: "families",
        caption: "Families of task definitions".to_owned(),
        look: Look::Sheet,
        columns: vec![
            Column::new(name_by, name).naming(),
            Column::new(latest_by, latest),
            Column::plain("Active", Layout::Numbers, |row: &FamilyRow| row.active),
            Column::new(used_by_services, |row: &FamilyRow| {
                used_by(row.used_by.iter().map(|(service, revision)| (service, Some(*revision))))
            }),
        ],
        about: &|row| format!("family/{}/{}", row.at.environment, row.at.family),
        row: |row, Row { id, cells }| view! { <tr id=id data-family=row.at.family.to_string()>{cells}</tr> }.into_any(),
    };
    table.draw(rows)
}

fn name(row: &FamilyRow) -> AnyView {
    view! { <a class="name" href=row.at.page().path()>{row.at.family.to_string()}</a> }.into_any()
}

fn latest(row: &FamilyRow) -> AnyView {
    row.latest.map_or_else(dash, |revision| {
        let reference = model::task_definition::TaskDefinitionRef { family: row.at.family.clone(), revision };
        let at = RevisionRef { environment: row.at.environment.clone(), revision: reference };
        view! { <a href=at.page().path()>{revision}</a> }.into_any()
    })
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

#[cfg(test)]
mod tests {
    use model::address::FamilyRef;

    use super::*;
    use crate::pages::service::sample;

    #[test]
    fn a_family_leads_to_its_latest_revision_and_to_the_services_that_use_it() {
        let family = FamilyRow {
            at: FamilyRef { environment: sample::at().environment, family: sample::page().row.revision.family },
            latest: Some(43),
            active: 7,
            used_by: vec![(sample::at(), 42)],
        };
        let at = ListAt { path: "/families".to_owned(), query: model::query::ListQuery::default() };
        let html = rows(&at, &[family]).to_html();
        for part in ["/task-definitions/checkout\"", "/task-definitions/checkout/43", "/services/checkout", ":42"] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }
}
