//! What is wrong with a definition, and where.

use std::fmt;

use crate::path::Path;
use crate::place::Place;

/// One thing that is wrong. Values of environment variables and secret options are never part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The value that is wrong. It need not be there: what is missing has a path, too.
    pub path: Path,
    /// The container that it belongs to, by its name.
    pub container: Option<String>,
    /// Where it stands in the text that was typed; absent where no text was.
    pub place: Option<Place>,
    /// What is wrong, in one sentence.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = self.place {
            write!(f, "line {}, column {}: ", place.line, place.column)?;
        }
        if !self.path.steps().is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.message)
    }
}
