//! Search across everything.

use leptos::prelude::*;
use model::page::Page;
use model::view::{HitKind, SearchHit, SearchResults};

use crate::address;
use crate::components::level::state;
use crate::components::title::heading;
use crate::cx::Cx;
use crate::parts::{Drawing, Sheet};
use crate::ui::note::{blank, paragraph};

/// Fewer letters than this match nearly everything.
const SHORTEST: usize = 2;

/// The kinds of things that are found, in the order of the groups.
const KINDS: [(HitKind, &str); 7] = [
    (HitKind::Service, "Services"),
    (HitKind::Cluster, "Clusters"),
    (HitKind::Task, "Tasks"),
    (HitKind::Family, "Task definition families"),
    (HitKind::Revision, "Revisions"),
    (HitKind::TargetGroup, "Target groups"),
    (HitKind::LoadBalancer, "Load balancers"),
];

/// What has the words of the query in its name, id, image or address.
///
/// # Errors
/// What stands there instead.
pub async fn page(cx: &Cx, search: &str) -> Drawing {
    let words = address::value(search, "q");
    let mut sheet = match is_enough(&words) {
        false => Sheet::new(String::new()),
        true => {
            let answer = cx.console.search(&cx.viewer, &words).await.map_err(|error| cx.report_part(error))?;
            let (mut sheet, results, _) = Sheet::of(answer)?;
            sheet.add("head", || head(title(&results), &results.text));
            sheet.add("hits", || found(&results));
            sheet
        }
    };
    sheet.title(None, "Search");
    if !is_enough(&words) {
        sheet.add("head", || head("Search".to_owned(), &words));
        sheet.add("invitation", || invitation(&words));
    }
    Ok(sheet)
}

fn is_enough(words: &str) -> bool {
    words.trim().chars().count() >= SHORTEST
}

fn invitation(words: &str) -> AnyView {
    let hint = if words.trim().is_empty() { "" } else { "Type at least two letters. " };
    let body = view! {
        <p>{hint}"Names of services, clusters and families, ids of tasks, images and their tags, private addresses: every word has to match."</p>
        <p>"Press "<kbd>"/"</kbd>" on any page to begin."</p>
    };
    blank("Find anything by what you know of it", body.into_any())
}

fn title(results: &SearchResults) -> String {
    match results.total {
        0 => "Nothing found".to_owned(),
        1 => "1 thing found".to_owned(),
        total => format!("{total} things found"),
    }
}

fn head(title: String, words: &str) -> AnyView {
    [heading(title, ().into_any()), form(words)].into_any()
}

fn found(results: &SearchResults) -> AnyView {
    let groups: Vec<_> = KINDS.into_iter().map(|(kind, title)| group(kind, title, &results.hits)).collect();
    let rest = results.total.saturating_sub(u32::try_from(results.hits.len()).unwrap_or(u32::MAX));
    let rest = (rest > 0).then(|| paragraph(format!("{rest} more match. Another word narrows it down.")));
    let nothing = results.hits.is_empty().then(|| {
        blank(
            "No name, id, image or address has all these words",
            paragraph("A task is forgotten an hour after it stopped."),
        )
    });
    view! {
        {nothing}
        {groups}
        {rest}
    }
    .into_any()
}

fn form(words: &str) -> AnyView {
    view! {
        <form class="big-search" method="get" action=Page::Search.path() role="search" aria-label="Search again">
            <input type="search" name="q" value=words.to_owned() aria-label="What to look for" maxlength="200" autocomplete="off" spellcheck="false" />
            <button class="btn primary">"Search"</button>
        </form>
    }
    .into_any()
}

fn group(kind: HitKind, title: &'static str, hits: &[SearchHit]) -> AnyView {
    let hits: Vec<_> = hits.iter().filter(|hit| hit.kind == kind).map(hit).collect();
    if hits.is_empty() {
        return ().into_any();
    }
    view! {
        <section>
            <div class="bar">
                <h2>{title}</h2>
                <span class="faint num">{hits.len().to_string()}</span>
            </div>
            <ul class="card hits">{hits}</ul>
        </section>
    }
    .into_any()
}

fn hit(hit: &SearchHit) -> AnyView {
    let class = if hit.kind == HitKind::Task { "name mono" } else { "name" };
    let matched =
        hit.matched.as_ref().map(|matched| view! { <span class="mono quiet matched">{matched.clone()}</span> });
    view! {
        <li data-level=hit.level.map(|level| level.key())>
            <a class=class href=hit.target.path()>{hit.title.clone()}</a>
            <span class="quiet">{hit.place.clone()}</span>
            {matched}
            {hit.level.map(state)}
        </li>
    }
    .into_any()
}
