//! The deployments of a service before now: what changed, how each ended and why.

use leptos::prelude::*;
use model::address::{RevisionRef, ServiceRef};
use model::page::RevisionTab;
use model::task_definition::{Comparison, TaskDefinitionRef};
use model::time::Timestamp;
use model::view::{RolloutPage, RolloutRow};

use super::{status, strategy};
use crate::components::answer::nothing;
use crate::components::level::state_as;
use crate::components::moment;
use crate::ui::note::{blank, paragraph};
use crate::ui::skeleton;
use crate::ui::table::{Column, Layout, Look, Row, Table};

/// The deployments that ECS still knows, the newest first.
pub fn history(at: &ServiceRef, page: &RolloutPage, now: Timestamp) -> AnyView {
    if let Some(why) = &page.unread {
        return blank("The history could not be read", paragraph(why.clone()));
    }
    if page.is_loading {
        return skeleton::rows();
    }
    if page.history.is_empty() {
        return nothing(
            "No history",
            "ECS keeps the deployments of the last 90 days that began after it learned to keep them; there are none.",
        );
    }
    let (at, of) = (at.clone(), at.clone());
    let table = Table {
        name: "history",
        caption: "Deployments, the newest first".to_owned(),
        look: Look::Sheet,
        columns: vec![
            Column::plain("Ended", Layout::Words, |row: &RolloutRow| state_as(row.level, status(row.status.as_str())))
                .evident()
                .class("level"),
            Column::plain("Revision", Layout::Words, move |row: &RolloutRow| step(&at, row)).naming().class("num-left"),
            Column::plain("What changed", Layout::Words, move |row: &RolloutRow| changed(&of, row)),
            Column::plain("Why", Layout::Words, |row: &RolloutRow| row.reason.clone()).class("why"),
            Column::plain("Strategy", Layout::Extra, |row: &RolloutRow| row.strategy.as_ref().map(strategy))
                .class("quiet"),
            Column::plain("Took", Layout::Numbers, |row: &RolloutRow| row.took.map(|took| took.to_string()))
                .class("quiet"),
            Column::plain("Began", Layout::Numbers, move |row: &RolloutRow| moment::ago(now, row.started))
                .class("quiet"),
        ],
        about: &|row| format!("deployment/{}", row.id),
        row: |row, Row { id, cells }| {
            view! {
                <tr id=id data-deployment=row.id.clone() data-state=row.status.to_string() data-level=row.level.key()>
                    {cells}
                </tr>
            }
            .into_any()
        },
    };
    table.draw(&page.history)
}

/// `checkout:42 → 43`.
fn step(at: &ServiceRef, row: &RolloutRow) -> AnyView {
    let Some(to) = &row.revision else { return view! { <span class="quiet">"not read"</span> }.into_any() };
    let from = row.from.as_ref().filter(|from| *from != to).map(|from| {
        let text = if from.family == to.family { from.revision.to_string() } else { from.to_string() };
        view! { {link(at, from, text)}" → " }
    });
    view! { {from}{link(at, to, to.to_string())} }.into_any()
}

fn link(at: &ServiceRef, revision: &TaskDefinitionRef, text: String) -> AnyView {
    let at = RevisionRef { environment: at.environment.clone(), revision: revision.clone() };
    view! { <a class="name" href=at.page().path()>{text}</a> }.into_any()
}

/// The images that changed, or that the revision stayed the same; and where all else that changed is told.
fn changed(at: &ServiceRef, row: &RolloutRow) -> AnyView {
    let compare = compare(at, row);
    if !row.images.is_empty() {
        let images = row.images.iter().map(|image| view! { <li><code title=image.clone()>{short(image)}</code></li> });
        return view! { <ul class="codes">{images.collect_view()}<li>{compare}</li></ul> }.into_any();
    }
    let words = match (&row.from, &row.revision) {
        (Some(from), Some(to)) if from == to => "the same revision again",
        (Some(_), Some(_)) => "the images stayed the same",
        (None, Some(_)) => "the first that is known",
        (_, None) => "",
    };
    view! { <span class="quiet">{words}" "</span>{compare} }.into_any()
}

/// A link to the comparison with the revision that was replaced.
fn compare(at: &ServiceRef, row: &RolloutRow) -> Option<AnyView> {
    let (from, to) = (row.from.as_ref()?, row.revision.as_ref()?);
    let page = RevisionRef { environment: at.environment.clone(), revision: to.clone() }.tab(RevisionTab::Compare);
    let href = format!("{}?{}", page.path(), Comparison::query_with(from));
    let label = format!("Compare {from} with {to}");
    (from != to).then(|| view! { <a href=href aria-label=label>"Compare"</a> }.into_any())
}

/// The change of an image without the registry and path that both have: `web: web:1.2 → web:1.3`.
fn short(change: &str) -> String {
    let parts = change.split_once(": ").and_then(|(name, images)| Some((name, images.split_once(" → ")?)));
    let Some((name, (from, to))) = parts else { return change.to_owned() };
    match (from.rsplit_once('/'), to.rsplit_once('/')) {
        (Some((before, from)), Some((after, to))) if before == after => format!("{name}: {from} → {to}"),
        _ => change.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::service::sample;

    fn drawn(change: impl FnOnce(&mut RolloutRow)) -> String {
        let mut row = sample::rollout_row();
        change(&mut row);
        let page = RolloutPage { current: None, history: vec![row], unread: None, is_loading: false };
        history(&sample::at(), &page, Timestamp(600_000)).to_html()
    }

    #[test]
    fn a_deployment_says_what_it_changed_how_it_ended_and_why() {
        let html = drawn(|_| ());
        for part in [
            "checkout:43",
            "web: checkout:7.3.0 → checkout:bad-gateway",
            "Rollback successful",
            "tasks failed to start",
            "data-state=\"ROLLBACK_SUCCESSFUL\"",
            "/task-definitions/checkout/42",
            "/task-definitions/checkout/43/compare?with=checkout%3A42\" aria-label=\"Compare checkout:42 with checkout:43\"",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn what_two_images_have_in_common_is_left_out() {
        for (change, expect) in [
            ("web: 1.dkr/shop/web:1.2 → 1.dkr/shop/web:1.3", "web: web:1.2 → web:1.3"),
            ("web: 1.dkr/shop/web:1.2 → 2.dkr/shop/web:1.2", "web: 1.dkr/shop/web:1.2 → 2.dkr/shop/web:1.2"),
            ("web: nginx:1 → nginx:2", "web: nginx:1 → nginx:2"),
            ("sidecar was added", "sidecar was added"),
        ] {
            assert_eq!(short(change), expect);
        }
    }

    #[test]
    fn a_forced_deployment_is_the_same_revision_again() {
        let html = drawn(|row| {
            row.images.clear();
            row.from.clone_from(&row.revision);
        });
        assert!(html.contains("the same revision again") && !html.contains("→"), "{html}");
    }

    #[test]
    fn a_history_that_could_not_be_read_is_not_called_empty() {
        let page = RolloutPage {
            current: None,
            history: vec![],
            unread: Some("IAM does not allow it".into()),
            is_loading: false,
        };
        let html = history(&sample::at(), &page, Timestamp(0)).to_html();
        assert!(html.contains("could not be read") && html.contains("IAM does not allow it"), "{html}");
    }

    #[test]
    fn a_history_that_is_being_read_is_not_called_empty() {
        let page = RolloutPage { current: None, history: vec![], unread: None, is_loading: true };
        let html = history(&sample::at(), &page, Timestamp(0)).to_html();
        assert!(html.contains("Loading") && !html.contains("No history"), "{html}");
    }
}
