//! What the pages say: the answers of the use cases, ready to be drawn.
//!
//! They are lean on purpose: they travel to the browser, and every type here is weight in the WebAssembly.

mod cluster;
mod overview;
mod search;
mod section;
mod service;
mod shell;
mod task;
mod task_definition;

pub use cluster::{ClusterPage, ClusterRow, ServiceCell};
pub use overview::{DeployingRow, Overview, RecentChange};
pub use search::{HitKind, SearchHit, SearchResults};
pub use section::{Field, FieldValue, Section};
pub use service::{DeploymentRow, EventRow, EvidenceLine, ServicePage, ServiceRow, VerdictCard, VerdictLine};
pub use shell::{Answer, Change, ClusterRef, EnvironmentEntry, Notice, RevisionRef, Shell, Target, TaskRef};
pub use task::{ContainerRow, Explanation, StepState, TaskPage, TaskRow, TimelineStep};
pub use task_definition::{FamilyPage, FamilyRow, RevisionPage, RevisionRow};
