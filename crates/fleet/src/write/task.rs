//! Changes of tasks.

use access::{Grant, ProtectTask, StopTask};
use model::address::TaskRef;

use super::{WriteError, Written, send, send_for};
use crate::fleet::Fleet;
use crate::operation::Operation;

impl Fleet {
    /// Stops a task. `reason` is what ECS writes beside its end, at most 255 characters.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopTask.html>
    ///
    /// # Errors
    /// [`WriteError`], which says whether something may have changed.
    pub async fn stop_task(&self, grant: Grant<StopTask>, reason: &str) -> Result<Written, WriteError> {
        let at = grant.subject();
        let clients = self.clients(&at.environment)?;
        let reason: String = reason.chars().take(255).collect();
        let outcome = send(clients, Operation::StopTask, |ecs| {
            ecs.stop_task().cluster(at.cluster.as_str()).task(at.task.as_str()).reason(reason).send()
        });
        let outcome = outcome.await;
        // What became of it is on the next page; that it cannot be read now is told there.
        let _ = self.describe_task(at).await;
        outcome
    }

    /// Protects a task from being stopped by its service for so many minutes, or no longer.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateTaskProtection.html>
    ///
    /// # Errors
    /// [`WriteError`], which says whether something may have changed.
    pub async fn protect_task(&self, grant: Grant<ProtectTask>, minutes: Option<u32>) -> Result<Written, WriteError> {
        let at = grant.subject();
        self.protect(at, vec![at.task.to_string()], minutes).await
    }

    /// The same for at most ten tasks of one cluster, with one call.
    ///
    /// # Errors
    /// As [`Fleet::protect_task`]; refused as well where AWS did it for some of them only.
    pub async fn protect_tasks(
        &self,
        grants: Vec<Grant<ProtectTask>>,
        minutes: Option<u32>,
    ) -> Result<Written, WriteError> {
        let Some(first) = grants.first().map(Grant::subject) else { return Ok(Written::default()) };
        let is_beside = |at: &&TaskRef| at.cluster() == first.cluster();
        let ids = grants.iter().map(Grant::subject).filter(is_beside).map(|at| at.task.to_string()).collect();
        self.protect(first, ids, minutes).await
    }

    async fn protect(&self, at: &TaskRef, ids: Vec<String>, minutes: Option<u32>) -> Result<Written, WriteError> {
        let clients = self.clients(&at.environment)?;
        let expires = minutes.map(|minutes| i32::try_from(minutes).unwrap_or(i32::MAX));
        let call = |ecs: aws_sdk_ecs::Client| {
            let call = ecs.update_task_protection().cluster(at.cluster.as_str()).set_tasks(Some(ids));
            call.protection_enabled(minutes.is_some()).set_expires_in_minutes(expires).send()
        };
        send_for(clients, Operation::UpdateTaskProtection, call, |answer| answer.failures()).await
    }
}
