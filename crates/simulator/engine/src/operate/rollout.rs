//! Ending service deployments, and letting paused ones go on.

use crate::Engine;
use crate::error::ApiError;
use crate::id::ServiceKey;
use crate::rollout::hook::{HookAction, HookStatus, HookTarget};
use crate::rollout::state::{ServiceDeployment, ServiceDeploymentStatus};

impl Engine {
    /// Ends a service deployment where it is: StopServiceDeployment with `ABORT`.
    ///
    /// # Errors
    /// `ServiceDeploymentNotFoundException`; `ConflictException` when it is over or ending.
    pub fn abort_service_deployment(&mut self, key: &ServiceKey, id: &str) -> Result<(), ApiError> {
        self.request_end(key, id, ServiceDeploymentStatus::StopRequested)
    }

    /// Ends a service deployment and brings the revision back that was completed last: StopServiceDeployment with
    /// `ROLLBACK`.
    ///
    /// # Errors
    /// `ServiceDeploymentNotFoundException`; `ConflictException` when it is over or ending.
    pub fn roll_back_service_deployment(&mut self, key: &ServiceKey, id: &str) -> Result<(), ApiError> {
        self.request_end(key, id, ServiceDeploymentStatus::RollbackRequested)
    }

    fn request_end(&mut self, key: &ServiceKey, id: &str, status: ServiceDeploymentStatus) -> Result<(), ApiError> {
        let now = self.now();
        let rollout = self.rollout_mut(key, id)?;
        if !rollout.goes_forward() {
            let word = rollout.status.word();
            return Err(ApiError::new(
                "ConflictException",
                format!("The service deployment cannot be stopped because it is in the {word} status."),
            ));
        }
        rollout.status = status;
        rollout.updated_at = now;
        self.wake_soon(key);
        Ok(())
    }

    /// Decides on a pause: ContinueServiceDeployment.
    ///
    /// # Errors
    /// `ServiceDeploymentNotFoundException`; `InvalidParameterException` when it has no such hook that waits.
    pub fn continue_service_deployment(
        &mut self,
        key: &ServiceKey,
        id: &str,
        hook: &str,
        action: HookAction,
    ) -> Result<(), ApiError> {
        let now = self.now();
        let rollout = self.rollout_mut(key, id)?;
        let waits = rollout.goes_forward();
        let Some(found) = rollout.hooks.iter_mut().find(|it| it.id.to_string() == hook).filter(|_| waits) else {
            return Err(ApiError::invalid(format!("The lifecycle hook {hook} was not found.")));
        };
        if found.target != HookTarget::Pause || found.status != HookStatus::AwaitingAction {
            return Err(ApiError::invalid(format!("The lifecycle hook {hook} is not awaiting an action.")));
        }
        found.status = match action {
            HookAction::Continue => HookStatus::Succeeded,
            HookAction::Rollback => HookStatus::Failed,
        };
        rollout.updated_at = now;
        self.wake_soon(key);
        Ok(())
    }

    fn rollout_mut(&mut self, key: &ServiceKey, id: &str) -> Result<&mut ServiceDeployment, ApiError> {
        let service = self.service_mut(key);
        service
            .and_then(|service| service.rollouts.iter_mut().find(|rollout| rollout.id.to_string() == id))
            .ok_or_else(ApiError::service_deployment_not_found)
    }
}
