//! Changes of services.

use access::{ContinueDeployment, Deploy, Grant, Redeploy, Scale, StopDeployment};
use aws_sdk_ecs::types::{DeploymentLifecycleHookAction, StopServiceDeploymentStopType};
use model::change::StopType;
use model::task_definition::TaskDefinitionRef;

use super::{WriteError, Written, send};
use crate::fleet::Fleet;
use crate::operation::Operation;

impl Fleet {
    /// Sets how many tasks a service should run.
    ///
    /// ```compile_fail
    /// # async fn without_a_grant(fleet: fleet::Fleet) {
    /// fleet.set_desired_count((), 3).await;
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`WriteError`], which says whether something may have changed.
    pub async fn set_desired_count(&self, grant: Grant<Scale>, desired: u32) -> Result<Written, WriteError> {
        let at = grant.subject();
        let desired = i32::try_from(desired).unwrap_or(i32::MAX);
        let clients = self.clients(&at.environment)?;
        let outcome = send(clients, Operation::UpdateService, |ecs| {
            let call = ecs.update_service().cluster(at.cluster.as_str()).service(at.service.as_str());
            call.desired_count(desired).send()
        });
        self.looked_at_again(at, outcome.await).await
    }

    /// Deploys a revision.
    ///
    /// # Errors
    /// As [`Fleet::set_desired_count`].
    pub async fn deploy(&self, grant: Grant<Deploy>, revision: &TaskDefinitionRef) -> Result<Written, WriteError> {
        let at = grant.subject();
        let clients = self.clients(&at.environment)?;
        let outcome = send(clients, Operation::UpdateService, |ecs| {
            let call = ecs.update_service().cluster(at.cluster.as_str()).service(at.service.as_str());
            call.task_definition(revision.to_string()).send()
        });
        self.looked_at_again(at, outcome.await).await
    }

    /// Deploys the same revision again.
    ///
    /// # Errors
    /// As [`Fleet::set_desired_count`].
    pub async fn redeploy(&self, grant: Grant<Redeploy>) -> Result<Written, WriteError> {
        let at = grant.subject();
        let clients = self.clients(&at.environment)?;
        let outcome = send(clients, Operation::UpdateService, |ecs| {
            let call = ecs.update_service().cluster(at.cluster.as_str()).service(at.service.as_str());
            call.force_new_deployment(true).send()
        });
        self.looked_at_again(at, outcome.await).await
    }

    /// Ends a deployment of the service, by the ARN of the service deployment.
    ///
    /// # Errors
    /// As [`Fleet::set_desired_count`].
    pub async fn stop_deployment(
        &self,
        grant: Grant<StopDeployment>,
        deployment: &str,
        how: StopType,
    ) -> Result<Written, WriteError> {
        let at = grant.subject();
        let how = match how {
            StopType::Abort => StopServiceDeploymentStopType::Abort,
            StopType::Rollback => StopServiceDeploymentStopType::Rollback,
        };
        let clients = self.clients(&at.environment)?;
        let outcome = send(clients, Operation::StopServiceDeployment, |ecs| {
            ecs.stop_service_deployment().service_deployment_arn(deployment).stop_type(how).send()
        });
        self.looked_at_again(at, outcome.await).await
    }
    /// Lets a deployment of the service go on that waits for this hook.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContinueServiceDeployment.html>
    ///
    /// # Errors
    /// As [`Fleet::set_desired_count`].
    pub async fn continue_deployment(
        &self,
        grant: Grant<ContinueDeployment>,
        deployment: &str,
        hook: &str,
    ) -> Result<Written, WriteError> {
        let at = grant.subject();
        let clients = self.clients(&at.environment)?;
        let outcome = send(clients, Operation::ContinueServiceDeployment, |ecs| {
            let call = ecs.continue_service_deployment().service_deployment_arn(deployment).hook_id(hook);
            call.action(DeploymentLifecycleHookAction::Continue).send()
        });
        self.looked_at_again(at, outcome.await).await
    }
}
