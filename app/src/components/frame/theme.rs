//! The theme switch: a form that works without JavaScript and at once with it.

use leptos::prelude::*;

use crate::components::form::brought_along;
use crate::forms::FormName;
use crate::shell::{Look, Theme};
use crate::ui::icon::{Icon, icon};

/// Draws the switch. Where there are scripts the choice is seen before it is sent.
pub fn switch() -> AnyView {
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
                on:click=move |_| {
                    show(theme);
                    chosen.set(theme);
                }
            >
                {icon(sign)}
            </button>
        }
    });
    view! {
        <form class="theme" method="post" aria-label="Theme">
            {brought_along(FormName::Theme)}
            {buttons.collect_view()}
        </form>
    }
    .into_any()
}

fn show(theme: Theme) {
    let Some(root) = document().document_element() else { return };
    // Both fail only for names that are no attribute.
    let _ = match theme.attribute() {
        Some(value) => root.set_attribute("data-theme", value),
        None => root.remove_attribute("data-theme"),
    };
}
