//! A page while it is being drawn.

use std::fmt::Display;

use leptos::prelude::*;
use model::time::Timestamp;
use model::verdict::Level;
use model::view::Answer;

use super::{Drawn, Instead, Part, Told};
use crate::components::answer::{Completeness, unread};
use crate::components::notices::notices;
use crate::components::part::{Said, failed, part};
use crate::components::title::document_title;
use crate::ui::skeleton;

/// A page that gets its parts one by one, in the order in which they stand.
pub struct Sheet {
    drawn: Drawn,
    completeness: Completeness,
    said: Said,
}

impl Sheet {
    /// Begins a page that nothing needs to be read for.
    pub fn new(title: String) -> Self {
        let drawn = Drawn { title, status: 200, parts: Vec::new() };
        Self { drawn, completeness: Completeness::Whole, said: Said::default() }
    }

    /// Begins a page with the answer that it is about. What has to be said about that stands first.
    ///
    /// # Errors
    /// [`Instead::Other`] when nothing was ever read: the page says so, and there is nothing to draw yet.
    pub fn of<T>(answer: Answer<T>) -> Result<(Self, T, Timestamp), Instead> {
        let Answer { data, as_of, now, stale, notices: missing } = answer;
        let completeness = Completeness::of(stale, &missing);
        let mut sheet = Self { completeness, ..Self::new(String::new()) };
        sheet.add("notes", || notices(as_of, now, stale, &missing));
        sheet.said = Said(missing.clone());
        if as_of.is_none() {
            let (title, view) = unread(missing.is_empty());
            sheet.title(None, title);
            sheet.add("unread", || view);
            return Err(Instead::Other(sheet.finish()));
        }
        Ok((sheet, data, now))
    }

    /// Names the document: `Fleet · Podium`, or `▲ checkout · Podium` for a thing that needs attention.
    pub fn title(&mut self, level: Option<Level>, text: impl Display) {
        self.drawn.title = document_title(level, text);
    }

    /// Answers with this status instead of 200.
    pub fn status(&mut self, status: u16) {
        self.drawn.status = status;
    }

    /// Adds a part. Its name is its own on this page.
    pub fn add(&mut self, name: &str, draw: impl FnOnce() -> AnyView) {
        let completeness = self.completeness;
        self.drawn.parts.push(Part::new(name, || {
            provide_context(completeness);
            draw()
        }));
    }

    /// Adds a part that has an answer of its own, below its heading. Where it failed, or has no answer yet, it says so
    /// there.
    ///
    /// `end` stands at the end of the heading's line.
    pub fn add_told<T>(
        &mut self,
        name: &str,
        title: &'static str,
        end: impl FnOnce(&T) -> AnyView,
        told: Told<T>,
        draw: impl FnOnce(T, Timestamp) -> AnyView,
    ) {
        let pending = told.is_pending();
        let said = self.said.clone();
        let part = Part::new(name, || {
            provide_context(said);
            part(title, end, told, draw)
        });
        self.drawn.parts.push(Part { pending, ..part });
    }

    /// Adds the list of a tab, whose notes are among those of the page. `title` is for those who cannot see where it
    /// stands.
    pub fn add_list<T>(&mut self, title: &'static str, told: Told<T>, draw: impl FnOnce(T, Timestamp) -> AnyView) {
        let pending = matches!(told, Told::Pending);
        self.add("list", || {
            let content = match told {
                Told::Read(answer) if answer.as_of.is_none() => unread(answer.notices.is_empty()).1,
                Told::Read(answer) => draw(answer.data, answer.now),
                Told::Failed(error) => failed(error),
                Told::Pending => skeleton::rows(),
            };
            view! { <section class="part"><h2 class="sr-only">{title}</h2>{content}</section> }.into_any()
        });
        if let Some(list) = self.drawn.parts.last_mut() {
            list.pending = pending;
        }
    }

    /// The page.
    pub fn finish(self) -> Drawn {
        self.drawn
    }
}
