//! What the address of the record says: which changes, and which page of them.

mod parse;
mod print;

use serde::{Deserialize, Serialize};

use super::name::Person;
use super::outcome::State;
use super::verb::Verb;
use crate::name::{ClusterName, EnvironmentName, ServiceName};
use crate::time::Day;

/// Which changes are looked for, as it stands in the address of a page. What is absent does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AuditQuery {
    /// Words that all have to occur in what was written down before the change was made.
    #[serde(default)]
    pub filter: String,
    /// The environment.
    #[serde(default)]
    pub environment: Option<EnvironmentName>,
    /// The cluster.
    #[serde(default)]
    pub cluster: Option<ClusterName>,
    /// The service.
    #[serde(default)]
    pub service: Option<ServiceName>,
    /// The kind of change.
    #[serde(default)]
    pub verb: Option<Verb>,
    /// Who made it.
    #[serde(default)]
    pub person: Option<Person>,
    /// How far it has come.
    #[serde(default)]
    pub outcome: Option<State>,
    /// The first day, in UTC.
    #[serde(default)]
    pub from: Option<Day>,
    /// The last day, in UTC.
    #[serde(default)]
    pub to: Option<Day>,
    /// The page, counted from 0 here and from 1 in the address.
    #[serde(default)]
    pub page: u32,
}
