//! What the pages say: the answers of the use cases, ready to be drawn.
//!
//! They are lean on purpose: they travel to the browser, and every type here is weight in the WebAssembly.

mod alarm;
mod change;
mod cluster;
mod draft;
mod instances;
mod job;
mod metrics;
mod overview;
mod replacement;
mod rollout;
mod scaling;
mod search;
mod section;
mod service;
mod shell;
mod task;
mod task_definition;
mod traffic;

pub use alarm::AlarmLine;
pub use change::{AskForm, ChangeLine, ChangePage, Offer, Planned, RevisionChoice, ScaledBetween};
pub use cluster::{ClusterPage, ClusterRow, ServiceCell};
pub use draft::{DraftFault, DraftField, DraftFieldKind, DraftForm, DraftGroup};
pub use instances::{
    Bar, BarPart, CapacityPage, FitLine, FitUnder, InstanceRow, InstancesPage, PortTaken, ProviderRow, UnplacedLine,
};
pub use job::{JobRow, with_jobs};
pub use metrics::{Chart, MetricsStrip};
pub use overview::{DeployingRow, Overview, RecentChange};
pub use replacement::Replacement;
pub use rollout::{BreakerView, RolloutPage, RolloutRow, RolloutView, SideView};
pub use scaling::{ActivityRow, ScaledView, ScalingLine, ServiceScaling};
pub use search::{HitKind, SearchHit, SearchResults};
pub use section::{Field, FieldValue, Section};
pub use service::{
    DeploymentRow, EventRow, EvidenceLine, LastKnown, ServicePage, ServiceRow, VerdictCard, VerdictLine,
};
pub use shell::{Answer, EnvironmentEntry, Notice, Shell};
pub use task::{ContainerRow, Explanation, StepState, TaskPage, TaskRow, TimelineStep};
pub use task_definition::{ComparePage, FamilyPage, FamilyRow, RevisionPage, RevisionRow};
pub use traffic::{
    AttributeRow, BalancerView, GroupCard, GroupLine, GroupShare, ListenerView, Route, RuleOutcome, RuleView,
    ServiceTraffic, TargetGroupPage, TargetRow, TrafficPage,
};
