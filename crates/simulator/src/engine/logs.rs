//! CloudWatch Logs: groups, streams and events.
//!
//! What clients put is kept, within bounds. What containers say is kept nowhere: it follows from the life of their task and from
//! their image, and is written anew, word for word the same, whenever somebody reads it.
//!
//! Architecture invariant: no value of an environment variable is ever read here, so none can come to stand in a log.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/Welcome.html>

pub mod event;
pub mod group;
pub mod pattern;
pub mod read;
pub mod search;
pub mod stream;
pub mod tail;

mod dice;
mod life;
pub mod open;
pub mod put;
mod story;
mod voice;
mod work;

use super::arn::Arns;
use super::error::ApiError;
use super::{Engine, World};
use group::LogGroup;
use std::collections::BTreeMap;

/// All log groups, by name.
pub(super) type Groups = BTreeMap<String, LogGroup>;

impl World {
    /// All log groups, by name.
    pub fn log_groups(&self) -> impl ExactSizeIterator<Item = &LogGroup> {
        self.logs.values()
    }

    /// The group that a request names by name or ARN.
    ///
    /// # Errors
    /// `ResourceNotFoundException`.
    pub fn log_group(&self, reference: &str) -> Result<&LogGroup, ApiError> {
        self.logs.get(group_name(&self.arns, reference)).ok_or_else(no_group)
    }
}

impl Engine {
    fn log_group_mut(&mut self, name: &str) -> Result<&mut LogGroup, ApiError> {
        self.world.logs.get_mut(name).ok_or_else(no_group)
    }
}

/// A log group's ARN, without the `:*` that some operations put behind it.
#[must_use]
pub fn group_arn(arns: &Arns, group: &str) -> String {
    format!("{}{group}", group_arns(arns))
}

/// A log stream's ARN.
#[must_use]
pub fn stream_arn(arns: &Arns, group: &str, stream: &str) -> String {
    format!("{}:log-stream:{stream}", group_arn(arns, group))
}

/// The name in a name or an ARN.
#[must_use]
pub fn group_name<'a>(arns: &Arns, reference: &'a str) -> &'a str {
    let name = reference.strip_prefix(&group_arns(arns)).unwrap_or(reference);
    name.strip_suffix(":*").unwrap_or(name)
}

fn group_arns(arns: &Arns) -> String {
    format!("arn:aws:logs:{}:{}:log-group:", arns.region(), arns.account())
}

fn no_group() -> ApiError {
    ApiError::new("ResourceNotFoundException", "The specified log group does not exist.")
}

fn no_stream() -> ApiError {
    ApiError::new("ResourceNotFoundException", "The specified log stream does not exist.")
}
