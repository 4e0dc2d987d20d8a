//! Search across everything.

use serde::{Deserialize, Serialize};

use crate::page::Page;
use crate::verdict::Level;

/// What kind of thing was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum HitKind {
    /// A service.
    Service,
    /// A cluster.
    Cluster,
    /// A task.
    Task,
    /// A family of task definitions.
    Family,
    /// A revision, found by an image it names.
    Revision,
    /// A target group.
    TargetGroup,
    /// A load balancer.
    LoadBalancer,
}

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SearchHit {
    /// What kind of thing.
    pub kind: HitKind,
    /// Its name.
    pub title: String,
    /// Where it is: `demo / shop`.
    pub place: String,
    /// What matched, if it was not the name: an image, a tag, a private address.
    pub matched: Option<String>,
    /// How it is, for things that have a level.
    pub level: Option<Level>,
    /// Its page.
    pub target: Page,
}

/// What was found, the best first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SearchResults {
    /// What was looked for.
    pub text: String,
    /// At most twelve hits of a kind.
    pub hits: Vec<SearchHit>,
    /// All hits.
    pub total: u32,
}
