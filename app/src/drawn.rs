//! Parts of pages that only the server draws.
//!
//! Most of what Podium shows is drawn by the server and again in the browser, which has to load the code for it. A part
//! drawn here weighs nothing there: a server function draws it with the same views, and with the same escaping, and what
//! travels is HTML. It is asked for again like all other data. What people do with it – follow a link, copy, unfold,
//! watch an age count on – is done by listeners on the document or by the browser itself.

#[cfg(feature = "hydrate")]
mod keep;

use leptos::html::div;
use leptos::prelude::*;
use leptos::tachys::html::element::InnerHtmlValue;
use leptos::tachys::renderer::types::Element;
use model::view::Answer;
use serde::{Deserialize, Serialize, Serializer};

/// The parts of a page that the server has drawn, in the order in which they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawn {
    /// The parts.
    pub pieces: Vec<Piece>,
    /// For a list: rows that match its filter, rows in all, and this page of it, counted from 0.
    pub listed: Option<(u32, u32, u32)>,
}

/// One part: HTML that the server has drawn from a view.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    html: String,
    /// Tells one drawing from another; ages that merely count on make no difference.
    mark: String,
}

impl Piece {
    /// What was drawn.
    #[cfg(feature = "ssr")]
    pub fn html(&self) -> &str {
        &self.html
    }
}

/// What is drawn on a page. The document holds the HTML already, so beside it, for hydration, only the marks are written.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Placed(Drawn);

impl Serialize for Placed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let bare = |piece: &Piece| Piece { html: String::new(), mark: piece.mark.clone() };
        let pieces = self.0.pieces.iter().map(bare).collect();
        Drawn { pieces, listed: self.0.listed }.serialize(serializer)
    }
}

impl From<Drawn> for Placed {
    fn from(drawn: Drawn) -> Self {
        Self(drawn)
    }
}

impl Placed {
    /// For a list: rows that match its filter, rows in all, and this page of it, counted from 0.
    pub fn listed(&self) -> (u32, u32, u32) {
        self.0.listed.unwrap_or_default()
    }

    /// Puts the parts where they belong, and `between` before the last of them.
    pub fn draw_around(mut self, between: AnyView) -> AnyView {
        let last = Self(Drawn { pieces: self.0.pieces.pop().into_iter().collect(), listed: None });
        [self.draw(), between, last.draw()].into_any()
    }

    /// Puts the parts where they belong.
    pub fn draw(self) -> AnyView {
        self.0.pieces.into_iter().map(|piece| div().inner_html(piece)).collect_view().into_any()
    }
}

/// The same answer, about to be placed on a page.
pub fn placed(answer: Answer<Drawn>) -> Answer<Placed> {
    let Answer { data, as_of, now, stale, notices } = answer;
    Answer { data: data.into(), as_of, now, stale, notices }
}

/// Draws a part, on the server.
#[cfg(feature = "ssr")]
pub fn piece(draw: impl FnOnce() -> AnyView) -> Piece {
    use std::hash::{DefaultHasher, Hash as _, Hasher as _};

    // The marks between nodes are for hydration, which leaves this part alone. Text from elsewhere is escaped and holds none.
    let html = Owner::new().with(|| draw().to_html()).replace("<!>", "");
    let mut hasher = DefaultHasher::new();
    for part in lasting(&html) {
        part.hash(&mut hasher);
    }
    let mark = format!("{:x}", hasher.finish());
    Piece { html, mark }
}

/// The HTML without the words of its moments and ages; their attributes say the moment itself.
#[cfg(feature = "ssr")]
fn lasting(html: &str) -> impl Iterator<Item = &str> {
    html.split("</time>").flat_map(|part| match part.rfind("<time ") {
        Some(time) => {
            let end = part[time..].find('>').map_or(part.len(), |end| time + end);
            [&part[..end], ""]
        }
        None => [part, ""],
    })
}

/// Sets the HTML of an element unless it is there already: focus, what is unfolded and what is selected stay then.
impl InnerHtmlValue for Piece {
    type AsyncOutput = Self;
    type State = (Element, String);
    type Cloneable = Self;
    type CloneableOwned = Self;

    fn html_len(&self) -> usize {
        self.html.len()
    }

    fn to_html(self, buf: &mut String) {
        buf.push_str(&self.html);
    }

    fn to_template(_: &mut String) {}

    fn hydrate<const FROM_SERVER: bool>(self, element: &Element) -> Self::State {
        if !FROM_SERVER {
            put(element, &self.html);
        }
        (element.clone(), self.mark)
    }

    fn build(self, element: &Element) -> Self::State {
        put(element, &self.html);
        (element.clone(), self.mark)
    }

    fn rebuild(self, (element, mark): &mut Self::State) {
        if self.mark != *mark {
            put(element, &self.html);
            *mark = self.mark;
        }
    }

    fn into_cloneable(self) -> Self {
        self
    }

    fn into_cloneable_owned(self) -> Self {
        self
    }

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }
}

fn put(element: &Element, html: &str) {
    #[cfg(feature = "hydrate")]
    keep::replace(element, html);
    #[cfg(not(feature = "hydrate"))]
    leptos::tachys::renderer::Rndr::set_inner_html(element, html);
}

#[cfg(feature = "ssr")]
#[cfg(test)]
mod tests {
    use model::time::Timestamp;

    use super::*;
    use crate::components::moment::{Form, age};

    fn drawn(text: &'static str, now: i64, at: i64) -> Piece {
        piece(|| view! { <p>{text}" "{age(Form::Ago, Timestamp(now), Timestamp(at))}" and on"</p> }.into_any())
    }

    #[test]
    fn an_age_that_counts_on_is_no_other_drawing() {
        let before = drawn("began", 60_000, 0);
        let after = drawn("began", 65_000, 0);
        assert_ne!(before.html, after.html);
        assert_eq!(before.mark, after.mark);
    }

    #[test]
    fn another_word_or_another_moment_is() {
        let one = drawn("began", 60_000, 0);
        assert_ne!(one.mark, drawn("ended", 60_000, 0).mark);
        assert_ne!(one.mark, drawn("began", 60_000, 1).mark);
    }

    #[test]
    fn text_is_escaped_as_in_every_view() {
        let html = drawn("<script>alert(1)</script>", 0, 0).html;
        assert!(html.contains("&lt;script&gt;") && !html.contains("<script"), "{html}");
    }

    #[test]
    fn the_html_is_in_the_document_and_not_again_beside_it() {
        let drawn = Drawn { pieces: vec![drawn("began", 60_000, 0)], listed: Some((1, 2, 0)) };
        let placed = Placed::from(drawn.clone());
        let beside = serde_json::to_string(&placed).unwrap();
        assert!(beside.contains(&drawn.pieces[0].mark) && !beside.contains("began"), "{beside}");
        assert_eq!(serde_json::from_str::<Placed>(&beside).unwrap().listed(), (1, 2, 0));
        assert!(placed.draw().to_html().contains("began"));
    }
}
