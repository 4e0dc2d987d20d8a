//! Levels: word, shape and colour, always together.

use leptos::prelude::*;
use model::verdict::Level;
use model::view::VerdictLine;

use crate::ui::shape::{Shape, shape};
use crate::ui::tone::Tone;

/// The shape of a level.
pub const fn shape_of(level: Level) -> Shape {
    match level {
        Level::Idle => Shape::Ring,
        Level::Steady => Shape::Disc,
        Level::Deploying => Shape::Turning,
        Level::Degraded => Shape::Triangle,
        Level::Down => Shape::Diamond,
        Level::Unknown => Shape::Question,
    }
}

/// The colour of a level.
pub const fn tone_of(level: Level) -> Tone {
    match level {
        Level::Idle => Tone::Quiet,
        Level::Steady => Tone::Good,
        Level::Deploying => Tone::Busy,
        Level::Degraded => Tone::Warn,
        Level::Down => Tone::Bad,
        Level::Unknown => Tone::Unknown,
    }
}

/// The sign of a level for places that take only text, such as the title of a browser tab.
pub const fn sign(level: Level) -> &'static str {
    match level {
        Level::Idle => "○",
        Level::Steady => "●",
        Level::Deploying => "↻",
        Level::Degraded => "▲",
        Level::Down => "◆",
        Level::Unknown => "?",
    }
}

/// The level with its own word.
pub fn state(level: Level) -> AnyView {
    state_as(level, level.word())
}

/// The level of a service, with what it was while there is no fresh data.
pub fn state_of(verdict: &VerdictLine) -> AnyView {
    state_as(verdict.level, verdict.level.word_after(verdict.last_known.map(|last| last.level)))
}

/// The level with a word that says more where it stands, for example a task's last status.
pub fn state_as(level: Level, word: impl Into<String>) -> AnyView {
    view! { <span class=class(level)>{shape(shape_of(level))}{word.into()}</span> }.into_any()
}

const fn class(level: Level) -> &'static str {
    match level {
        Level::Idle => "state idle",
        Level::Steady => "state good",
        Level::Deploying => "state busy",
        Level::Degraded => "state warn",
        Level::Down => "state bad",
        Level::Unknown => "state unknown",
    }
}

#[cfg(feature = "ssr")]
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_level_has_a_shape_and_a_sign_of_its_own() {
        for (index, level) in Level::ALL.into_iter().enumerate() {
            for other in &Level::ALL[index + 1..] {
                assert_ne!(shape_of(level), shape_of(*other));
                assert_ne!(sign(level), sign(*other));
                assert_ne!(tone_of(level), tone_of(*other));
            }
        }
    }

    #[test]
    fn a_state_says_its_word() {
        assert!(state(Level::Down).to_html().contains("Down"));
    }
}
