//! What is wrong with a configuration, and where.

use std::fmt;
use std::ops::Range;

/// One thing that is wrong, with the place to mend it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The line in the file, counted from 1.
    pub line: usize,
    /// The field's name, for example `environment.region`; empty when the text is not TOML at that place.
    pub field: String,
    /// What is wrong, as a sentence that can be shown.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.field.as_str() {
            "" => write!(f, "line {}: {}", self.line, self.message),
            field => write!(f, "line {}: {field}: {}", self.line, self.message),
        }
    }
}

/// Collects problems while the reading goes on.
pub(super) struct Problems<'t> {
    text: &'t str,
    found: Vec<Problem>,
    /// Lines that are no TOML: what follows from that is not worth a second complaint.
    broken: Vec<usize>,
}

impl<'t> Problems<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, found: Vec::new(), broken: Vec::new() }
    }

    /// Notes that the text is not TOML at `span`.
    pub(super) fn syntax(&mut self, span: Range<usize>, message: &str) {
        let line = self.line(span.start);
        if self.broken.contains(&line) {
            return;
        }
        self.broken.push(line);
        self.found.push(Problem { line, field: String::new(), message: message.to_owned() });
    }

    /// Notes that the value of `field` at `span` will not do.
    pub(super) fn value(&mut self, span: &Range<usize>, field: &str, message: impl fmt::Display) {
        let line = self.line(span.start);
        if self.broken.contains(&line) {
            return;
        }
        self.found.push(Problem { line, field: field.to_owned(), message: message.to_string() });
    }

    /// Notes that `field` should be in the table at `span` – unless a line that is no TOML may be the one that holds
    /// it.
    pub(super) fn missing(&mut self, span: &Range<usize>, field: &str, message: impl fmt::Display) {
        if self.broken.is_empty() {
            self.value(span, field, message);
        }
    }

    /// Everything found, in the order of the lines.
    pub(super) fn into_sorted(mut self) -> Vec<Problem> {
        self.found.sort();
        self.found
    }

    fn line(&self, offset: usize) -> usize {
        let before = self.text.as_bytes().get(..offset).unwrap_or(self.text.as_bytes());
        1 + before.iter().filter(|byte| **byte == b'\n').count()
    }
}
