//! The rail on the left: environment, places, request budget, theme. Where there is little room it is a menu.

use leptos::prelude::*;
use model::name::EnvironmentName;
use model::page::{Page, Section};
use model::verdict::Level;
use model::view::{EnvironmentEntry, Shell};

use super::{Frames, theme};
use crate::components::form::brought_along;
use crate::components::level::{shape_of, tone_of};
use crate::forms::FormName;
use crate::shell::Look;
use crate::ui::icon::{Icon, icon};
use crate::ui::shape::shape;

/// Draws the rail beside a page. A page that is about no environment is beside the one that was chosen last.
///
/// It is a popover that wide screens show in place, so that the menu of small ones opens and closes without a script.
pub fn rail(shell: Frames, page: Memo<Option<Page>>) -> AnyView {
    let chosen = RwSignal::new(Look::current().environment);
    let last = Memo::new(move |before: Option<&Option<EnvironmentName>>| {
        let of_page = page.with(|page| page.as_ref().and_then(Page::environment).cloned());
        of_page.or_else(|| chosen.get()).or_else(|| before.cloned().flatten())
    });
    view! {
        <aside class="rail" id="menu" popover="auto" aria-label="Podium">
            <a class="brand" href=Page::Fleet.path()>{emblem()}"Podium"</a>
            <Transition>
                {move || {
                    let (page, last) = (page.get(), last.get());
                    Suspend::new(async move { shell.await.ok().map(|shell| places(&shell, page.as_ref(), last, chosen)) })
                }}
            </Transition>
            {theme::switch()}
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

fn places(
    shell: &Shell,
    page: Option<&Page>,
    last: Option<EnvironmentName>,
    chosen: RwSignal<Option<EnvironmentName>>,
) -> AnyView {
    let current = last.and_then(|name| shell.environments.iter().find(|entry| entry.name == name));
    let current = current.or_else(|| shell.environments.first());
    let fleet = place(Page::Fleet, Section::Fleet, attention(shell.attention), page);
    let audit = place(Page::Audit, Section::Audit, ().into_any(), page);
    view! {
        {current.map(|current| switcher(shell, current, chosen))}
        <nav class="places" aria-label="Main">{fleet}{current.map(|current| in_environment(current, page))}{audit}</nav>
        {budget(shell.budget_percent)}
    }
    .into_any()
}

fn in_environment(current: &EnvironmentEntry, page: Option<&Page>) -> AnyView {
    let entries = [
        (Section::Clusters, Some(current.clusters)),
        (Section::Services, Some(current.services)),
        (Section::TaskDefinitions, Some(current.families)),
        (Section::Traffic, None),
    ];
    entries
        .map(|(section, number)| {
            let number = number.filter(|_| is_read(current)).map(count).into_any();
            place(section.home(&current.name), section, number, page)
        })
        .collect_view()
        .into_any()
}

fn place(home: Page, section: Section, count: AnyView, page: Option<&Page>) -> AnyView {
    let here = mark(&home, section, page);
    view! { <a class="place" href=home.path() aria-current=here><span>{section.word()}</span>{count}</a> }.into_any()
}

/// `page` for the very page, `true` for a page below it.
fn mark(home: &Page, section: Section, page: Option<&Page>) -> Option<&'static str> {
    let page = page.filter(|page| page.section() == Some(section))?;
    Some(if page == home { "page" } else { "true" })
}

fn count(number: u32) -> AnyView {
    view! { <span class="count num">{number}</span> }.into_any()
}

fn attention(number: u32) -> AnyView {
    if number == 0 {
        return ().into_any();
    }
    view! {
        <span class="count num bad">{number}<span class="sr-only">" services and jobs need attention"</span></span>
    }
    .into_any()
}

/// A form of buttons: the server knows which section of the chosen environment is the same.
fn switcher(shell: &Shell, current: &EnvironmentEntry, chosen: RwSignal<Option<EnvironmentName>>) -> AnyView {
    let choices: Vec<_> = shell
        .environments
        .iter()
        .map(|entry| {
            let here = (entry.name == current.name).then_some("true");
            let name = entry.name.clone();
            let choose = move |_| chosen.set(Some(name.clone()));
            view! {
                <li>
                    <button name="environment" value=entry.name.to_string() aria-current=here on:click=choose>
                        {environment(entry)}
                    </button>
                </li>
            }
        })
        .collect();
    view! {
        <details class="switcher">
            <summary>
                {environment(current)}
                <span class="sr-only">", choose another environment"</span>
                {icon(Icon::Choose)}
            </summary>
            <form method="post" aria-label="Environment">
                {brought_along(FormName::Environment)}
                <ul>{choices}</ul>
            </form>
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
