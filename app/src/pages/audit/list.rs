//! The list of changes, filtered by its address.

use leptos::prelude::*;
use model::audit::{AuditQuery, Entry, State, Subject, Verb};
use model::page::Page;
use model::query::{FILTER_MAX, Listing};
use model::time::Timestamp;

use crate::address;
use crate::components::moment::{self, Form};
use crate::components::title::heading;
use crate::cx::Cx;
use crate::error::AppError;
use crate::pages::changes::outcome;
use crate::parts::{Drawing, Sheet};
use crate::routes::{AUDIT_CSV, AUDIT_LINES};
use crate::ui::note::blank;
use crate::ui::paging::{Paging, paging};
use crate::ui::table::{Column, Layout, Look, Row, Table};

/// The changes that match, the newest first.
///
/// # Errors
/// What stands there instead.
pub async fn list(cx: &Cx, search: &str) -> Drawing {
    let pairs = address::pairs(search);
    let query = AuditQuery::parse(pairs.iter().map(|(field, value)| (&**field, &**value)));
    let query = query.map_err(AppError::Invalid)?;
    let answer = cx.console.audit(&cx.viewer, &query).await.map_err(|error| cx.report_part(error))?;
    let (mut sheet, listing, now) = Sheet::of(answer)?;
    sheet.title(None, "Audit");
    sheet.add("head", || heading("Audit", place()));
    sheet.add("list", || changes(&query, &listing, now));
    Ok(sheet)
}

fn place() -> AnyView {
    view! { <p class="place">"Every change made with Podium: written down before AWS was asked, and never altered."</p> }
        .into_any()
}

fn changes(query: &AuditQuery, listing: &Listing<Entry>, now: Timestamp) -> AnyView {
    let is_filtered = AuditQuery { page: 0, ..query.clone() } != AuditQuery::default();
    if listing.total == 0 {
        let next = view! { <p>"Change something, and it stands here with its reason and its outcome."</p> };
        return blank("Nothing has been changed yet", next.into_any());
    }
    let rows = if listing.rows.is_empty() {
        blank("No change matches", view! { <p><a href=Page::Audit.path()>"Show all of them"</a></p> }.into_any())
    } else {
        table(&listing.rows, now)
    };
    view! {
        {tools(query, listing, is_filtered)}
        {rows}
        {paging(pages(query, listing))}
    }
    .into_any()
}

fn tools(query: &AuditQuery, listing: &Listing<Entry>, is_filtered: bool) -> AnyView {
    let count = match is_filtered {
        true => format!("{} of {}", listing.matching, listing.total),
        false => format!("{} in all", listing.total),
    };
    let verbs: Vec<_> = Verb::WORDS.iter().map(|word| (*word, Verb::from(*word).title().to_owned())).collect();
    let states: Vec<_> = State::ALL.iter().map(|state| (state.key(), state.title().to_owned())).collect();
    let kept = [
        ("environment", query.environment.as_ref().map(ToString::to_string)),
        ("cluster", query.cluster.as_ref().map(ToString::to_string)),
        ("service", query.service.as_ref().map(ToString::to_string)),
        ("person", query.person.as_ref().map(ToString::to_string)),
    ];
    let kept = kept.into_iter().filter_map(|(name, value)| Some((name, value?)));
    let kept: Vec<_> = kept.map(|(name, value)| view! { <input r#type="hidden" name=name value=value /> }).collect();
    let all = AuditQuery { page: 0, ..query.clone() }.to_query();
    let clear = is_filtered.then(|| view! { <a class="clear" href=Page::Audit.path()>"Clear"</a> });
    view! {
        <div class="tools">
            <form class="filter-box several" method="get" action=Page::Audit.path() role="search" aria-label="Filter">
                <input
                    r#type="search"
                    name="q"
                    value=query.filter.clone()
                    placeholder="Filter by words, reason or field"
                    aria-label="Filter by words, reason or field"
                    maxlength=FILTER_MAX.to_string()
                    autocomplete="off"
                    spellcheck="false"
                />
                {choice("verb", "Every change", &verbs, query.verb.as_ref().map(Verb::as_str))}
                {choice("outcome", "Every outcome", &states, query.outcome.map(State::key))}
                {kept}
                <button class="btn">"Filter"</button>
            </form>
            <span class="matching"><span class="num">{count}</span>" "{clear}</span>
            <span class="exports">
                <a class="btn" href=format!("{AUDIT_CSV}{all}") rel="external" download="podium-audit.csv">"CSV"</a>
                <a class="btn" href=format!("{AUDIT_LINES}{all}") rel="external" download="podium-audit.jsonl">"JSON lines"</a>
            </span>
        </div>
    }
    .into_any()
}

fn choice(name: &'static str, all: &'static str, words: &[(&'static str, String)], chosen: Option<&str>) -> AnyView {
    let options: Vec<_> = words
        .iter()
        .map(|(key, word)| view! { <option value=*key selected={Some(*key) == chosen}>{word.clone()}</option> })
        .collect();
    view! { <select name=name aria-label=all><option value="">{all}</option>{options}</select> }.into_any()
}

fn table(rows: &[Entry], now: Timestamp) -> AnyView {
    let table = Table {
        name: "changes",
        caption: "Changes, the newest first".to_owned(),
        look: Look::Sheet,
        columns: vec![
            Column::plain("Time (UTC)", Layout::Words, |entry: &Entry| moment::clock(now, entry.intent.at))
                .evident()
                .class("num-left quiet"),
            Column::plain("Change", Layout::Words, |entry: &Entry| {
                let page = Page::AuditEntry(entry.id);
                view! { <a class="name" href=page.path()>{entry.intent.sentence.clone()}</a> }
            })
            .naming(),
            Column::plain("Kind", Layout::Extra, |entry: &Entry| entry.intent.verb.title().to_owned()),
            Column::plain("Where", Layout::Words, |entry: &Entry| subject(&entry.intent.subject)),
            Column::plain("Who", Layout::Words, |entry: &Entry| entry.intent.who.to_string()),
            Column::plain("Reason", Layout::Extra, |entry: &Entry| {
                entry.intent.reason.as_ref().map(ToString::to_string)
            }),
            Column::plain("Outcome", Layout::Words, |entry: &Entry| outcome(entry.state())),
            Column::plain("Age", Layout::Numbers, |entry: &Entry| moment::age(Form::Ago, now, entry.intent.at))
                .evident()
                .class("quiet"),
        ],
        about: &|entry| format!("change/{}", entry.id),
        row: |_, Row { id, cells }| view! { <tr id=id>{cells}</tr> }.into_any(),
    };
    table.draw(rows)
}

/// The thing that was changed, with the way to its page.
pub fn subject(subject: &Subject) -> AnyView {
    let environment = subject.environment.to_string();
    if let Some(task) = subject.task() {
        let words = format!("task {}", task.task.short());
        return view! { {environment}" / "{task.cluster.to_string()}" / "<a href=task.page().path()>{words}</a> }
            .into_any();
    }
    if let Some(service) = subject.service() {
        return view! {
            {environment}" / "{service.cluster.to_string()}" / "<a href=service.page().path()>{service.service.to_string()}</a>
        }
        .into_any();
    }
    let rest = subject.task_definition().map(|name| format!(" / {name}")).unwrap_or_default();
    format!("{environment}{rest}").into_any()
}

fn pages(query: &AuditQuery, listing: &Listing<Entry>) -> Paging {
    let to = |page| format!("{}{}", Page::Audit.path(), AuditQuery { page, ..query.clone() }.to_query());
    Paging {
        first: listing.first_row(),
        last: listing.last_row(),
        of: listing.matching,
        previous: listing.page.checked_sub(1).map(to),
        next: Some(listing.page + 1).filter(|page| *page < listing.pages()).map(to),
    }
}
