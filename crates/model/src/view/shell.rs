//! What every page has: the frame, and the age of its news.

use serde::{Deserialize, Serialize};

use crate::freshness::{Freshness, Trouble};
use crate::name::EnvironmentName;
use crate::term::AwsRequestId;
use crate::time::Timestamp;
use crate::verdict::Level;

/// An answer and how fresh it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer<T> {
    /// What was asked for.
    pub data: T,
    /// When AWS said the oldest part of it; `None` if it never did.
    pub as_of: Option<Timestamp>,
    /// The server's clock when it answered: relative times on the page start from here.
    pub now: Timestamp,
    /// Whether the news is too old to be trusted.
    pub stale: bool,
    /// What could not be read and therefore may be missing here.
    pub notices: Vec<Notice>,
}

/// Something that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// The environment it concerns.
    pub environment: EnvironmentName,
    /// What is missing or old because of it, for example `services of shop`.
    pub area: String,
    /// What stands in the way.
    pub trouble: Trouble,
    /// AWS's name for a request that met it.
    pub request_id: Option<AwsRequestId>,
    /// When that area was last read.
    pub as_of: Option<Timestamp>,
}

/// One environment in the switcher.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnvironmentEntry {
    /// Its name.
    pub name: EnvironmentName,
    /// Its region.
    pub region: String,
    /// Its account id, once known.
    pub account: Option<String>,
    /// The worst level of its services and jobs; `None` while there are none.
    pub worst: Option<Level>,
    /// Services and jobs that are degraded, down or unknown.
    pub attention: u32,
    /// How many clusters it has.
    pub clusters: u32,
    /// How many services it has.
    pub services: u32,
    /// How many task definition families it has.
    pub families: u32,
    /// How fresh its news is.
    pub freshness: Freshness,
}

/// The frame around every page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shell {
    /// All environments in the order of the configuration.
    pub environments: Vec<EnvironmentEntry>,
    /// Services and jobs that need attention in all environments.
    pub attention: u32,
    /// The name of the person who looks.
    pub viewer: String,
    /// The version of this build.
    pub version: String,
    /// Share of the request budget in use over the last minute, in percent, of the busiest bucket.
    pub budget_percent: u32,
    /// The server's clock.
    pub now: Timestamp,
    /// When the oldest environment was last read.
    pub as_of: Option<Timestamp>,
    /// Whether any environment's news is too old to be trusted.
    pub stale: bool,
}
