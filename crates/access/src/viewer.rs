//! Who is looking.

use model::audit::Person;
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

    /// The person whom the record names, on whose behalf something goes on that they began. What they may do is asked
    /// each time, as it is of those who are here.
    pub fn recorded(who: &Person) -> Self {
        Self { name: who.to_string() }
    }

    /// The name to show.
    pub fn name(&self) -> &str {
        &self.name
    }
}
