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
        TaskVerb::Stop | TaskVerb::Protect | TaskVerb::Unprotect if task.is_ending() => Err(WhyNot::Stopped),
        TaskVerb::Stop | TaskVerb::Protect | TaskVerb::Unprotect => Ok(()),
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
