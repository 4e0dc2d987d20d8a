//! Signs for things one can do.

use leptos::prelude::*;

/// A sign, sixteen units wide and high, drawn in lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Two sheets: copy.
    Copy,
    /// A magnifying glass: search.
    Search,
    /// Two arrow heads: choose one.
    Choose,
    /// Three lines: the menu.
    Menu,
    /// A screen: as the system has it.
    Screen,
    /// The sun: light.
    Sun,
    /// The moon: dark.
    Moon,
    /// An arrow to the right: go on.
    Onward,
}

impl Icon {
    const fn path(self) -> &'static str {
        match self {
            Self::Copy => {
                "M5.5 5.5V3a1 1 0 0 1 1-1H13a1 1 0 0 1 1 1v6.5a1 1 0 0 1-1 1h-2.5M3 5.5h6.5a1 1 0 0 1 1 1V13a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1V6.5a1 1 0 0 1 1-1z"
            }
            Self::Search => "M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM10.3 10.3 14 14",
            Self::Choose => "M5 6l3-3 3 3M5 10l3 3 3-3",
            Self::Menu => "M2.5 4.5h11M2.5 8h11M2.5 11.5h11",
            Self::Screen => "M2 3h12v8H2zM6 14h4M8 11v3",
            Self::Sun => {
                "M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M12.6 3.4l-.7.7M4.1 11.9l-.7.7"
            }
            Self::Moon => "M13.5 9.6A6 6 0 0 1 6.4 2.5a6 6 0 1 0 7.1 7.1z",
            Self::Onward => "M6 3.5 10.5 8 6 12.5",
        }
    }
}

/// Draws the sign in the colour of the text around it. It says nothing to a screen reader: its button or link has to.
pub fn icon(icon: Icon) -> AnyView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
            <path d=icon.path()></path>
        </svg>
    }
    .into_any()
}
