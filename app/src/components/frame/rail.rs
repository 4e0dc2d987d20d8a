//! The rail on the left: environment, places, request budget, theme. Where there is little room it is a menu.

use leptos::prelude::*;
use model::name::EnvironmentName;
use model::page::Page;
use model::verdict::Level;
use model::view::{EnvironmentEntry, Shell};

use super::section::{Section, section_of};
use super::{Frames, theme};
use crate::components::level::{shape_of, tone_of};
use crate::routes;
use crate::ui::icon::{Icon, icon};
use crate::ui::shape::shape;

/// Draws the rail for the page at `path`.
///
/// It is a popover that wide screens show in place, so that the menu of small ones opens and closes without a script.
pub fn rail(shell: Frames, path: Memo<String>) -> AnyView {
    view! {
        <aside class="rail" id="menu" popover="auto" aria-label="Podium">
            <a class="brand" href=routes::FLEET>{emblem()}"Podium"</a>
            <Transition>
                {move || {
                    let path = path.get();
                    Suspend::new(async move { shell.await.ok().map(|shell| places(&shell, &path)) })
                }}
            </Transition>
            {theme::switch(path)}
        </aside>
    }
    .into_any()
}

fn emblem() -> AnyView {
    view! {
        <svg class="emblem" viewBox="0 0 24 24" aria-hidden="true">
            <path d="M4 20h16M7 20v-5h10v5M9 15v-4h6v4M13 8l7-5M12.4 8.4h.01"></path>
        </svg>
    }
    .into_any()
}

fn places(shell: &Shell, path: &str) -> AnyView {
    let named = Page::parse(path).and_then(|page| page.environment().cloned());
    let current = named.and_then(|name| shell.environments.iter().find(|entry| entry.name == name));
    let current = current.or_else(|| shell.environments.first());
    let section = section_of(path);
    view! {
        {current.map(|current| switcher(shell, current, section))}
        <nav class="places" aria-label="Main">
            {place(routes::FLEET.to_owned(), "Fleet", attention(shell.attention), mark(Section::Fleet, section, path, routes::FLEET))}
            {current.map(|current| in_environment(current, section, path))}
        </nav>
        {budget(shell.budget_percent)}
    }
    .into_any()
}

fn in_environment(current: &EnvironmentEntry, section: Option<Section>, path: &str) -> AnyView {
    let entries = [
        (Section::Clusters, "Clusters", Some(current.clusters)),
        (Section::Services, "Services", Some(current.services)),
        (Section::TaskDefinitions, "Task definitions", Some(current.families)),
        (Section::Traffic, "Traffic", None),
    ];
    entries
        .map(|(own, text, number)| {
            let href = home(own, &current.name);
            let here = mark(own, section, path, &href);
            place(href, text, number.filter(|_| is_read(current)).map(count).into_any(), here)
        })
        .collect_view()
        .into_any()
}

fn home(section: Section, environment: &EnvironmentName) -> String {
    match section {
        Section::Fleet => routes::FLEET.to_owned(),
        Section::Clusters => routes::clusters(environment),
        Section::Services => routes::services(environment),
        Section::TaskDefinitions => routes::families(environment),
        Section::Traffic => routes::traffic(environment),
    }
}

/// `page` for the very page, `true` for a page below it.
fn mark(own: Section, section: Option<Section>, path: &str, href: &str) -> Option<&'static str> {
    (section == Some(own)).then_some(if path == href { "page" } else { "true" })
}

fn place(href: String, text: &'static str, count: AnyView, here: Option<&'static str>) -> AnyView {
    view! { <a class="place" href=href aria-current=here><span>{text}</span>{count}</a> }.into_any()
}

fn count(number: u32) -> AnyView {
    view! { <span class="count num">{number}</span> }.into_any()
}

fn attention(number: u32) -> AnyView {
    if number == 0 {
        return ().into_any();
    }
    view! {
        <span class="count num bad">{number}<span class="sr-only">" services need attention"</span></span>
    }
    .into_any()
}

fn switcher(shell: &Shell, current: &EnvironmentEntry, section: Option<Section>) -> AnyView {
    let section = section.filter(|section| *section != Section::Fleet).unwrap_or(Section::Clusters);
    let others: Vec<_> = shell
        .environments
        .iter()
        .map(|entry| {
            let here = (entry.name == current.name).then_some("true");
            view! { <li><a href=home(section, &entry.name) aria-current=here>{environment(entry)}</a></li> }
        })
        .collect();
    view! {
        <details class="switcher">
            <summary aria-label=format!("Environment {}, choose another", current.name)>
                {environment(current)}
                {icon(Icon::Choose)}
            </summary>
            <ul>{others}</ul>
        </details>
    }
    .into_any()
}

fn environment(entry: &EnvironmentEntry) -> AnyView {
    let account = entry.account.as_deref().unwrap_or("account not known yet");
    // The last digits tell the accounts of one company apart; the whole is one hover away.
    let digits = entry.account.as_deref().and_then(|account| account.get(account.len().checked_sub(4)?..));
    let digits = digits.map(|digits| format!("…{digits} · "));
    let level = entry.worst.unwrap_or(if is_read(entry) { Level::Idle } else { Level::Unknown });
    view! {
        <span class="environment">
            <span class="environment-name">{entry.name.to_string()}</span>
            <small title=format!("{account} in {}", entry.region)>{digits}{entry.region.clone()}</small>
        </span>
        <span class=tone_of(level).class() title=level.word()>{shape(shape_of(level))}<span class="sr-only">{level.word()}</span></span>
    }
    .into_any()
}

/// Whether anything of it has ever been read; until then its counts mean nothing.
fn is_read(entry: &EnvironmentEntry) -> bool {
    entry.freshness.as_of.is_some()
}

fn budget(percent: u32) -> AnyView {
    view! {
        <div class="budget">
            <span id="budget">"API budget"</span>
            <span class="num">{percent}" %"</span>
            <meter aria-labelledby="budget" min="0" max="100" high="85" value=percent.to_string()>{percent}" %"</meter>
        </div>
    }
    .into_any()
}
