//! What can be done to a thing, as a page of its own: where the menu of a row leads, and what it shows.

use leptos::prelude::*;
use model::address::{RevisionRef, ServiceRef, TaskRef};
use model::page::Page;
use model::view::{Answer, Offer};

use super::place;
use crate::components::level::state_of;
use crate::cx::Cx;
use crate::parts::{Drawing, Sheet};

/// The name of the part that has the list. The menu of a row shows that part alone.
const ACTIONS: &str = "actions";

/// What can be done to a service.
///
/// # Errors
/// What stands there instead.
pub async fn on_service(cx: &Cx, at: ServiceRef) -> Drawing {
    let answer = cx.console.service(&cx.viewer, &at).await.map_err(|error| cx.report_part(error))?;
    let can = cx.console.offers_of_service(&cx.viewer, &at).await.map_err(|error| cx.report_part(error))?;
    let service = view! { " / "<a href=at.page().path()>{at.service.to_string()}</a> };
    let how = |page: &model::view::ServicePage| {
        let line = &page.verdict.line;
        view! { <p class="state-line">{state_of(line)}" "{line.headline.clone()}</p> }.into_any()
    };
    draw(&at.actions(), answer, (place(&at.cluster(), service.into_any()), how), &can)
}

/// What can be done to a task.
///
/// # Errors
/// What stands there instead.
pub async fn on_task(cx: &Cx, at: TaskRef) -> Drawing {
    let answer = cx.console.task(&cx.viewer, &at).await.map_err(|error| cx.report_part(error))?;
    // A task that AWS no longer knows has none.
    let can = cx.console.offers_of_task(&cx.viewer, &at).await.unwrap_or_default();
    let task =
        view! { " / "<a href=at.page().path()>"task "<span class="mono">{at.task.short().to_owned()}</span></a> };
    let how = |page: &model::view::TaskPage| view! { <p class="state-line">{page.headline.clone()}</p> }.into_any();
    draw(&at.actions(), answer, (place(&at.cluster(), task.into_any()), how), &can)
}

/// What can be done to a revision.
///
/// # Errors
/// What stands there instead.
pub async fn on_revision(cx: &Cx, at: RevisionRef) -> Drawing {
    let answer = cx.console.revision(&cx.viewer, &at).await.map_err(|error| cx.report_part(error))?;
    let can = cx.console.offers_of_revision(&cx.viewer, &at, &answer.data.row.status);
    let place = super::place_of_revision(&at);
    let how = |page: &model::view::RevisionPage| {
        view! { <p class="state-line"><span class="tag">{page.row.status.to_string()}</span></p> }.into_any()
    };
    draw(&at.actions(), answer, (place, how), &can)
}

fn draw<T>(page: &Page, answer: Answer<T>, around: (AnyView, impl FnOnce(&T) -> AnyView), can: &[Offer]) -> Drawing {
    let (mut sheet, data, _) = Sheet::of(answer)?;
    let (place, how) = around;
    sheet.title(None, page.title());
    sheet.add("head", || {
        view! {
            <header class="heading">
                <h1>{page.title()}</h1>
                {place}
                {how(&data)}
            </header>
        }
        .into_any()
    });
    sheet.add(ACTIONS, || list(can));
    Ok(sheet)
}

/// One line for each: the link, or why there is none now.
fn list(can: &[Offer]) -> AnyView {
    if can.is_empty() {
        return view! { <p class="quiet">"Nothing can be done to it any more."</p> }.into_any();
    }
    let lines: Vec<_> = can.iter().map(line).collect();
    view! { <ul class="actions">{lines}</ul> }.into_any()
}

fn line(offer: &Offer) -> AnyView {
    let label = offer.label.clone();
    match &offer.why_not {
        None => view! {
            <li>
                <a href=offer.page.path()>{label}</a>
                <span class="what">{offer.what.clone()}</span>
            </li>
        }
        .into_any(),
        Some(why) => {
            let told = format!("{label}: {why}");
            view! {
                <li>
                    <span role="link" aria-disabled="true" tabindex="0" aria-label=told>{label}</span>
                    <span class="why-not">{why.clone()}</span>
                </li>
            }
            .into_any()
        }
    }
}

#[cfg(test)]
mod tests {
    use model::change::ServiceVerb;

    use super::*;
    use crate::pages::service::sample;

    fn offer(why_not: Option<&str>) -> Offer {
        Offer {
            label: "Scale".to_owned(),
            what: "Run more or fewer tasks.".to_owned(),
            page: sample::at().change(ServiceVerb::Scale),
            why_not: why_not.map(str::to_owned),
        }
    }

    #[test]
    fn what_can_be_done_is_a_link_and_says_what_it_does() {
        let html = list(&[offer(None)]).to_html();
        let path = sample::at().change(ServiceVerb::Scale).path();
        assert!(html.contains(&format!("href=\"{path}\"")) && html.contains("Run more or fewer tasks."), "{html}");
    }

    #[test]
    fn what_cannot_be_done_now_leads_nowhere_and_says_why() {
        let html = list(&[offer(Some("This environment is read-only."))]).to_html();
        assert!(!html.contains("href") && html.contains("aria-disabled=\"true\""), "{html}");
        assert!(html.contains("aria-label=\"Scale: This environment is read-only.\""), "{html}");
    }

    #[test]
    fn a_thing_that_is_gone_has_a_sentence_instead_of_a_list() {
        let html = list(&[]).to_html();
        assert!(html.contains("Nothing can be done") && !html.contains("<ul"), "{html}");
    }
}
