//! Named estates.

use super::engine::{Engine, EngineOptions};

/// Which estate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scenario {
    /// Three clusters of a shop, with one of each trouble.
    Small,
    /// Nothing.
    Empty,
    /// Twenty clusters.
    Large {
        /// How many services; 1 008 unless told.
        services: u32,
        /// About how many tasks; 10 000 unless told.
        tasks: u32,
    },
}

/// The text names no scenario.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no scenario is called {0:?}: small, empty, large or large:SERVICES:TASKS")]
pub struct UnknownScenario(pub String);

impl std::str::FromStr for Scenario {
    type Err = UnknownScenario;

    fn from_str(text: &str) -> Result<Self, UnknownScenario> {
        let unknown = || UnknownScenario(text.to_owned());
        match text.split(':').collect::<Vec<_>>()[..] {
            ["small"] => Ok(Self::Small),
            ["empty"] => Ok(Self::Empty),
            ["large"] => Ok(Self::Large { services: 1_008, tasks: 10_000 }),
            ["large", services, tasks] => Ok(Self::Large {
                services: services.parse().map_err(|_| unknown())?,
                tasks: tasks.parse().map_err(|_| unknown())?,
            }),
            _ => Err(unknown()),
        }
    }
}

/// The estate, as it looks at `options.now`.
#[must_use]
pub fn build(_scenario: Scenario, options: &EngineOptions) -> Engine {
    Engine::new(options)
}
