//! The theme switch: a form that works without JavaScript and at once with it.

use leptos::prelude::*;

use crate::routes;
use crate::shell::{Look, Theme};
use crate::ui::icon::{Icon, icon};

/// Draws the switch; without JavaScript it leads back to the page at `path`.
pub fn switch(path: Memo<String>) -> AnyView {
    let chosen = RwSignal::new(Look::current().theme);
    let buttons = Theme::ALL.map(|theme| {
        let (sign, label) = match theme {
            Theme::System => (Icon::Screen, "Theme of the system"),
            Theme::Light => (Icon::Sun, "Light theme"),
            Theme::Dark => (Icon::Moon, "Dark theme"),
        };
        let pressed = move || if chosen.get() == theme { "true" } else { "false" };
        view! {
            <button
                name="theme"
                value=theme.key()
                aria-pressed=pressed
                aria-label=label
                title=label
                on:click=move |event| {
                    if show(theme) {
                        event.prevent_default();
                        chosen.set(theme);
                    }
                }
            >
                {icon(sign)}
            </button>
        }
    });
    view! {
        <form class="theme" method="post" action=routes::THEME aria-label="Theme">
            <input type="hidden" name="next" value=move || path.get() />
            {buttons.collect_view()}
        </form>
    }
    .into_any()
}

/// Shows the theme at once and lets the server remember it; false when the form has to be sent instead.
fn show(theme: Theme) -> bool {
    let Some(root) = document().document_element() else { return false };
    let is_sent = remember(theme);
    if is_sent {
        // Both fail only for names that are no attribute.
        let _ = match theme.attribute() {
            Some(value) => root.set_attribute("data-theme", value),
            None => root.remove_attribute("data-theme"),
        };
    }
    is_sent
}

#[cfg(feature = "hydrate")]
fn remember(theme: Theme) -> bool {
    let sent = web_sys::UrlSearchParams::new().and_then(|form| {
        form.append("theme", theme.key());
        form.append("next", &model::page::Page::Fleet.path());
        window().navigator().send_beacon_with_opt_url_search_params(routes::THEME, Some(&form))
    });
    sent.unwrap_or(false)
}

#[cfg(not(feature = "hydrate"))]
fn remember(_theme: Theme) -> bool {
    false
}
