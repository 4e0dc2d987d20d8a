//! Named estates: what there is when the simulator starts.
//!
//! An estate is told with the engine's own operations, beginning in the past and ending at `now`, so that its events,
//! stopped tasks and deployments are what the engine itself made of them.

mod app;
mod handed;
mod large;
mod makers;
mod small;
mod story;

use simulator_engine::{Engine, EngineOptions};

/// How many services `large` has unless told.
const LARGE_SERVICES: u32 = 1_008;

/// About how many tasks `large` has unless told.
const LARGE_TASKS: u32 = 10_000;

/// Which estate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scenario {
    /// Four clusters of a shop, with one of each trouble.
    Small,
    /// Nothing.
    Empty,
    /// Services that CodeDeploy and others deploy.
    Handed,
    /// Twenty clusters, of which a few services in a hundred are in trouble.
    Large {
        /// How many services; 1 008 unless told.
        services: u32,
        /// About how many tasks; 10 000 unless told.
        tasks: u32,
    },
}

/// The text names no scenario.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no scenario is called {0:?}: small, empty, handed, large or large:SERVICES:TASKS")]
pub struct UnknownScenario(pub String);

impl std::str::FromStr for Scenario {
    type Err = UnknownScenario;

    fn from_str(text: &str) -> Result<Self, UnknownScenario> {
        let unknown = || UnknownScenario(text.to_owned());
        match text.split(':').collect::<Vec<_>>()[..] {
            ["small"] => Ok(Self::Small),
            ["empty"] => Ok(Self::Empty),
            ["handed"] => Ok(Self::Handed),
            ["large"] => Ok(Self::Large { services: LARGE_SERVICES, tasks: LARGE_TASKS }),
            ["large", services, tasks] => Ok(Self::Large {
                services: services.parse().map_err(|_| unknown())?,
                tasks: tasks.parse().map_err(|_| unknown())?,
            }),
            _ => Err(unknown()),
        }
    }
}

impl std::fmt::Display for Scenario {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Small => f.write_str("small"),
            Self::Empty => f.write_str("empty"),
            Self::Handed => f.write_str("handed"),
            Self::Large { services, tasks } => write!(f, "large:{services}:{tasks}"),
        }
    }
}

/// The estate, as it looks at `options.now`.
#[must_use]
pub fn build(scenario: Scenario, options: &EngineOptions) -> Engine {
    tell(scenario, options).end()
}

fn tell(scenario: Scenario, options: &EngineOptions) -> story::Story {
    let mut story = story::Story::begin(options);
    match scenario {
        Scenario::Small => small::tell(&mut story),
        Scenario::Empty => {}
        Scenario::Handed => handed::tell(&mut story),
        Scenario::Large { services, tasks } => large::tell(&mut story, services, tasks),
    }
    story
}

#[cfg(test)]
mod tests;
