//! What a request does: one file per noun.

use super::Millis;
use super::error::{ApiError, Failure};
use super::id::{ServiceKey, TaskKey};
use super::input::{CreateCluster, CreateService, DeleteService, RegisterTaskDefinition, RunTask, StopTask, UpdateService};
use super::tag::Tag;
use super::task_definition::TaskDefinition;
use super::{Engine, Name};
use std::sync::Arc;

/// What RunTask answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ran {
    /// The tasks that were made.
    pub tasks: Vec<TaskKey>,
    /// Why others were not.
    pub failures: Vec<Failure>,
}

/// What DeleteTaskDefinitions answers.
#[derive(Clone, Debug, Default)]
pub struct Deleted {
    /// The revisions that are now DELETE_IN_PROGRESS.
    pub revisions: Vec<Arc<TaskDefinition>>,
    /// Why others are not.
    pub failures: Vec<Failure>,
}

#[derive(Clone, Debug)]
pub(super) struct RememberedRun {
    pub at: Millis,
}

impl Engine {
    /// Makes a cluster, or gives the ACTIVE one of that name.
    ///
    /// # Errors
    /// `InvalidParameterException` for a bad name or bad tags.
    pub fn create_cluster(&mut self, input: CreateCluster) -> Result<Name, ApiError> { Err(ApiError::client("")) }
    /// Deletes an empty cluster: it becomes INACTIVE.
    ///
    /// # Errors
    /// `ClusterNotFoundException`, `ClusterContainsServicesException`, `ClusterContainsTasksException`.
    pub fn delete_cluster(&mut self, cluster: &str) -> Result<Name, ApiError> { Err(ApiError::client("")) }
    /// Registers the next revision of a family.
    ///
    /// # Errors
    /// `ClientException` for a definition that AWS would refuse.
    pub fn register_task_definition(&mut self, input: RegisterTaskDefinition) -> Result<Arc<TaskDefinition>, ApiError> { Err(ApiError::client("")) }
    /// Makes a revision INACTIVE.
    ///
    /// # Errors
    /// `ClientException`, `InvalidParameterException`.
    pub fn deregister_task_definition(&mut self, reference: &str) -> Result<Arc<TaskDefinition>, ApiError> { Err(ApiError::client("")) }
    /// Deletes INACTIVE revisions.
    ///
    /// # Errors
    /// `InvalidParameterException` for none or more than ten.
    pub fn delete_task_definitions(&mut self, references: &[String]) -> Result<Deleted, ApiError> { Err(ApiError::client("")) }
    /// Makes a service.
    ///
    /// # Errors
    /// as AWS.
    pub fn create_service(&mut self, input: CreateService) -> Result<ServiceKey, ApiError> { Err(ApiError::client("")) }
    /// Changes a service.
    ///
    /// # Errors
    /// as AWS.
    pub fn update_service(&mut self, input: UpdateService) -> Result<ServiceKey, ApiError> { Err(ApiError::client("")) }
    /// Deletes a service.
    ///
    /// # Errors
    /// as AWS.
    pub fn delete_service(&mut self, input: DeleteService) -> Result<ServiceKey, ApiError> { Err(ApiError::client("")) }
    /// Runs tasks once.
    ///
    /// # Errors
    /// as AWS.
    pub fn run_task(&mut self, input: RunTask) -> Result<Ran, ApiError> { Err(ApiError::client("")) }
    /// Stops a task.
    ///
    /// # Errors
    /// as AWS.
    pub fn stop_task(&mut self, input: StopTask) -> Result<TaskKey, ApiError> { Err(ApiError::client("")) }
    /// Puts tags on what the ARN names.
    ///
    /// # Errors
    /// as AWS.
    pub fn tag_resource(&mut self, arn: &str, tags: Vec<Tag>) -> Result<(), ApiError> { Err(ApiError::client("")) }
    /// Takes tags off what the ARN names.
    ///
    /// # Errors
    /// as AWS.
    pub fn untag_resource(&mut self, arn: &str, keys: &[String]) -> Result<(), ApiError> { Err(ApiError::client("")) }
    /// The tags of what the ARN names.
    ///
    /// # Errors
    /// as AWS.
    pub fn tags_of(&self, arn: &str) -> Result<&[Tag], ApiError> { Err(ApiError::client("")) }
}
