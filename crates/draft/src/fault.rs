//! What is wrong with a definition, and where.

use std::fmt;

use crate::path::Path;
use crate::place::{Place, places};

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

impl Fault {
    /// The same faults with their places in the text that the definition was read from.
    #[must_use]
    pub fn located(mut faults: Vec<Self>, text: &str) -> Vec<Self> {
        let found = places(text, faults.iter().map(|fault| &fault.path));
        for (fault, place) in faults.iter_mut().zip(found) {
            fault.place = place.or(fault.place);
        }
        faults
    }
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

#[cfg(test)]
mod tests {
    use crate::{Document, Fault};

    #[test]
    fn a_rule_that_is_broken_is_found_in_the_text() {
        let text = "{\n  \"family\": \"web\",\n  \"cpu\": 7,\n  \"containerDefinitions\": []\n}";
        let faults = Document::default().edited(text).unwrap().faults(None);
        let told: Vec<String> = Fault::located(faults, text).iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "line 3, column 10: cpu: This is a number; AWS takes a text in double quotes.",
                "line 4, column 27: containerDefinitions: A task needs at least one container.",
            ]
        );
    }
}
