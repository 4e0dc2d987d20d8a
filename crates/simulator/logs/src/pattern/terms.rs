//! Patterns of plain terms.

use super::reader::Reader;

/// Texts that must be in an event, or must not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// All of these.
    included: Vec<String>,
    /// None of these.
    excluded: Vec<String>,
    /// One of these at least; they count only when there is nothing else.
    optional: Vec<String>,
}

impl Terms {
    /// Reads terms; `None` for what cannot be any.
    pub fn parse(text: &str) -> Option<Self> {
        let (mut terms, mut reader) = (Self::default(), Reader(text));
        while !reader.is_at_end() {
            let list = if reader.take("-") {
                &mut terms.excluded
            } else if reader.take("?") {
                &mut terms.optional
            } else {
                &mut terms.included
            };
            let term = match reader.0.starts_with('"') {
                true => reader.quoted()?,
                false => reader.take_while(|character| !character.is_whitespace() && character != '"').to_owned(),
            };
            if term.is_empty() {
                return None;
            }
            list.push(term);
            reader.skip_space();
        }
        Some(terms)
    }

    /// Whether an event has them.
    pub fn matches(&self, message: &str) -> bool {
        let has = |term: &String| message.contains(term.as_str());
        if self.included.is_empty() && self.excluded.is_empty() {
            return self.optional.iter().any(has);
        }
        self.included.iter().all(has) && !self.excluded.iter().any(has)
    }
}
