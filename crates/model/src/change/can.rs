//! What is possible in which state, or the reason why not.

use super::{RevisionVerb, ServiceVerb, TaskVerb};
use crate::deployment::ServiceDeployment;
use crate::service::{SchedulingStrategy, Service};
use crate::task::Task;
use crate::task_definition::TaskDefinitionStatus;

/// Why something cannot be done now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum WhyNot {
    /// The environment is read-only.
    ReadOnly,
    /// The service was deleted.
    Deleted,
    /// A DAEMON service has as many tasks as there are instances.
    Daemon,
    /// Something else makes the deployments: CodeDeploy, or a controller outside of AWS.
    OtherController,
    /// No deployment is under way.
    NothingDeploys,
    /// No stage of the deployment waits for anybody.
    NothingWaits,
    /// The task has stopped, or is stopping.
    Stopped,
    /// No service started the task.
    NoService,
    /// No service would start another in its place.
    Standalone,
    /// The service does not want the task.
    Unwanted,
    /// The service has too many tasks for one of them to be replaced.
    TooMany,
    /// The service deploys.
    Deploys,
    /// The task is protected.
    Protected,
    /// The task is being replaced.
    Replacing,
    /// Another task of the service is being replaced.
    OtherReplaced,
    /// The task is not being replaced.
    NotReplaced,
    /// The replacement serves, and the task is being stopped.
    TooLate,
    /// The revision was deregistered.
    Inactive,
    /// The revision was not deregistered yet.
    Active,
    /// The revision is being deleted.
    Deleting,
    /// It is so already.
    Nothing,
}

impl WhyNot {
    /// The reason, as a whole sentence.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::ReadOnly => "This environment is read-only.",
            Self::Deleted => "This service has been deleted.",
            Self::Daemon => "A DAEMON service runs one task on each instance: there is no count to set.",
            Self::OtherController => "Its deployments are made by another controller, not by ECS.",
            Self::NothingDeploys => "No deployment is in progress.",
            Self::NothingWaits => "No stage of its deployment waits for a decision.",
            Self::Inactive => "This revision has been deregistered.",
            Self::Active => "Only a revision that has been deregistered can be deleted.",
            Self::Deleting => "This revision is being deleted.",
            Self::Nothing => "It is so already.",
            Self::NoService => "Only tasks of services can be protected.",
            Self::Standalone => "No service started this task, so none would start another in its place.",
            Self::Unwanted => "Its service is to run no task.",
            Self::TooMany => "Its service runs more than 100 tasks: stop this one, the others carry on.",
            Self::Deploys => "A deployment is in progress: it replaces tasks itself.",
            Self::Protected => "This task is protected. Take the protection away first.",
            Self::Replacing => "This task is being replaced.",
            Self::OtherReplaced => "Another task of its service is being replaced.",
            Self::NotReplaced => "This task is not being replaced.",
            Self::TooLate => "The count is back, and ECS is stopping this task.",
            Self::Stopped => "This task is stopping or has stopped.",
        }
    }
}

/// Whether this can be done to a service as it is. `newest` is its newest service deployment, if it is known.
///
/// # Errors
/// [`WhyNot`]: the reason why it cannot.
pub fn can_change_service(
    verb: ServiceVerb,
    service: &Service,
    newest: Option<&ServiceDeployment>,
) -> Result<(), WhyNot> {
    if service.status.is_deleted() {
        return Err(WhyNot::Deleted);
    }
    match verb {
        ServiceVerb::Scale if service.scheduling == SchedulingStrategy::Daemon => Err(WhyNot::Daemon),
        ServiceVerb::Scale => Ok(()),
        _ if service.primary().is_none() => Err(WhyNot::OtherController),
        ServiceVerb::StopDeployment | ServiceVerb::ContinueDeployment if !service.is_deploying() => {
            Err(WhyNot::NothingDeploys)
        }
        ServiceVerb::ContinueDeployment if newest.is_some_and(|newest| newest.waiting().next().is_none()) => {
            Err(WhyNot::NothingWaits)
        }
        ServiceVerb::Deploy
        | ServiceVerb::DeployImage
        | ServiceVerb::Edit
        | ServiceVerb::Redeploy
        | ServiceVerb::RollBack
        | ServiceVerb::StopDeployment
        | ServiceVerb::ContinueDeployment
        | ServiceVerb::Settings => Ok(()),
    }
}

/// Whether this can be done to a task as it is.
///
/// # Errors
/// [`WhyNot`]: the reason why it cannot.
pub fn can_change_task(verb: TaskVerb, task: &Task) -> Result<(), WhyNot> {
    match verb {
        TaskVerb::Protect | TaskVerb::Unprotect if task.service().is_none() => Err(WhyNot::NoService),
        TaskVerb::Replace if task.service().is_none() => Err(WhyNot::Standalone),
        _ if task.is_ending() => Err(WhyNot::Stopped),
        TaskVerb::Stop | TaskVerb::Replace | TaskVerb::Protect | TaskVerb::Unprotect => Ok(()),
    }
}

/// Whether a task of this service can be replaced by another.
///
/// # Errors
/// [`WhyNot`]: the reason why it cannot.
pub fn can_replace_task(service: &Service) -> Result<(), WhyNot> {
    match () {
        () if service.status.is_deleted() => Err(WhyNot::Deleted),
        () if service.scheduling == SchedulingStrategy::Daemon => Err(WhyNot::Daemon),
        () if service.primary().is_none() => Err(WhyNot::OtherController),
        () if service.is_deploying() => Err(WhyNot::Deploys),
        () if service.desired == 0 => Err(WhyNot::Unwanted),
        () if service.desired > crate::replacement::MOST_TASKS => Err(WhyNot::TooMany),
        () => Ok(()),
    }
}

/// Whether this can be done to a revision in this state.
///
/// # Errors
/// [`WhyNot`]: the reason why it cannot.
pub fn can_change_revision(verb: RevisionVerb, status: &TaskDefinitionStatus) -> Result<(), WhyNot> {
    match (verb, status) {
        // What is registered is another revision: any that can be read can be begun with.
        (RevisionVerb::Edit, _) => Ok(()),
        (_, TaskDefinitionStatus::DeleteInProgress) => Err(WhyNot::Deleting),
        (RevisionVerb::Deregister, TaskDefinitionStatus::Inactive) => Err(WhyNot::Inactive),
        (RevisionVerb::Delete, TaskDefinitionStatus::Active) => Err(WhyNot::Active),
        (RevisionVerb::Deregister | RevisionVerb::Delete, _) => Ok(()),
    }
}
