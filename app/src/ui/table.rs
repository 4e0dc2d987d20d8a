//! Tables: the main form of everything.

use leptos::prelude::*;

/// Which way a column is sorted now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The smallest on top.
    Ascending,
    /// The greatest on top.
    Descending,
}

impl Direction {
    /// The other way round.
    pub const fn turned(self) -> Self {
        match self {
            Self::Ascending => Self::Descending,
            Self::Descending => Self::Ascending,
        }
    }
}

/// How a column is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Words, from the left.
    Words,
    /// Numbers, right-aligned, digits below digits.
    Numbers,
    /// Words that are left out where there is little room.
    Extra,
    /// Numbers that are left out where there is little room.
    ExtraNumbers,
    /// Words that are left out unless there is much room.
    Rare,
}

impl Layout {
    /// The class of the column's cells.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Words => "",
            Self::Numbers => "num",
            Self::Extra => "extra",
            Self::ExtraNumbers => "num extra",
            Self::Rare => "rare",
        }
    }
}

/// The head of one column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its text.
    pub text: &'static str,
    /// How its cells are laid out.
    pub layout: Layout,
    /// The address of the list sorted by it, if it can be.
    pub sort: Option<String>,
    /// Which way the list is sorted by it now, if it is.
    pub sorted: Option<Direction>,
}

impl Heading {
    /// A column by which nothing is sorted.
    pub const fn plain(text: &'static str, layout: Layout) -> Self {
        Self { text, layout, sort: None, sorted: None }
    }
}

/// Draws a table with a head that stays in sight. `caption` says what it lists, to those who cannot see where it stands.
pub fn table(caption: impl Into<String>, headings: Vec<Heading>, rows: Vec<AnyView>) -> AnyView {
    let headings: Vec<_> = headings.into_iter().map(heading).collect();
    view! {
        <div class="card sheet">
            <table>
                <caption class="sr-only">{caption.into()}</caption>
                <thead>
                    <tr>{headings}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn heading(heading: Heading) -> AnyView {
    let Heading { text, layout, sort, sorted } = heading;
    let (aria, mark) = match sorted {
        Some(Direction::Ascending) => (Some("ascending"), " ↑"),
        Some(Direction::Descending) => (Some("descending"), " ↓"),
        None => (None, ""),
    };
    let content = match sort {
        Some(href) => view! { <a href=href>{text}<span aria-hidden="true">{mark}</span></a> }.into_any(),
        None => text.into_any(),
    };
    view! { <th scope="col" class=layout.class() aria-sort=aria>{content}</th> }.into_any()
}
