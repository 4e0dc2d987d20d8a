//! Changes of tasks.

use access::{Grant, ProtectTask, StopTask};

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
        let clients = self.clients(&at.environment)?;
        let expires = minutes.map(|minutes| i32::try_from(minutes).unwrap_or(i32::MAX));
        let call = |ecs: aws_sdk_ecs::Client| {
            let call = ecs.update_task_protection().cluster(at.cluster.as_str()).tasks(at.task.as_str());
            call.protection_enabled(minutes.is_some()).set_expires_in_minutes(expires).send()
        };
        send_for(clients, Operation::UpdateTaskProtection, call, |answer| answer.failures()).await
    }
}
