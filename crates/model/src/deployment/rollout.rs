//! Service deployments and service revisions: how a change of a service fares, and what it was.

use serde::{Deserialize, Serialize};

use crate::task_definition::TaskDefinitionRef;
use crate::time::Timestamp;

/// Where a service deployment stands.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeployment.html>
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RolloutStatus {
    /// It has not begun.
    Pending,
    /// It is under way.
    InProgress,
    /// It is done.
    Successful,
    /// It was ended where it was.
    Stopped,
    /// Somebody asked to end it where it is.
    StopRequested,
    /// A rollback was asked for.
    RollbackRequested,
    /// It is being rolled back.
    RollbackInProgress,
    /// What ran before runs again.
    RollbackSuccessful,
    /// Not even the rollback worked.
    RollbackFailed,
    /// A status this build does not know, as it came.
    Other(String),
}

impl RolloutStatus {
    /// Whether it is still moving.
    pub fn is_moving(&self) -> bool {
        match self {
            Self::Pending
            | Self::InProgress
            | Self::StopRequested
            | Self::RollbackRequested
            | Self::RollbackInProgress => true,
            Self::Successful | Self::Stopped | Self::RollbackSuccessful | Self::RollbackFailed | Self::Other(_) => {
                false
            }
        }
    }
}

/// What one side of a service deployment runs.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceRevisionSummary.html>
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RevisionTasks {
    /// The service revision's full name.
    pub arn: String,
    /// Tasks asked for.
    pub requested: u32,
    /// Tasks that run.
    pub running: u32,
    /// Tasks on their way.
    pub pending: u32,
    /// Share of production requests it gets, in percent, where the strategy shifts them.
    pub production_weight: Option<f64>,
    /// Share of test requests, in percent.
    pub test_weight: Option<f64>,
}

/// What a deployment's circuit breaker has counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CircuitBreaker {
    /// `TRIGGERED`, `MONITORING`, `MONITORING_COMPLETE`, `DISABLED`, as it came.
    pub status: String,
    /// Failures so far.
    pub failures: u32,
    /// Failures that end the deployment.
    pub threshold: u32,
}

/// How a deployment's alarms stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeploymentAlarms {
    /// `TRIGGERED`, `MONITORING`, `MONITORING_COMPLETE`, `DISABLED`, as it came.
    pub status: String,
    /// The alarms it listens to.
    pub names: Vec<String>,
    /// Those that went off.
    pub triggered: Vec<String>,
}

/// A service deployment as DescribeServiceDeployments shows it.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeployment.html>
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServiceDeployment {
    /// Its full name.
    pub arn: String,
    /// Where it stands.
    pub status: RolloutStatus,
    /// Why, in ECS's words.
    pub reason: Option<String>,
    /// `ROLLING`, `BLUE_GREEN`, `LINEAR`, `CANARY`, as it came.
    pub strategy: Option<String>,
    /// `SCALE_UP`, `BAKE_TIME`, …, as it came; rolling deployments may have none.
    pub stage: Option<String>,
    /// What ran before; several after interrupted deployments.
    pub sources: Vec<RevisionTasks>,
    /// What is to run.
    pub target: Option<RevisionTasks>,
    /// The circuit breaker's count.
    pub breaker: Option<CircuitBreaker>,
    /// Its alarms.
    pub alarms: Option<DeploymentAlarms>,
    /// Why it was rolled back, and to which service revision.
    pub rollback: Option<(Option<String>, Option<String>)>,
    /// Minutes during which both revisions run after all traffic has moved.
    pub bake_minutes: Option<u32>,
    /// Percent and minutes of each step of LINEAR, or of the canary of CANARY.
    pub step: Option<(f64, u32)>,
    /// When it was asked for.
    pub created_at: Option<Timestamp>,
    /// When it began.
    pub started_at: Option<Timestamp>,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
    /// When somebody stopped it.
    pub stopped_at: Option<Timestamp>,
    /// When it last changed.
    pub updated_at: Option<Timestamp>,
}

/// A service revision as DescribeServiceRevisions shows it: it never changes.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceRevision.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceRevision {
    /// Its full name.
    pub arn: String,
    /// What it runs.
    pub task_definition: Option<TaskDefinitionRef>,
    /// Containers and the digests their images had: container, image, digest.
    pub images: Vec<(String, Option<String>, Option<String>)>,
    /// When it was made.
    pub created_at: Option<Timestamp>,
}
