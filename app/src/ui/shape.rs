//! The shapes of states: each is told from the others without its colour.

use leptos::prelude::*;

/// A shape, twelve units wide and high.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// ◆
    Diamond,
    /// ▲
    Triangle,
    /// An arrow that turns.
    Turning,
    /// ●
    Disc,
    /// ○
    Ring,
    /// ?
    Question,
}

impl Shape {
    /// The path, and whether it is a line rather than an area.
    const fn path(self) -> (&'static str, bool) {
        match self {
            Self::Diamond => ("M6 0l6 6-6 6-6-6z", false),
            Self::Triangle => ("M6 .6 12 11.4H0z", false),
            Self::Turning => ("M10.6 4A5 5 0 1 0 11 6M11.2.8v3.4H7.8", true),
            Self::Disc => ("M6 1.6a4.4 4.4 0 1 1 0 8.8 4.4 4.4 0 0 1 0-8.8z", false),
            Self::Ring => ("M6 1.8a4.2 4.2 0 1 1 0 8.4 4.2 4.2 0 0 1 0-8.4z", true),
            Self::Question => ("M3.6 4a2.4 2.4 0 1 1 3.4 2.2c-.7.4-1 .8-1 1.6M6 10.2v.6", true),
        }
    }
}

/// Draws the shape in the colour of the text around it. It says nothing to a screen reader: the word beside it does.
pub fn shape(shape: Shape) -> AnyView {
    let (path, is_line) = shape.path();
    let class = if is_line { "shape line" } else { "shape" };
    view! {
        <svg class=class viewBox="0 0 12 12" aria-hidden="true">
            <path d=path></path>
        </svg>
    }
    .into_any()
}
