//! Who is looking. What they may do comes with sign-in; until then there is one built-in viewer who may read.

use serde::{Deserialize, Serialize};

/// The person (or the built-in stand-in) on whose behalf a use case runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewer {
    name: String,
}

impl Viewer {
    /// The viewer that stands in for everybody until sign-in exists: it reads everything and changes nothing.
    ///
    /// It is safe only because Podium then listens on loopback alone.
    pub fn built_in() -> Self {
        Self { name: "local viewer".to_owned() }
    }

    /// The name to show.
    pub fn name(&self) -> &str {
        &self.name
    }
}
