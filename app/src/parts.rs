//! The parts of a page, as the server draws them.
//!
//! A page is an async function in `pages/` from its address to a [`Drawn`]. The document holds the HTML of its parts;
//! after that the browser asks for them again whenever there is news, says which drawings it has, and gets those that
//! differ. What the browser does with them is in `app/js`; it knows no page.

mod asked;
mod find;
mod sheet;
mod told;

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use leptos::prelude::*;
use memchr::memmem::{find_iter, rfind};
use serde::{Deserialize, Serialize};

use crate::components::form::mend::mend;
use crate::components::form::summary::of_returned;
use crate::components::problem::problem;
use crate::components::title::document_title;
use crate::cx::Cx;
use crate::error::AppError;

pub use asked::answered;
pub use find::list_query;
pub use sheet::Sheet;
pub use told::Told;

/// What the place of a part says while the part is on its way. It ends the tag.
pub const PENDING: &str = " data-pending>";

/// A page, drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawn {
    /// What the document is called.
    pub title: String,
    /// The HTTP status of the document.
    pub status: u16,
    /// The parts, in the order in which they stand.
    pub parts: Vec<Part>,
}

/// One part of a page: HTML that was made from a view, and therefore escaped.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// What it is called; no other part of the page is called the same.
    name: String,
    /// Tells one drawing from another. Ages that merely count on make no difference.
    mark: String,
    /// The drawing; left out where the browser has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    html: Option<String>,
    /// Whether it stands for something that is still on its way.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pending: bool,
}

/// Why an address has no page of its own.
pub enum Instead {
    /// There is an error to show.
    Problem(AppError),
    /// There is something else to show.
    Other(Drawn),
}

impl From<AppError> for Instead {
    fn from(error: AppError) -> Self {
        Self::Problem(error)
    }
}

/// What a page's function gives.
pub type Drawing = Result<Sheet, Instead>;

/// Draws the page at an address of ours, path and query.
pub async fn draw(cx: &Cx, address: &str) -> Drawn {
    let (path, search) = address.split_once('?').unwrap_or((address, ""));
    let mut drawn = match find::page(cx, path, search).await {
        Ok(sheet) => sheet.finish(),
        Err(Instead::Other(drawn)) => drawn,
        Err(Instead::Problem(AppError::Invalid(errors))) => {
            let part = Part::new("mend", || mend(path, search, &errors));
            Drawn { title: document_title(None, "Bad address"), status: 422, parts: vec![part] }
        }
        Err(Instead::Problem(error)) => {
            let status = error.status();
            let (title, view) = problem(error);
            Drawn { title: document_title(None, title), status, parts: vec![Part::new("problem", || view)] }
        }
    };
    if let Some(returned) = &cx.returned {
        drawn.parts.insert(0, Part::new("returned", || of_returned(returned)));
    }
    drawn
}

impl Drawn {
    /// The same page without the drawings that the browser has, by `name:mark`, separated by spaces.
    #[must_use]
    pub fn without(mut self, have: &str) -> Self {
        for part in &mut self.parts {
            let has = |known: &str| known.split_once(':') == Some((&*part.name, &*part.mark));
            if have.split(' ').any(has) {
                part.html = None;
            }
        }
        self
    }

    /// The page as it stands in the document. The attributes tell the browser what it has.
    pub fn html(&self) -> String {
        self.parts.iter().map(Part::placed).collect()
    }
}

impl Part {
    /// Draws a part.
    pub fn new(name: &str, draw: impl FnOnce() -> AnyView) -> Self {
        let html = without_marks(&Owner::new().with(|| draw().to_html()));
        // HTML has no NUL, and what was typed is shown as it came.
        let html = if html.contains('\0') { html.replace('\0', "\u{fffd}") } else { html };
        let mut hasher = DefaultHasher::new();
        for part in lasting(&html) {
            part.hash(&mut hasher);
        }
        Self { name: name.to_owned(), mark: format!("{:x}", hasher.finish()), html: Some(html), pending: false }
    }

    /// The drawing, where it is not left out.
    pub fn html(&self) -> &str {
        self.html.as_deref().unwrap_or_default()
    }

    fn placed(&self) -> String {
        let Self { name, mark, pending, .. } = self;
        let end = if *pending { PENDING } else { ">" };
        format!("<div data-part=\"{name}\" data-mark=\"{mark}\"{end}{}</div>", self.html())
    }
}

/// The marks between nodes are for hydration, which leaves parts alone. Text from elsewhere is escaped and holds none.
fn without_marks(html: &str) -> String {
    pieces(html, "<!>").fold(String::with_capacity(html.len()), |whole, piece| whole + piece)
}

/// The HTML without the words of its moments and ages; their attributes say the moment itself.
fn lasting(html: &str) -> impl Iterator<Item = &str> {
    pieces(html, "</time>").map(|piece| match rfind(piece.as_bytes(), b"<time ") {
        Some(time) => piece[time..].find('>').map_or(piece, |end| &piece[..time + end]),
        None => piece,
    })
}

/// What stands between the places where there is `between`. Pages are long: this looks at many bytes at a time.
fn pieces<'a>(text: &'a str, between: &'static str) -> impl Iterator<Item = &'a str> {
    let ends = find_iter(text.as_bytes(), between).chain([text.len()]);
    ends.scan(0, move |start, end| {
        let piece = &text[*start..end];
        *start = end + between.len();
        Some(piece)
    })
}

#[cfg(test)]
mod tests {
    use model::time::Timestamp;

    use super::*;
    use crate::components::moment::{Form, age};

    fn drawn(text: &'static str, now: i64, at: i64) -> Part {
        Part::new("first", || {
            view! { <p>{text}" "{age(Form::Ago, Timestamp(now), Timestamp(at))}" and on"</p> }.into_any()
        })
    }

    #[test]
    fn an_age_that_counts_on_is_no_other_drawing() {
        let before = drawn("began", 60_000, 0);
        let after = drawn("began", 65_000, 0);
        assert_ne!(before.html, after.html);
        assert_eq!(before.mark, after.mark);
    }

    #[test]
    fn what_html_cannot_hold_is_not_in_it() {
        let part = Part::new("first", || view! { <input value="a\0b" /> }.into_any());
        assert!(part.html().contains("a\u{fffd}b"), "{}", part.html());
    }

    #[test]
    fn another_word_or_another_moment_is() {
        let one = drawn("began", 60_000, 0);
        assert_ne!(one.mark, drawn("ended", 60_000, 0).mark);
        assert_ne!(one.mark, drawn("began", 60_000, 1).mark);
    }

    #[test]
    fn marks_go_and_words_of_ages_do_not_last() {
        assert_eq!(without_marks("<p>a<!>b<!></p>"), "<p>ab</p>");
        assert_eq!(without_marks("é"), "é");
        let html = "<p>a <time datetime=\"1\">2 min</time> b <time x>3</time></p>";
        assert_eq!(lasting(html).collect::<String>(), "<p>a <time datetime=\"1\" b <time x</p>");
    }

    #[test]
    fn text_is_escaped_as_in_every_view() {
        let part = drawn("<script>alert(1)</script>", 0, 0);
        assert!(part.html().contains("&lt;script&gt;") && !part.html().contains("<script"), "{}", part.html());
    }

    #[test]
    fn a_drawing_that_the_browser_has_is_not_sent_again() {
        let page = || Drawn { title: String::new(), status: 200, parts: vec![drawn("began", 60_000, 0)] };
        let mark = page().parts[0].mark.clone();
        assert_eq!(page().without(&format!("second:0 first:{mark}")).parts[0].html, None);
        for other in ["", "first:0", "first", &format!("second:{mark}")] {
            assert!(page().without(other).parts[0].html.is_some(), "{other}");
        }
    }

    #[test]
    fn the_document_tells_the_browser_what_it_has() {
        let part = drawn("began", 60_000, 0);
        let expect = format!("<div data-part=\"first\" data-mark=\"{}\"><p>began", part.mark);
        let page = Drawn { title: String::new(), status: 200, parts: vec![part] };
        assert!(page.html().starts_with(&expect), "{}", page.html());
    }
}
