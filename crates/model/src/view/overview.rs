//! The first page: what needs attention.

use serde::{Deserialize, Serialize};

use super::{ClusterRow, DeploymentRow, JobRow, ServiceRow};
use crate::address::ServiceRef;
use crate::task_definition::TaskDefinitionRef;
use crate::time::{Span, Timestamp};
use crate::verdict::Level;

/// A deployment in progress.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeployingRow {
    /// The service.
    pub at: ServiceRef,
    /// What it leaves; `None` when it is the first.
    pub from: Option<TaskDefinitionRef>,
    /// What comes.
    pub new: DeploymentRow,
    /// Running tasks of older deployments.
    pub old_running: u32,
    /// How it is judged.
    pub level: Level,
    /// The sentence, as in the verdict.
    pub headline: String,
}

/// Something that happened lately, for "just before".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecentChange {
    /// When.
    pub at: Timestamp,
    /// To which service.
    pub service: ServiceRef,
    /// What, in a short sentence without the service's name.
    pub text: String,
    /// Whether it is trouble.
    pub is_trouble: bool,
}

/// The fleet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Overview {
    /// Services that need attention, the worst first, at most fifty.
    pub attention: Vec<ServiceRow>,
    /// All that need it.
    pub attention_total: u32,
    /// Jobs that need attention, the one that failed last first, at most fifty.
    pub jobs: Vec<JobRow>,
    /// All jobs that need it.
    pub jobs_total: u32,
    /// All services.
    pub services_total: u32,
    /// Deployments in progress, stuck ones first, at most twenty.
    pub deploying: Vec<DeployingRow>,
    /// All deployments in progress.
    pub deploying_total: u32,
    /// Clusters of all environments, the worst first, at most fifty.
    pub clusters: Vec<ClusterRow>,
    /// All clusters.
    pub clusters_total: u32,
    /// What happened lately, newest first, at most twelve.
    pub recent: Vec<RecentChange>,
    /// Alarms in the state ALARM.
    pub alarms_total: u32,
    /// How far the clock of the server is ahead of AWS's, or behind; `None` before AWS told its time.
    pub clock_ahead: Option<Span>,
    /// Whether the first complete reading of every environment is still to come.
    pub is_loading: bool,
}
