//! Stopping a task by hand.

use crate::error::ApiError;
use crate::id::TaskKey;
use crate::input::StopTask;
use crate::task::StopCode;
use crate::{Engine, Name};

/// The stopped reason when the request gives none.
const NO_REASON: &str = "Task stopped by user";

impl Engine {
    /// Asks a task to end. One that is ending already, or has ended, is left as it is.
    ///
    /// # Errors
    /// `ClusterNotFoundException`; `InvalidParameterException` when there is no such task.
    pub fn stop_task(&mut self, input: StopTask) -> Result<TaskKey, ApiError> {
        let task = self
            .world
            .find_task(input.cluster.as_deref(), &input.task)?
            .ok_or_else(|| ApiError::invalid("The referenced task was not found."))?;
        let key = TaskKey { cluster: task.cluster.clone(), task: task.id };
        let reason: Name = input.reason.as_deref().unwrap_or(NO_REASON).into();
        self.begin_stop(&key, StopCode::UserInitiated, reason);
        Ok(key)
    }
}
