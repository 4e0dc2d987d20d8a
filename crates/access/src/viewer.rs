//! Who is looking.

use serde::{Deserialize, Serialize};

/// The person (or the built-in stand-in) on whose behalf a use case runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewer {
    name: String,
}

impl Viewer {
    /// The viewer that stands in for everybody until there is sign-in: whoever reaches this machine.
    ///
    /// It is safe only because Podium then listens on loopback alone.
    pub fn built_in() -> Self {
        Self { name: "local operator".to_owned() }
    }

    /// The name to show.
    pub fn name(&self) -> &str {
        &self.name
    }
}
