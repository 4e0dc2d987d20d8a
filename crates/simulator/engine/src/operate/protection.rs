//! Protecting tasks of services from being stopped by scaling in and by deployments.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection.html>

use super::Protected;
use crate::Engine;
use crate::error::{ApiError, Failure};
use crate::id::{ServiceKey, TaskKey};
use crate::input::{GetTaskProtection, UpdateTaskProtection};
use crate::task::{DesiredStatus, Task};
use crate::time::minutes;

/// How long a task is protected when the request does not say.
const USUAL: i64 = 120;

/// How long a task can be protected, in minutes: two days.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateTaskProtection.html>
const MINUTES: std::ops::RangeInclusive<i64> = 1..=2_880;

/// The most tasks of one UpdateTaskProtection call.
const UPDATE_MAX: usize = 10;

/// The most tasks of one GetTaskProtection call.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_GetTaskProtection.html>
const GET_MAX: usize = 100;

impl Engine {
    /// Protects tasks, again from now on when they are protected already, or protects them no longer.
    ///
    /// # Errors
    /// `ClusterNotFoundException`; `InvalidParameterException` for no tasks, too many, or a time that cannot be. What
    /// is wrong with a single task is in `failures`.
    pub fn update_task_protection(&mut self, input: &UpdateTaskProtection) -> Result<Protected, ApiError> {
        let asked = input.expires_in_minutes.unwrap_or(USUAL);
        if !MINUTES.contains(&asked) {
            let (least, most) = (MINUTES.start(), MINUTES.end());
            return Err(ApiError::invalid(format!("expiresInMinutes must be between {least} and {most}.")));
        }
        let mut answer = self.protectable(&input.cluster, &input.tasks, UPDATE_MAX)?;
        let until = self.now() + minutes(u64::try_from(asked).unwrap_or_default());
        answer.tasks.retain(|key| {
            let Some(service) = self.service_of(key) else { return false };
            if input.protection_enabled && self.is_held_up(&service) {
                answer.failures.push(Failure {
                    arn: Some(self.world.arns.task_key(key)),
                    reason: "DEPLOYMENT_BLOCKED".to_owned(),
                    detail: None,
                });
                return false;
            }
            self.change(key, |task| task.protected_until = input.protection_enabled.then_some(until));
            self.wake_soon(&service);
            true
        });
        Ok(answer)
    }

    /// Which of those tasks there are, and belong to a service.
    ///
    /// # Errors
    /// `ClusterNotFoundException`; `InvalidParameterException` for no tasks or too many.
    pub fn get_task_protection(&self, input: &GetTaskProtection) -> Result<Protected, ApiError> {
        self.protectable(&input.cluster, &input.tasks, GET_MAX)
    }

    fn protectable(&self, cluster: &str, references: &[String], most: usize) -> Result<Protected, ApiError> {
        let cluster = self.world.find_cluster(Some(cluster))?;
        if references.is_empty() {
            return Err(ApiError::invalid("Tasks cannot be empty."));
        }
        if references.len() > most {
            return Err(ApiError::invalid(format!("Tasks cannot have more than {most} elements.")));
        }
        let mut answer = Protected::default();
        for reference in references {
            let known = self.world.find_task(Some(&cluster.name), reference)?;
            let lives = |task: &&Task| task.service.is_some() && task.desired_status == DesiredStatus::Running;
            match known.filter(lives) {
                Some(task) => answer.tasks.push(TaskKey { cluster: cluster.name.clone(), task: task.id }),
                None => answer.failures.push(Failure {
                    arn: Some(known.map_or_else(
                        || self.world.arns.ecs_task(&cluster.name, reference),
                        |task| self.world.arns.task(&cluster.name, task.id),
                    )),
                    reason: if known.is_some() { "TASK_NOT_VALID" } else { "MISSING" }.to_owned(),
                    detail: None,
                }),
            }
        }
        Ok(answer)
    }

    fn service_of(&self, key: &TaskKey) -> Option<ServiceKey> {
        let service = self.world.task(key)?.service.clone()?;
        Some(ServiceKey { cluster: key.cluster.clone(), service })
    }
}
