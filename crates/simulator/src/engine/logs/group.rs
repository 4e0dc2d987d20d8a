//! Log groups.

use super::event::LogEvent;
use super::no_stream;
use crate::engine::error::ApiError;
use crate::engine::task::Task;
use crate::engine::time::hours;
use crate::engine::{Engine, Millis};
use std::collections::{BTreeMap, VecDeque};

/// The days for which a group can keep its events.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html>
const RETENTIONS: [i64; 22] =
    [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1_096, 1_827, 2_192, 2_557, 2_922, 3_288, 3_653];

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagResource.html>
const TAGS_MAX: usize = 50;

/// A log group.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html>
#[derive(Clone, Debug)]
pub struct LogGroup {
    /// Its name, for example `/ecs/checkout`.
    pub name: String,
    /// When it was created.
    pub created_at: Millis,
    /// How many days its events are kept; for ever when `None`.
    pub retention_days: Option<u32>,
    /// Its tags.
    pub tags: BTreeMap<String, String>,
    /// `STANDARD`, …
    pub class: String,
    /// What clients made and put, by stream.
    pub(super) put: BTreeMap<String, PutStream>,
    /// Tasks that wrote to it and are forgotten otherwise, the newest first.
    pub(super) past: VecDeque<Task>,
}

/// A stream that a client made, or put events to.
#[derive(Clone, Debug)]
pub(super) struct PutStream {
    pub created_at: Millis,
    /// By time.
    pub events: VecDeque<LogEvent>,
    pub bytes: usize,
}

impl LogGroup {
    pub(super) fn new(name: &str, created_at: Millis) -> Self {
        Self {
            name: name.to_owned(),
            created_at,
            retention_days: None,
            tags: BTreeMap::new(),
            class: "STANDARD".to_owned(),
            put: BTreeMap::new(),
            past: VecDeque::new(),
        }
    }

    /// Events from before this are gone.
    #[must_use]
    pub fn kept_since(&self, now: Millis) -> Millis {
        self.retention_days.map_or(Millis(0), |days| now.before(hours(24 * u64::from(days))))
    }
}

impl Engine {
    /// Makes a log group.
    ///
    /// # Errors
    /// `InvalidParameterException` for a bad name, `ResourceAlreadyExistsException`.
    pub fn create_log_group(
        &mut self,
        name: &str,
        class: Option<&str>,
        tags: BTreeMap<String, String>,
    ) -> Result<(), ApiError> {
        if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-/#".contains(&byte)) {
            let rule = "Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+";
            return Err(ApiError::invalid(format!(
                "1 validation error detected: Value '{name}' at 'logGroupName' failed to satisfy constraint: {rule}"
            )));
        }
        if self.world.logs.contains_key(name) {
            return Err(ApiError::new("ResourceAlreadyExistsException", "The specified log group already exists"));
        }
        let mut group = LogGroup::new(name, self.now());
        group.class = class.unwrap_or("STANDARD").to_owned();
        group.tags = tags;
        self.world.logs.insert(name.to_owned(), group);
        Ok(())
    }

    /// Deletes a log group with all that is in it. A task that writes to it makes it anew when its next container starts.
    ///
    /// # Errors
    /// `ResourceNotFoundException`.
    pub fn delete_log_group(&mut self, name: &str) -> Result<(), ApiError> {
        self.world.logs.remove(name).map(drop).ok_or_else(super::no_group)
    }

    /// Says how many days a group keeps its events; for ever when `None`.
    ///
    /// # Errors
    /// `ResourceNotFoundException`, `InvalidParameterException`.
    pub fn retain_logs(&mut self, name: &str, days: Option<i64>) -> Result<(), ApiError> {
        let group = self.log_group_mut(name)?;
        if days.is_some_and(|days| !RETENTIONS.contains(&days)) {
            return Err(ApiError::invalid("Invalid retention value"));
        }
        group.retention_days = days.and_then(|days| u32::try_from(days).ok());
        Ok(())
    }

    /// Makes a log stream.
    ///
    /// # Errors
    /// `ResourceNotFoundException`, `ResourceAlreadyExistsException`, `InvalidParameterException`.
    pub fn create_log_stream(&mut self, group: &str, name: &str) -> Result<(), ApiError> {
        if name.contains([':', '*']) {
            let rule = "Member must satisfy regular expression pattern: [^:*]*";
            return Err(ApiError::invalid(format!(
                "1 validation error detected: Value '{name}' at 'logStreamName' failed to satisfy constraint: {rule}"
            )));
        }
        let known = self.world.log_stream(self.world.log_group(group)?, name).is_some();
        if known {
            return Err(ApiError::new("ResourceAlreadyExistsException", "The specified log stream already exists"));
        }
        let created_at = self.now();
        let stream = PutStream { created_at, events: VecDeque::new(), bytes: 0 };
        self.log_group_mut(group)?.put.insert(name.to_owned(), stream);
        Ok(())
    }

    /// Deletes a log stream that a client made. What a task writes stays for as long as the task is known.
    ///
    /// # Errors
    /// `ResourceNotFoundException`.
    pub fn delete_log_stream(&mut self, group: &str, name: &str) -> Result<(), ApiError> {
        self.log_group_mut(group)?.put.remove(name).map(drop).ok_or_else(no_stream)
    }

    /// Puts tags on a group; a known key gets the new value.
    ///
    /// # Errors
    /// `ResourceNotFoundException`, `TooManyTagsException`.
    pub fn tag_log_group(&mut self, name: &str, tags: BTreeMap<String, String>) -> Result<(), ApiError> {
        let group = self.log_group_mut(name)?;
        let mut all = group.tags.clone();
        all.extend(tags);
        if all.len() > TAGS_MAX {
            return Err(ApiError::new("TooManyTagsException", format!("A resource has at most {TAGS_MAX} tags.")));
        }
        group.tags = all;
        Ok(())
    }

    /// Takes tags off a group; keys it does not have are ignored.
    ///
    /// # Errors
    /// `ResourceNotFoundException`.
    pub fn untag_log_group(&mut self, name: &str, keys: &[String]) -> Result<(), ApiError> {
        self.log_group_mut(name)?.tags.retain(|key, _| !keys.contains(key));
        Ok(())
    }
}
