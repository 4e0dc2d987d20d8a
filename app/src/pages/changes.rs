//! Changes of services and tasks: what can be asked, the plan, and the button that carries it out.

mod actions;
mod ask;
mod confirm;
mod draft;
mod offers;
mod plan;
mod record;
mod replacement;
mod scaling;
mod settings;
#[cfg(test)]
mod tests;

use leptos::prelude::*;
use model::address::{ClusterRef, RevisionRef, ServiceRef, TaskRef};
use model::change::{Ask, RevisionVerb, ServiceVerb, TaskVerb};
use model::field::FieldErrors;
use model::page::{Page, Section};
use model::time::Timestamp;
use model::view::{Answer, AskForm, ChangePage};

use crate::address;
use crate::components::form::summary::summary;
use crate::components::level::state;
use crate::components::title::heading;
use crate::cx::Cx;
use crate::parts::{Drawing, Sheet, answered};
use crate::ui::note::{note, paragraph};
use crate::ui::tone::Tone;

pub use actions::{on_revision, on_service, on_task};
pub use offers::offers;
pub use plan::{as_code, differences};
pub use record::{lines, news, outcome, undo};
pub use replacement::replacement;

/// Where a change is made.
struct At {
    page: Page,
    /// The page of the thing that is changed.
    thing: Page,
    /// What the button says that carries the plan out.
    label: &'static str,
    title: String,
    place: AnyView,
}

/// Changes a service: the form, and the plan once the query says what is asked.
///
/// # Errors
/// What stands there instead.
pub async fn of_service(cx: &Cx, at: ServiceRef, verb: ServiceVerb, search: &str) -> Drawing {
    let asked = Ask::of_service(verb, &refs(&address::pairs(search)));
    let sent = sent(cx);
    let ask = |ask: Option<Ask>| {
        let (cx, at, sent) = (cx.clone(), at.clone(), sent.clone());
        async move { cx.console.change_service(&cx.viewer, (&at, verb), ask.as_ref(), sent.as_deref()).await }
    };
    let (answer, errors) = answered(cx, asked, ask).await?;
    let service = view! { " / "<a href=at.page().path()>{at.service.to_string()}</a> };
    let place = place(&at.cluster(), service.into_any());
    let title = verb.done_to(at.service.as_str());
    draw(
        cx,
        At { page: at.change(verb), thing: at.page(), label: verb.carry_out(), title, place },
        answer,
        (search, errors),
    )
}

/// Changes a task: its plan.
///
/// # Errors
/// What stands there instead.
pub async fn of_task(cx: &Cx, at: TaskRef, verb: TaskVerb, search: &str) -> Drawing {
    let asked = Ask::of_task(verb, &refs(&address::pairs(search)));
    let label = if asked == Ok(Some(Ask::GiveUp)) { "Give up" } else { verb.label() };
    let sent = sent(cx);
    let ask = |ask: Option<Ask>| {
        let (cx, at, sent) = (cx.clone(), at.clone(), sent.clone());
        async move { cx.console.change_task(&cx.viewer, (&at, verb), ask.as_ref(), sent.as_deref()).await }
    };
    let (answer, errors) = answered(cx, asked, ask).await?;
    let task =
        view! { " / "<a href=at.page().path()>"task "<span class="mono">{at.task.short().to_owned()}</span></a> };
    let place = place(&at.cluster(), task.into_any());
    let title = format!("{} {}", verb.label(), at.task.short());
    let now = answer.now;
    let here = At { page: at.change(verb), thing: at.page(), label, title, place };
    let mut sheet = draw(cx, here, answer, (search, errors))?;
    if verb == TaskVerb::Replace
        && let Some(told) = cx.console.replacement_of_task(&cx.viewer, &at).await
    {
        sheet.add("replacement", || replacement(&told, now));
    }
    Ok(sheet)
}

/// Changes a revision: its plan.
///
/// # Errors
/// What stands there instead.
pub async fn of_revision(cx: &Cx, at: RevisionRef, verb: RevisionVerb, search: &str) -> Drawing {
    let asked = Ask::of_revision(verb, &refs(&address::pairs(search)));
    let sent = sent(cx);
    let ask = |ask: Option<Ask>| {
        let (cx, at, sent) = (cx.clone(), at.clone(), sent.clone());
        async move { cx.console.change_revision(&cx.viewer, (&at, verb), ask.as_ref(), sent.as_deref()).await }
    };
    let (answer, errors) = answered(cx, asked, ask).await?;
    let place = place_of_revision(&at);
    let title = format!("{} {}", verb.label(), at.revision);
    let at = At { page: at.change(verb), thing: at.page(), label: verb.carry_out(), title, place };
    draw(cx, at, answer, (search, errors))
}

fn draw(cx: &Cx, at: At, answer: Answer<ChangePage>, (search, errors): (&str, Option<FieldErrors>)) -> Drawing {
    let (mut sheet, page, now) = Sheet::of(answer)?;
    let At { page: here, thing, label, title, place } = at;
    sheet.title(None, &title);
    if let Some(errors) = &errors {
        sheet.status(422);
        sheet.add("errors", || summary(ask::FORM, &ask::fields(&page.form), errors));
    }
    sheet.add("head", || head(&page, title, place));
    if let Some(why) = &page.blocked {
        sheet.add("blocked", || blocked(why));
    }
    if let Some(entry) = &page.refused {
        sheet.add("refused", || record::refused(entry));
    }
    if !page.changed.is_empty() {
        sheet.add("changed", || plan::changed(&page.changed));
    }
    let typed = address::pairs(search);
    match &page.form {
        AskForm::Draft(form) => {
            if !form.faults.is_empty() && form.draft.is_some() {
                sheet.status(422);
                sheet.add("faults", || draft::faults(form));
            }
            sheet.add("draft", || draft::form(form, &thing, page.planned.is_some()));
        }
        _ => sheet.add("ask", || ask::form(&here, &page, &typed, errors.as_ref())),
    }
    if let Some(planned) = &page.planned {
        sheet.add("plan", || plan::plan(&here, planned));
        sheet.add("confirm", || confirm::form(cx, &thing, label, planned, now));
    }
    Ok(sheet)
}

/// Why nothing can be done. To know it AWS was asked: that is done for whoever opens the page, and not again whenever
/// there is news.
fn blocked(why: &str) -> AnyView {
    let told = note(Tone::Quiet, why.to_owned(), paragraph("Its page shows how it is now."));
    view! { <div data-filling="">{told}</div> }.into_any()
}

fn head(page: &ChangePage, title: String, place: AnyView) -> AnyView {
    let now = page.verdict.as_ref().map(|line| {
        view! { <div class="headline">{state(line.level)}<p>{line.headline.clone()}</p></div> }
    });
    view! { {heading(title, place)}{now} }.into_any()
}

/// Where it is: environment, cluster, and the thing itself.
fn place(cluster: &ClusterRef, thing: AnyView) -> AnyView {
    view! {
        <p class="place">
            <a href=Section::Services.home(&cluster.environment).path()>{cluster.environment.to_string()}</a>
            " / "
            <a href=cluster.page().path()>{cluster.cluster.to_string()}</a>
            {thing}
        </p>
    }
    .into_any()
}

/// Where a revision is: environment, and the revision itself.
fn place_of_revision(at: &RevisionRef) -> AnyView {
    view! {
        <p class="place">
            <a href=Page::Families(at.environment.clone()).path()>{at.environment.to_string()}</a>
            " / "
            <a href=at.page().path()>{at.revision.to_string()}</a>
        </p>
    }
    .into_any()
}

/// The sealed plan that came back with a form.
fn sent(cx: &Cx) -> Option<String> {
    let returned = cx.returned.as_ref()?;
    Some(returned.typed.value(model::change::field::PLAN).to_owned()).filter(|sealed| !sealed.is_empty())
}

fn refs(pairs: &[(String, String)]) -> Vec<(&str, &str)> {
    pairs.iter().map(|(field, value)| (field.as_str(), value.as_str())).collect()
}

/// When a plan ends, as text.
fn until(at: Timestamp, now: Timestamp) -> AnyView {
    view! { "until "{crate::components::moment::clock(now, at)}" UTC" }.into_any()
}
