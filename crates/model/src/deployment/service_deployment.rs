//! Service deployments and service revisions: how a change of a service goes, and what it was.

use serde::{Deserialize, Serialize};

use super::{DeploymentStrategy, LifecycleHook, LifecycleStage, RollbackMonitorStatus, ServiceDeploymentStatus};
use crate::task_definition::TaskDefinitionRef;
use crate::time::Timestamp;

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
    /// Whether it is on, and whether it ended the deployment.
    pub status: RollbackMonitorStatus,
    /// Failures so far.
    pub failures: u32,
    /// Failures that end the deployment.
    pub threshold: u32,
}

impl CircuitBreaker {
    /// Whether it watches over the deployment.
    pub fn is_on(&self) -> bool {
        self.status != RollbackMonitorStatus::Disabled
    }
}

/// How a deployment's alarms stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeploymentAlarms {
    /// Whether they are watched, and whether one ended the deployment.
    pub status: RollbackMonitorStatus,
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
    pub status: ServiceDeploymentStatus,
    /// Why, in ECS's words.
    pub reason: Option<String>,
    /// How it replaces what ran before.
    pub strategy: Option<DeploymentStrategy>,
    /// The stage it is in; rolling deployments may have none.
    pub stage: Option<LifecycleStage>,
    /// The hooks of that stage.
    pub hooks: Vec<LifecycleHook>,
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
    /// When it was requested.
    pub created_at: Option<Timestamp>,
    /// When it began.
    pub started_at: Option<Timestamp>,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
    /// When it was stopped by hand.
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
