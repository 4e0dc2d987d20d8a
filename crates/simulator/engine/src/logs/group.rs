//! Log groups.

use super::event::LogEvent;
use super::{LogGroups, no_group};
use crate::Millis;
use crate::error::ApiError;
use crate::task::Task;
use crate::time::hours;
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
    pub put: BTreeMap<String, PutStream>,
    /// Tasks that wrote to it and are forgotten otherwise, the newest first.
    pub past: VecDeque<Task>,
}

/// A stream that a client made, or put events to.
#[derive(Clone, Debug)]
pub struct PutStream {
    /// When the stream was made.
    pub created_at: Millis,
    /// What was put, by time.
    pub events: VecDeque<LogEvent>,
    /// How many bytes its events have together, as CloudWatch Logs counts them.
    pub bytes: usize,
}

impl LogGroup {
    pub(crate) fn new(name: &str, created_at: Millis) -> Self {
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

impl LogGroups {
    /// Makes a log group.
    ///
    /// # Errors
    /// `InvalidParameterException` for a bad name, `ResourceAlreadyExistsException`.
    pub fn create(
        &mut self,
        name: &str,
        class: Option<&str>,
        tags: BTreeMap<String, String>,
        now: Millis,
    ) -> Result<(), ApiError> {
        if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-/#".contains(&byte)) {
            let rule = "Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+";
            return Err(ApiError::invalid(format!(
                "1 validation error detected: Value '{name}' at 'logGroupName' failed to satisfy constraint: {rule}"
            )));
        }
        if self.groups.contains_key(name) {
            return Err(ApiError::new("ResourceAlreadyExistsException", "The specified log group already exists"));
        }
        let mut group = LogGroup::new(name, now);
        group.class = class.unwrap_or("STANDARD").to_owned();
        group.tags = tags;
        self.groups.insert(name.to_owned(), group);
        Ok(())
    }

    /// Deletes a log group with all that is in it. What runs goes on; no new task whose containers write to it starts.
    ///
    /// # Errors
    /// `ResourceNotFoundException`.
    pub fn delete(&mut self, name: &str) -> Result<(), ApiError> {
        self.groups.remove(name).map(drop).ok_or_else(no_group)
    }

    /// Says how many days a group keeps its events; for ever when `None`.
    ///
    /// # Errors
    /// `ResourceNotFoundException`, `InvalidParameterException`.
    pub fn retain(&mut self, name: &str, days: Option<i64>) -> Result<(), ApiError> {
        let group = self.find_mut(name)?;
        if days.is_some_and(|days| !RETENTIONS.contains(&days)) {
            return Err(ApiError::invalid("Invalid retention value"));
        }
        group.retention_days = days.and_then(|days| u32::try_from(days).ok());
        Ok(())
    }

    /// Puts tags on a group; a known key gets the new value.
    ///
    /// # Errors
    /// `ResourceNotFoundException`, `TooManyTagsException`.
    pub fn tag(&mut self, name: &str, tags: BTreeMap<String, String>) -> Result<(), ApiError> {
        let group = self.find_mut(name)?;
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
    pub fn untag(&mut self, name: &str, keys: &[String]) -> Result<(), ApiError> {
        self.find_mut(name)?.tags.retain(|key, _| !keys.contains(key));
        Ok(())
    }
}
