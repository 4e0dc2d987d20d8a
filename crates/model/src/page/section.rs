//! The parts of the navigation.

use strum::VariantArray;

use super::Page;
use crate::name::EnvironmentName;

/// A part of the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, VariantArray)]
pub enum Section {
    /// What needs attention.
    Fleet,
    /// Clusters and what is in them.
    Clusters,
    /// Services.
    Services,
    /// Families and revisions.
    TaskDefinitions,
    /// Load balancers, rules and target groups.
    Traffic,
    /// The record of changes.
    Audit,
}

impl Section {
    /// All parts, in the order of the navigation.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The word for it in the navigation.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Fleet => "Fleet",
            Self::Clusters => "Clusters",
            Self::Services => "Services",
            Self::TaskDefinitions => "Task definitions",
            Self::Traffic => "Traffic",
            Self::Audit => "Audit",
        }
    }

    /// The page it leads to, in an environment.
    pub fn home(self, environment: &EnvironmentName) -> Page {
        match self {
            Self::Fleet => Page::Fleet,
            Self::Clusters => Page::Clusters(environment.clone()),
            Self::Services => Page::Services(environment.clone()),
            Self::TaskDefinitions => Page::Families(environment.clone()),
            Self::Traffic => Page::Traffic(environment.clone()),
            Self::Audit => Page::Audit,
        }
    }
}
