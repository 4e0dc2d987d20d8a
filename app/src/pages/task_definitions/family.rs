//! One family: its revisions, the newest first.

use leptos::prelude::*;
use model::address::FamilyRef;
use model::page::Section;
use model::query::{Listing, REVISION_SORTS};
use model::time::Timestamp;
use model::view::{FamilyPage, FamilyRow, RevisionRow};

use super::used_by::used_by;
use crate::components::answer;
use crate::components::list::{ListAt, SortBy, statuses, tools};
use crate::components::moment;
use crate::components::row_menu::row_menu;
use crate::cx::Cx;
use crate::parts::{Drawing, Sheet, list_query};
use crate::ui::note::blank;
use crate::ui::paging::paging;
use crate::ui::table::{Column, Direction, Layout, Look, Row, Table};

/// The revisions of a family, the newest first.
///
/// # Errors
/// What stands there instead.
pub async fn family(cx: &Cx, at: FamilyRef, search: &str) -> Drawing {
    let query = list_query(search, REVISION_SORTS)?;
    let answer = cx.console.family(&cx.viewer, &at, &query).await;
    let (mut sheet, page, now) = Sheet::of(answer.map_err(|error| cx.report_part(error))?)?;
    let FamilyPage { row, revisions } = page;
    let at = ListAt { path: at.page().path(), query };
    sheet.title(None, &row.at.family);
    sheet.add("head", || head(&row));
    sheet.add("list", || list(&at, &revisions, now));
    Ok(sheet)
}

fn head(row: &FamilyRow) -> AnyView {
    let name = row.at.family.to_string();
    view! {
        <header class="heading">
            <h1 data-family=name>{name.clone()}</h1>
            {place(row)}
        </header>
    }
    .into_any()
}

fn list(at: &ListAt, revisions: &Listing<RevisionRow>, now: Timestamp) -> AnyView {
    let filters = statuses(at, &[("", "Active"), ("inactive", "Inactive")]);
    let rows = if revisions.rows.is_empty() { nothing(at) } else { rows(at, &revisions.rows, now) };
    [tools(at, revisions, "Filter by revision or image", filters), rows, paging(at.paging(revisions))].into_any()
}

/// Where it is, how many revisions are active, and who uses them.
fn place(row: &FamilyRow) -> AnyView {
    let active = match row.active {
        1 => " · 1 active revision".to_owned(),
        active => format!(" · {active} active revisions"),
    };
    let uses = match row.used_by.len() {
        0 => " · used by no service".to_owned(),
        1 => " · used by 1 service".to_owned(),
        services => format!(" · used by {services} services"),
    };
    view! {
        <p class="place">
            <a href=Section::TaskDefinitions.home(&row.at.environment).path()>{format!("{} / task definitions", row.at.environment)}</a>{active}{uses}
        </p>
    }
    .into_any()
}

fn rows(at: &ListAt, rows: &[RevisionRow], now: Timestamp) -> AnyView {
    let name_by = at.heading("Revision", Layout::Words, SortBy::default("revision", Direction::Descending));
    let table = Table {
        name: "revisions",
        caption: "Revisions of this family".to_owned(),
        look: Look::Sheet,
        columns: vec![
            Column::new(name_by, name).naming(),
            Column::plain("Status", Layout::Words, status),
            Column::plain("Images", Layout::Words, images),
            Column::plain("Used by", Layout::Words, |row: &RevisionRow| {
                used_by(row.used_by.iter().map(|service| (service, None)))
            }),
            Column::plain("Registered", Layout::Numbers, move |row: &RevisionRow| moment::ago(now, row.registered_at))
                .class("quiet"),
            row_menu(|row: &RevisionRow| (row.at.actions(), row.at.revision.to_string())),
        ],
        about: &|row| format!("revision/{}/{}", row.at.environment, row.at.revision),
        row: |row, Row { id, cells }| {
            view! { <tr id=id data-revision=row.at.revision.to_string()>{cells}</tr> }.into_any()
        },
    };
    table.draw(rows)
}

fn name(row: &RevisionRow) -> AnyView {
    view! { <a class="name" href=row.at.page().path()>{row.at.revision.to_string()}</a> }.into_any()
}

fn status(row: &RevisionRow) -> AnyView {
    view! { <span class="tag">{row.status.to_string()}</span> }.into_any()
}

fn images(row: &RevisionRow) -> AnyView {
    if row.images.is_empty() {
        return view! { <span class="quiet">"not read yet"</span> }.into_any();
    }
    let images = row.images.iter().map(|image| view! { <li><code>{image.clone()}</code></li> }).collect_view();
    view! { <ul class="codes">{images}</ul> }.into_any()
}

fn nothing(at: &ListAt) -> AnyView {
    if at.is_filtered() {
        let all = view! { <p><a href=at.path.clone()>"Show the active revisions"</a></p> };
        return blank("No revision matches", all.into_any());
    }
    answer::nothing("No revisions", "Every revision of this family has been deleted.")
}

#[cfg(test)]
mod tests {
    use model::address::RevisionRef;

    use super::*;
    use crate::pages::service::sample;

    #[test]
    fn a_revision_that_has_not_been_read_says_so() {
        let at = RevisionRef { environment: sample::at().environment, revision: sample::page().row.revision };
        let unread = RevisionRow { at, status: "ACTIVE".into(), registered_at: None, images: vec![], used_by: vec![] };
        assert!(images(&unread).to_html().contains("not read yet"));
        let read = RevisionRow { images: vec!["<i>:1".into()], ..unread };
        let html = images(&read).to_html();
        assert!(html.contains("<code>&lt;i&gt;:1") && !html.contains("not read yet"), "{html}");
    }
}
