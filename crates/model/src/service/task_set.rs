//! Task sets: what CodeDeploy and other deployment controllers run a service's tasks in.

use serde::{Deserialize, Serialize};

use crate::open_enum::open_enum;
use crate::task_definition::TaskDefinitionRef;
use crate::time::Timestamp;

open_enum! {
    /// Who carries out the deployments of a service.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentController.html>
    DeploymentController {
        /// ECS itself.
        Ecs = "ECS",
        /// AWS CodeDeploy, blue/green.
        CodeDeploy = "CODE_DEPLOY",
        /// Somebody who calls CreateTaskSet.
        External = "EXTERNAL",
    }
}

open_enum! {
    /// The part a task set plays in its service.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskSet.html#ECS-Type-TaskSet-status>
    TaskSetStatus {
        /// It takes production traffic.
        Primary = "PRIMARY",
        /// It takes none, or test traffic.
        Active = "ACTIVE",
        /// Its tasks are stopping.
        Draining = "DRAINING",
    }
}

/// A set of tasks of one revision, as DescribeServices shows it.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskSet.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskSet {
    /// `ecs-svc/` and digits; tasks carry it as `startedBy`.
    pub id: String,
    /// The part it plays.
    pub status: TaskSetStatus,
    /// What it runs.
    pub task_definition: TaskDefinitionRef,
    /// Tasks it should run: its share of the service's desired count.
    pub desired: u32,
    /// Tasks of it that are on their way.
    pub pending: u32,
    /// Tasks of it that run.
    pub running: u32,
    /// When it was made.
    pub created_at: Option<Timestamp>,
    /// When it last changed.
    pub updated_at: Option<Timestamp>,
}
