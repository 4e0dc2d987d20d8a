//! One revision: its fields laid out for reading, and the whole as JSON.

use leptos::prelude::*;
use model::address::RevisionRef;
use model::change::Equivalent;
use model::page::{Page, RevisionTab};
use model::time::Timestamp;
use model::view::{RevisionPage, RevisionRow, Section};

use super::used_by::used_by;
use crate::components::moment;
use crate::components::raw::raw_json;
use crate::components::section::sections;
use crate::cx::Cx;
use crate::pages::changes::{as_code, offers};
use crate::parts::{Drawing, Instead, Sheet};
use crate::ui::copy::{code, copy};
use crate::ui::tabs::{Tab, tabs};

/// A revision, laid out for reading.
///
/// # Errors
/// What stands there instead.
pub async fn laid_out(cx: &Cx, at: RevisionRef) -> Drawing {
    let (mut sheet, page) = begun(cx, &at, RevisionTab::Fields).await?;
    sheet.add("fields", || fields(page.sections, page.containers));
    Ok(sheet)
}

/// A revision as JSON.
///
/// # Errors
/// What stands there instead.
pub async fn as_json(cx: &Cx, at: RevisionRef) -> Drawing {
    let (mut sheet, page) = begun(cx, &at, RevisionTab::Raw).await?;
    sheet.add("raw", || raw(page.raw, &at.revision.to_string()));
    let code = cx.console.revision_as_code(&cx.viewer, &at).await.map_err(|error| cx.report_part(error))?;
    sheet.add("code", || code_of(&code));
    Ok(sheet)
}

/// What stands above the content of both.
async fn begun(cx: &Cx, at: &RevisionRef, form: RevisionTab) -> Result<(Sheet, RevisionPage), Instead> {
    let answer = cx.console.revision(&cx.viewer, at).await.map_err(|error| cx.report_part(error))?;
    let (mut sheet, page, now) = Sheet::of(answer)?;
    sheet.title(None, &at.revision);
    let can = cx.console.offers_of_revision(&cx.viewer, at, &page.row.status);
    sheet.add("head", || head(&page, form, now));
    sheet.add("offers", || offers(&can));
    sheet.add("tabs", || forms(at, form));
    Ok((sheet, page))
}

pub(super) fn forms(at: &RevisionRef, form: RevisionTab) -> AnyView {
    let tab = |text, href, of| Tab { href, text, count: None, is_current: form == of };
    let all = vec![
        tab("Fields", at.page().path(), RevisionTab::Fields),
        tab("JSON", at.tab(RevisionTab::Raw).path(), RevisionTab::Raw),
        tab("Compare", at.tab(RevisionTab::Compare).path(), RevisionTab::Compare),
    ];
    tabs("Forms of this revision", all)
}

pub(super) fn head(page: &RevisionPage, form: RevisionTab, now: Timestamp) -> AnyView {
    let row = &page.row;
    let name = row.at.revision.to_string();
    view! {
        <div class="heading-row">
            <header class="heading">
                <div class="title">
                    <h1 data-revision=name.clone()>{name.clone()}</h1>
                    {copy("family and revision", name)}
                </div>
                {place(row, now)}
            </header>
            <nav class="flex gap-2" aria-label="Revisions beside this one">
                {neighbour(row, page.previous, form, "Previous")}
                {neighbour(row, page.following, form, "Next")}
            </nav>
        </div>
        {uses(row)}
    }
    .into_any()
}

fn place(row: &RevisionRow, now: Timestamp) -> AnyView {
    let registered = row.registered_at.map(|at| view! { " · registered "{moment::age(moment::Form::Ago, now, at)} });
    view! {
        <p class="place">
            <a href=Page::Families(row.at.environment.clone()).path()>{format!("{} / task definitions", row.at.environment)}</a>
            " / "
            <a href=row.at.family().page().path()>{row.at.revision.family.to_string()}</a>
            " · "
            <span class="tag">{row.status.to_string()}</span>
            {registered}
        </p>
    }
    .into_any()
}

fn uses(row: &RevisionRow) -> AnyView {
    if row.used_by.is_empty() {
        return view! { <p class="uses quiet">"No service uses this revision now."</p> }.into_any();
    }
    let services = used_by(row.used_by.iter().map(|service| (service, None)));
    view! { <div class="uses"><span class="quiet">"Used by"</span>{services}</div> }.into_any()
}

/// A link to the revision before or after, in the form that is open.
fn neighbour(row: &RevisionRow, revision: Option<u32>, form: RevisionTab, word: &'static str) -> AnyView {
    let Some(revision) = revision else {
        let why = format!("No {} active revision", word.to_ascii_lowercase());
        return view! { <span class="btn off" title=why>{word}</span> }.into_any();
    };
    let mut at: RevisionRef = row.at.clone();
    at.revision.revision = revision;
    view! { <a class="btn" href=at.tab(form).path()>{format!("{word}: {revision}")}</a> }.into_any()
}

fn fields(task: Vec<Section>, containers: Vec<(String, String, Vec<Section>)>) -> AnyView {
    let containers = containers.into_iter().map(|(name, image, of_container)| {
        view! {
            <section class="part" data-container=name>
                <div class="bar"><h2>"Container "{name.clone()}</h2>{code("image", image)}</div>
                {sections(of_container)}
            </section>
        }
    });
    view! {
        <section class="part">
            <h2>"Task"</h2>
            {sections(task)}
        </section>
        {containers.collect_view()}
    }
    .into_any()
}

/// The same by other means, to copy.
fn code_of(code: &Equivalent) -> AnyView {
    view! {
        <section class="part">
            <h2>"As code"</h2>
            <p class="quiet">"Where "<code>"••••••"</code>" stands, write the value that is not shown."</p>
            {as_code(code)}
        </section>
    }
    .into_any()
}

fn raw(json: String, name: &str) -> AnyView {
    view! {
        <section class="part">
            <h2 class="sr-only">"JSON"</h2>
            {raw_json(json, name)}
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::service::sample;

    fn row() -> RevisionRow {
        let at = RevisionRef { environment: sample::at().environment, revision: sample::page().row.revision };
        RevisionRow { at, status: "ACTIVE".into(), registered_at: None, images: vec![], used_by: vec![] }
    }

    #[test]
    fn the_neighbours_open_in_the_form_that_is_open() {
        assert!(neighbour(&row(), Some(42), RevisionTab::Fields, "Previous").to_html().contains("/checkout/42\""));
        assert!(neighbour(&row(), Some(42), RevisionTab::Raw, "Previous").to_html().contains("/checkout/42/raw\""));
    }

    #[test]
    fn a_neighbour_that_is_not_there_is_no_link_and_says_why() {
        let html = neighbour(&row(), None, RevisionTab::Fields, "Next").to_html();
        assert!(html.contains("No next active revision") && !html.contains("<a"), "{html}");
    }

    #[test]
    fn markup_in_the_raw_answer_stays_text() {
        let html = raw("{ \"image\": \"</code><script>\" }".into(), "checkout:43").to_html();
        assert!(!html.contains("<script"), "{html}");
    }
}
