//! What a change brings along.

use super::Ask;
use crate::page::Page;

/// How much a consequence weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum Weight {
    /// It happens, and that is as it should be.
    Note,
    /// It may not be what was meant.
    Warning,
    /// It will hurt.
    Danger,
}

/// One thing that a change brings along.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Consequence {
    /// How much it weighs.
    pub weight: Weight,
    /// What happens, as a whole sentence.
    pub sentence: String,
    /// The page that shows more.
    pub page: Option<Page>,
    /// What can be asked instead, with its words.
    pub instead: Vec<(String, Ask)>,
}

impl Consequence {
    /// It happens, and that is as it should be.
    pub fn note(sentence: impl Into<String>) -> Self {
        Self { weight: Weight::Note, sentence: sentence.into(), page: None, instead: Vec::new() }
    }

    /// It may not be what was meant.
    pub fn warning(sentence: impl Into<String>) -> Self {
        Self { weight: Weight::Warning, ..Self::note(sentence) }
    }

    /// It will hurt.
    pub fn danger(sentence: impl Into<String>) -> Self {
        Self { weight: Weight::Danger, ..Self::note(sentence) }
    }

    /// The same, with something that can be asked instead.
    #[must_use]
    pub fn or(mut self, words: &str, ask: Ask) -> Self {
        self.instead.push((words.to_owned(), ask));
        self
    }

    /// The same, with the page that shows more.
    #[must_use]
    pub fn at(self, page: Page) -> Self {
        Self { page: Some(page), ..self }
    }
}
