//! What was asked of a thing, by whom, and what came of it.

use leptos::prelude::*;
use model::audit::{Entry, State};
use model::page::Page;
use model::time::Timestamp;
use model::view::ChangeLine;

use crate::components::moment::{self, Form};
use crate::ui::note::{note, paragraph};
use crate::ui::shape::{Shape, shape};
use crate::ui::table::{Column, Layout, Look, Row, Table};
use crate::ui::tone::Tone;

/// AWS's answer to a plan that it refused.
pub fn refused(entry: &Entry) -> AnyView {
    let outcome = entry.settled.as_ref().map(|settled| &settled.outcome);
    let Some((state, message)) = outcome.and_then(|outcome| Some((outcome.state(), outcome.message()?))) else {
        return ().into_any();
    };
    let title = match state {
        State::Refused => "AWS refused",
        State::NotSent => "It could not be sent",
        State::Open | State::Done | State::Unknown => return ().into_any(),
    };
    let id = outcome.and_then(|outcome| outcome.request_id()).map(|id| {
        view! { <p class="quiet">"AWS calls the request "<code>{id.to_owned()}</code>"."</p> }
    });
    note(Tone::Bad, title, view! { <p>{message.to_owned()}</p><p>"Nothing was changed."</p>{id} }.into_any())
}

/// The newest change of a service as a banner: what was asked, by whom, what came of it, and the way back.
pub fn news(line: &ChangeLine, now: Timestamp) -> AnyView {
    let (tone, word) = told(line.entry.state());
    let intent = &line.entry.intent;
    let reason = intent.reason.as_ref().map(|reason| view! { <p class="reason">{reason.to_string()}</p> });
    let unknown = (line.entry.state() == State::Unknown)
        .then(|| paragraph("No answer came from AWS. What this page shows is what AWS says now."));
    let message = line.entry.settled.as_ref().and_then(|settled| settled.outcome.message());
    let message = message.map(|message| paragraph(message.to_owned()));
    let body = view! {
        <p>
            {word}" · "{intent.who.to_string()}", "{moment::age(Form::Ago, now, intent.at)}
            {undo(line)}
        </p>
        {reason}
        {unknown}
        {message}
    };
    view! { <div class="news">{note(tone, intent.sentence.clone(), body.into_any())}</div> }.into_any()
}

/// Changes of a service as a table.
pub fn lines(lines: &[ChangeLine], now: Timestamp) -> AnyView {
    let table = Table {
        name: "changes",
        caption: "Changes made with Podium".to_owned(),
        look: Look::Sheet,
        columns: vec![
            Column::plain("When", Layout::Words, |line: &ChangeLine| moment::age(Form::Ago, now, line.entry.intent.at)),
            Column::plain("Change", Layout::Words, |line: &ChangeLine| {
                let page = Page::AuditEntry(line.entry.id);
                view! { <a class="name" href=page.path()>{line.entry.intent.sentence.clone()}</a> }
            })
            .naming(),
            Column::plain("Who", Layout::Words, |line: &ChangeLine| line.entry.intent.who.to_string()),
            Column::plain("Why", Layout::Extra, |line: &ChangeLine| {
                line.entry.intent.reason.as_ref().map(ToString::to_string)
            }),
            Column::plain("Outcome", Layout::Words, |line: &ChangeLine| outcome(line.entry.state())),
        ],
        about: &|line| line.entry.id.to_string(),
        row: |_, Row { id, cells }| view! { <tr id=id>{cells}</tr> }.into_any(),
    };
    table.draw(lines)
}

/// The way to the opposite change, if there is one.
pub fn undo(line: &ChangeLine) -> AnyView {
    let Some((page, query)) = &line.undo else { return ().into_any() };
    let query = query.as_ref().map(|query| format!("?{query}")).unwrap_or_default();
    view! { " · "<a href=format!("{}{query}", page.path())>"Undo"</a> }.into_any()
}

/// What came of a change: word, shape and colour.
pub fn outcome(state: State) -> AnyView {
    let (sign, class) = match state {
        State::Open => (Shape::Turning, "state busy"),
        State::Done => (Shape::Disc, "state good"),
        State::Refused | State::NotSent => (Shape::Diamond, "state bad"),
        State::Unknown => (Shape::Question, "state unknown"),
    };
    view! { <span class=class>{shape(sign)}{state.title()}</span> }.into_any()
}

fn told(state: State) -> (Tone, &'static str) {
    let tone = match state {
        State::Open => Tone::Busy,
        State::Done => Tone::Good,
        State::Refused | State::NotSent => Tone::Bad,
        State::Unknown => Tone::Unknown,
    };
    (tone, state.title())
}
