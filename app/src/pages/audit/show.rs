//! One entry of the record.

use leptos::prelude::*;
use model::audit::{Entry, EntryId};
use model::time::Timestamp;
use model::view::ChangeLine;

use super::list::subject;
use crate::components::moment::{self, Form};
use crate::components::part::titled;
use crate::components::title::heading;
use crate::cx::Cx;
use crate::pages::changes::{differences, outcome, undo};
use crate::parts::{Drawing, Sheet};
use crate::ui::copy::{copy, shortened};

/// One change with everything that was written down.
///
/// # Errors
/// What stands there instead.
pub async fn show(cx: &Cx, id: EntryId) -> Drawing {
    let answer = cx.console.audit_entry(&cx.viewer, id).await.map_err(|error| cx.report_part(error))?;
    let (mut sheet, line, now) = Sheet::of(answer)?;
    sheet.title(None, format_args!("Change {id}"));
    let entry = &line.entry;
    sheet.add("head", || heading(entry.intent.sentence.clone(), place(&line)));
    sheet.add("facts", || facts(entry, now));
    if !entry.intent.changes.is_empty() {
        let table = || differences("difference", "What changed", &entry.intent.changes);
        sheet.add("difference", || titled("What changed", ().into_any(), table()));
    }
    if let Some(command) = &entry.intent.command {
        let command = command.clone();
        let statement = move || {
            view! { <div class="statement"><pre tabindex="0">{command.clone()}</pre>{copy("command", command)}</div> }
        };
        sheet.add("command", || titled("As a command", ().into_any(), statement().into_any()));
    }
    Ok(sheet)
}

fn place(line: &ChangeLine) -> AnyView {
    view! { <p class="place">{subject(&line.entry.intent.subject)}{undo(line)}</p> }.into_any()
}

fn facts(entry: &Entry, now: Timestamp) -> AnyView {
    let intent = &entry.intent;
    let fact = |name: &'static str, value: AnyView| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    let settled = entry.settled.as_ref();
    let message = settled.and_then(|settled| settled.outcome.message());
    let request = settled.and_then(|settled| settled.outcome.request_id());
    let took = settled.map(|settled| view! { ", "{moment::clock(now, settled.at)}" UTC" });
    let hash = entry.hash.get(..12).unwrap_or(&entry.hash).to_owned();
    view! {
        <dl class="card record">
            {fact("Kind", intent.verb.title().to_owned().into_any())}
            {fact("Who", intent.who.to_string().into_any())}
            {fact("When", view! { {moment::clock(now, intent.at)}" UTC, "{moment::age(Form::Ago, now, intent.at)} }.into_any())}
            {intent.reason.as_ref().map(|reason| fact("Reason", view! { <span class="reason">{reason.to_string()}</span> }.into_any()))}
            {fact("Outcome", view! { {outcome(entry.state())}{took} }.into_any())}
            {message.map(|message| fact("AWS says", message.to_owned().into_any()))}
            {request.map(|id| fact("AWS request id", view! { <code>{id.to_owned()}</code> }.into_any()))}
            {fact("Plan", view! { <code>{intent.plan.to_string()}</code> }.into_any())}
            {fact("Link of the chain", shortened("link of the chain", hash, entry.hash.clone()))}
        </dl>
    }
    .into_any()
}
