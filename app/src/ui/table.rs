//! Tables: the main form of everything.

use std::borrow::Cow;

use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use leptos::tachys::view::Position;

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
    /// What can be done to the row. Its heading is for those who cannot see that.
    Menu,
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
            Self::Menu => "menu",
        }
    }
}

/// The head of one column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its text.
    pub text: Cow<'static, str>,
    /// How its cells are laid out.
    pub layout: Layout,
    /// The address of the list sorted by it, if it can be.
    pub sort: Option<String>,
    /// Which way the list is sorted by it now, if it is.
    pub sorted: Option<Direction>,
}

impl Heading {
    /// A column by which nothing is sorted.
    pub fn plain(text: impl Into<Cow<'static, str>>, layout: Layout) -> Self {
        Self { text: text.into(), layout, sort: None, sorted: None }
    }
}

/// What the cells of a column are to their row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// They say something of it. Where the row is drawn as a card, the heading stands before them.
    Fact,
    /// They are its name.
    Name,
    /// They speak for themselves.
    Plain,
}

/// A column: what stands above it, and what stands in it.
pub struct Column<'a, R> {
    heading: Heading,
    role: Role,
    class: &'static str,
    cell: Box<dyn Fn(&R) -> AnyView + 'a>,
}

impl<'a, R> Column<'a, R> {
    /// A column of facts.
    pub fn new<V: IntoAny>(heading: Heading, cell: impl Fn(&R) -> V + 'a) -> Self {
        Self { heading, role: Role::Fact, class: "", cell: Box::new(move |row| cell(row).into_any()) }
    }

    /// A column of facts by which nothing is sorted.
    pub fn plain<V: IntoAny>(text: impl Into<Cow<'static, str>>, layout: Layout, cell: impl Fn(&R) -> V + 'a) -> Self {
        Self::new(Heading::plain(text, layout), cell)
    }

    /// Names the rows.
    #[must_use]
    pub fn naming(self) -> Self {
        Self { role: Role::Name, ..self }
    }

    /// Speaks for itself: never needs its heading beside it.
    #[must_use]
    pub fn evident(self) -> Self {
        Self { role: Role::Plain, ..self }
    }

    /// Gives the cells a class beside that of their layout.
    #[must_use]
    pub fn class(self, class: &'static str) -> Self {
        Self { class, ..self }
    }

    /// What stands around the content of its cells: the same in every row.
    fn frame(&self) -> Frame {
        let class = [self.heading.layout.class(), self.class].join(" ").trim().to_owned();
        let class = (!class.is_empty()).then_some(class);
        let empty = match self.role {
            Role::Fact => view! { <td class=class data-label=self.heading.text.clone()></td> }.into_any(),
            Role::Name => view! { <th scope="row" class=class></th> }.into_any(),
            Role::Plain => view! { <td class=class></td> }.into_any(),
        };
        let mut start = empty.to_html();
        let end = start.split_off(start.rfind("</").unwrap_or(start.len()));
        Frame { start, end }
    }
}

/// An element that was drawn without content: its tags.
struct Frame {
    start: String,
    end: String,
}

impl Frame {
    /// Draws the element around its content.
    fn draw(&self, content: AnyView, html: &mut String) {
        html.push_str(&self.start);
        content.to_html_with_buf(html, &mut Position::FirstChild, true, false, vec![]);
        html.push_str(&self.end);
    }
}

/// A row in the making: the id by which it is known from one drawing to the next, and its cells.
pub struct Row {
    /// The name of its table, a colon, and what it is about.
    pub id: String,
    /// Its cells, drawn: a table of a hundred rows has a thousand, and their tags are the same in every row.
    pub cells: InertElement,
}

/// How a table looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// A list whose head stays in sight.
    #[default]
    Sheet,
    /// A few rows that need no head; it is there for those who cannot see them. The class is the table's own.
    Headless(&'static str),
}

/// A table of rows of one kind.
pub struct Table<'a, R> {
    /// Its name on the page; no other table there has it, and it holds no colon.
    pub name: &'a str,
    /// What it lists, for those who cannot see where it stands.
    pub caption: String,
    /// How it looks.
    pub look: Look,
    /// Its columns.
    pub columns: Vec<Column<'a, R>>,
    /// What a row is about; no other row of the table is about that.
    pub about: &'a dyn Fn(&R) -> String,
    /// Draws a row around its cells.
    pub row: fn(&R, Row) -> AnyView,
}

impl<R> Table<'_, R> {
    /// Draws it.
    pub fn draw(self, rows: &[R]) -> AnyView {
        let Self { name, caption, look, columns, about, row } = self;
        let frames: Vec<_> = columns.iter().map(Column::frame).collect();
        let mut length = 0;
        let rows: Vec<_> = rows
            .iter()
            .map(|item| {
                let mut cells = String::with_capacity(length);
                for (column, frame) in columns.iter().zip(&frames) {
                    frame.draw((column.cell)(item), &mut cells);
                }
                length = length.max(cells.len());
                row(item, Row { id: format!("{name}:{}", about(item)), cells: InertElement::new(cells) })
            })
            .collect();
        let headings: Vec<_> = columns.into_iter().map(|column| heading(column.heading)).collect();
        let (card, table, head) = match look {
            Look::Sheet => ("card sheet", None, None),
            Look::Headless(class) => ("card", Some(class), Some("sr-only")),
        };
        view! {
            <div class=card>
                <table class=table>
                    <caption class="sr-only">{caption}</caption>
                    <thead class=head>
                        <tr>{headings}</tr>
                    </thead>
                    <tbody id=name.to_owned()>{rows}</tbody>
                </table>
                {order_note()}
            </div>
        }
        .into_any()
    }
}

/// Says that the rows stand in another order than they should, because one of them is in use. `app/js/order.ts` shows
/// it.
fn order_note() -> AnyView {
    view! {
        <p class="order-note" data-order-note hidden>
            "Order changed "
            <button type="button" class="btn" data-sort-now>"Sort now"</button>
        </p>
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
        None if layout == Layout::Menu => view! { <span class="sr-only">{text}</span> }.into_any(),
        None => text.into_any(),
    };
    view! { <th scope="col" class=layout.class() aria-sort=aria>{content}</th> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(rows: &[&'static str]) -> String {
        let table = Table {
            name: "letters",
            caption: "Letters".to_owned(),
            look: Look::Sheet,
            columns: vec![
                Column::plain("Letter", Layout::Words, |row: &&'static str| *row).naming(),
                Column::plain("Length", Layout::Numbers, |row: &&'static str| row.len().to_string()).class("quiet"),
            ],
            about: &|row| format!("letter/{row}"),
            row: |_, Row { id, cells }| view! { <tr id=id>{cells}</tr> }.into_any(),
        };
        table.draw(rows).to_html()
    }

    #[test]
    fn a_row_is_known_by_its_table_and_by_what_it_is_about() {
        let html = drawn(&["a", "b"]);
        for part in ["<tbody id=\"letters\">", "<tr id=\"letters:letter/a\">", "<tr id=\"letters:letter/b\">"] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn heading_and_cell_are_laid_out_alike() {
        let html = drawn(&["abc"]);
        assert!(html.contains("<th scope=\"col\" class=\"num\""), "{html}");
        assert!(html.contains("<td data-label=\"Length\" class=\"num quiet\">3"), "{html}");
    }

    #[test]
    fn the_note_about_the_order_is_hidden_until_a_script_shows_it() {
        assert!(drawn(&["a"]).contains("data-order-note hidden"), "{}", drawn(&["a"]));
    }
}
