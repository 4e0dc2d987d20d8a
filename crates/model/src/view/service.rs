//! Services as rows and as a page.

use serde::{Deserialize, Serialize};

use super::{ScalingLine, Section, TaskRow};
use crate::address::ServiceRef;
use crate::deployment::{DeploymentRolloutState, DeploymentStatus};
use crate::page::Page;
use crate::service::{DeploymentConfiguration, ServiceStatus};
use crate::task_definition::TaskDefinitionRef;
use crate::time::Timestamp;
use crate::verdict::{Level, Rule};

/// What a verdict was when AWS last told of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastKnown {
    /// The one word.
    pub level: Level,
    /// The rule that decided.
    pub rule: Rule,
    /// Since when it was so then, as far as it is known.
    pub since: Option<Timestamp>,
}

/// A verdict on one line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VerdictLine {
    /// The one word.
    pub level: Level,
    /// The rule that decided.
    pub rule: Rule,
    /// The sentence.
    pub headline: String,
    /// Since when, as far as it is known.
    pub since: Option<Timestamp>,
    /// What it was before there was no fresh data.
    pub last_known: Option<LastKnown>,
}

/// One piece of evidence: `Last exit` – `container web, exit code 137 (out of memory)`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EvidenceLine {
    /// What it is.
    pub label: String,
    /// What it says.
    pub text: String,
    /// The page that shows it.
    pub target: Option<Page>,
    /// A moment that belongs to it.
    pub at: Option<Timestamp>,
}

/// A verdict with all its evidence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VerdictCard {
    /// The sentence.
    pub line: VerdictLine,
    /// The rule in words, for example `wanted, none running`.
    pub rule_text: String,
    /// What led to it.
    pub evidence: Vec<EvidenceLine>,
}

/// A service in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServiceRow {
    /// Its address.
    pub at: ServiceRef,
    /// How it is and why.
    pub verdict: VerdictLine,
    /// Tasks that should run.
    pub desired: u32,
    /// Tasks that run.
    pub running: u32,
    /// Tasks on their way.
    pub pending: u32,
    /// Whether AWS's answer lacks one of these three numbers, so that none of them can be shown.
    pub is_uncounted: bool,
    /// What the newest deployment deploys.
    pub revision: TaskDefinitionRef,
    /// Where it runs: `Fargate`, `Spot 3 : Fargate 1`, `EC2`.
    pub launch: String,
    /// When the newest deployment began.
    pub deployed_at: Option<Timestamp>,
    /// The page that explains most, for example the task that failed last.
    pub next: Option<(String, Page)>,
}

/// One deployment of a service.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeploymentRow {
    /// `ecs-svc/…`.
    pub id: String,
    /// The part it plays in its service.
    pub status: DeploymentStatus,
    /// What it deploys.
    pub revision: TaskDefinitionRef,
    /// Tasks it should run.
    pub desired: u32,
    /// Tasks on their way.
    pub pending: u32,
    /// Tasks that run.
    pub running: u32,
    /// Tasks that failed.
    pub failed: u32,
    /// How far its tasks have come.
    pub rollout_state: Option<DeploymentRolloutState>,
    /// ECS's sentence about it.
    pub rollout_reason: Option<String>,
    /// How this deployment is judged, for its colour.
    pub level: Level,
    /// When it began.
    pub created_at: Option<Timestamp>,
    /// When it last changed.
    pub updated_at: Option<Timestamp>,
}

/// One event in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventRow {
    /// The service it is about.
    pub service: ServiceRef,
    /// Its id.
    pub id: String,
    /// When it happened.
    pub at: Timestamp,
    /// ECS's sentence.
    pub message: String,
    /// Whether it reports trouble.
    pub is_trouble: bool,
}

/// The page of one service.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServicePage {
    /// The service as in a list.
    pub row: ServiceRow,
    /// How it is, and the evidence.
    pub verdict: VerdictCard,
    /// Whether it is there, or being deleted.
    pub status: ServiceStatus,
    /// Who owns it, from its tags, if they say.
    pub owner: Option<String>,
    /// How its deployments may proceed: the service's own configuration, as DescribeServices shows it.
    pub deployment_configuration: DeploymentConfiguration,
    /// Between which counts it scales.
    pub scaling: ScalingLine,
    /// Its deployments, the newest first.
    pub deployments: Vec<DeploymentRow>,
    /// The tasks that explain most: failed ones first, then the newest; at most ten.
    pub tasks: Vec<TaskRow>,
    /// All its tasks that are known, stopped ones too.
    pub tasks_total: u32,
    /// The newest events; at most ten.
    pub events: Vec<EventRow>,
    /// All its events that are known.
    pub events_total: u32,
    /// Its configuration, laid out for reading.
    pub configuration: Vec<Section>,
}
