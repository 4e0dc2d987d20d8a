//! One family: its revisions, the newest first.

use leptos::prelude::*;
use model::query::REVISION_SORTS;
use model::time::Timestamp;
use model::view::{FamilyPage as Page, FamilyRow, RevisionRow};

use super::used_by::used_by;
use crate::api::task_definitions::show_family;
use crate::components::answer::{self, answer};
use crate::components::list::{ListAt, SortBy, statuses, tools};
use crate::components::moment;
use crate::components::title::document_title;
use crate::data::Data;
use crate::ui::note::blank;
use crate::ui::paging::paging;
use crate::ui::skeleton;
use crate::ui::table::{Direction, Heading, Layout, table};
use crate::{live, params, routes};

/// The revisions of the family in the path.
#[component]
pub fn FamilyPage() -> impl IntoView {
    let family = params::family();
    let query = params::list_query(REVISION_SORTS);
    let page = Data::new(
        move || (family.get(), query.get(), live::version()),
        |(family, query, _)| async move {
            let (environment, family) = family?;
            show_family(environment, family, query?).await
        },
    );
    view! {
        <Transition fallback=skeleton::page>
            {move || {
                let query = query.get().unwrap_or_default();
                Suspend::new(async move { answer(page.get().await, |page, now| draw(&page, query, now)) })
            }}
        </Transition>
    }
}

fn draw(page: &Page, query: model::query::ListQuery, now: Timestamp) -> AnyView {
    let Page { row, revisions } = page;
    let at = ListAt { path: routes::family(&row.environment, &row.family), query };
    let filters = statuses(&at, &[("", "Active"), ("inactive", "Inactive")]);
    let name = row.family.to_string();
    view! {
        {document_title(None, &name)}
        <header class="heading">
            <h1 data-family=name>{name.clone()}</h1>
            {place(row)}
        </header>
        {tools(&at, revisions, "Filter by revision or image", filters)}
        {if revisions.rows.is_empty() { nothing(&at) } else { rows(&at, &revisions.rows, now) }}
        {paging(at.paging(revisions))}
    }
    .into_any()
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
            <a href=routes::families(&row.environment)>{format!("{} / task definitions", row.environment)}</a>{active}{uses}
        </p>
    }
    .into_any()
}

fn rows(at: &ListAt, rows: &[RevisionRow], now: Timestamp) -> AnyView {
    let headings = vec![
        at.heading("Revision", Layout::Words, SortBy::default("revision", Direction::Descending)),
        Heading::plain("Status", Layout::Words),
        Heading::plain("Images", Layout::Words),
        Heading::plain("Used by", Layout::Words),
        Heading::plain("Registered", Layout::Numbers),
    ];
    table("Revisions of this family", headings, rows.iter().map(|item| row(item, now)).collect())
}

fn row(row: &RevisionRow, now: Timestamp) -> AnyView {
    let images = row.images.iter().map(|image| view! { <li><code>{image.clone()}</code></li> }).collect_view();
    let images = match row.images.is_empty() {
        true => view! { <span class="quiet">"not read yet"</span> }.into_any(),
        false => view! { <ul class="codes">{images}</ul> }.into_any(),
    };
    view! {
        <tr data-revision=row.at.revision.to_string()>
            <th scope="row"><a class="name" href=routes::revision(&row.at)>{row.at.revision.to_string()}</a></th>
            <td data-label="Status"><span class="tag">{row.status.clone()}</span></td>
            <td data-label="Images">{images}</td>
            <td data-label="Used by">{used_by(row.used_by.iter().map(|service| (service, None)))}</td>
            <td class="num quiet" data-label="Registered">{moment::ago(now, row.registered_at)}</td>
        </tr>
    }
    .into_any()
}

fn nothing(at: &ListAt) -> AnyView {
    if at.is_filtered() {
        let all = view! { <p><a href=at.path.clone()>"Show the active revisions"</a></p> };
        return blank("No revision matches", all.into_any());
    }
    answer::nothing("No revisions", "Every revision of this family has been deleted.")
}

#[cfg(feature = "ssr")]
#[cfg(test)]
mod tests {
    use model::view::RevisionRef;

    use super::*;
    use crate::pages::service::sample;

    #[test]
    fn a_revision_that_has_not_been_read_says_so() {
        let at = RevisionRef { environment: sample::at().environment, revision: sample::page().row.revision };
        let unread = RevisionRow { at, status: "ACTIVE".into(), registered_at: None, images: vec![], used_by: vec![] };
        assert!(row(&unread, Timestamp(0)).to_html().contains("not read yet"));
        let read = RevisionRow { images: vec!["<i>:1".into()], ..unread };
        let html = row(&read, Timestamp(0)).to_html();
        assert!(html.contains("<code>&lt;i&gt;:1") && !html.contains("not read yet"), "{html}");
    }
}
