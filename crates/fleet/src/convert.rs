//! SDK type → model type: the only place, one file per noun.
//!
//! Whatever is absent stays absent, whatever is unknown stays as it came, and only what has no name is refused.

pub(crate) mod alarm;
pub(crate) mod balancing;
pub(crate) mod capacity_provider;
pub(crate) mod cluster;
pub(crate) mod image;
pub(crate) mod instance;
pub(crate) mod rule;
pub(crate) mod scaling;
pub(crate) mod service;
pub(crate) mod service_deployment;
pub(crate) mod task;
pub(crate) mod task_definition;
#[cfg(test)]
mod words;

use aws_sdk_ecs::primitives::DateTime;
use aws_sdk_ecs::types::{self, Tag};
use model::name::Family;
use model::task::HealthStatus;
use model::task_definition::TaskDefinitionRef;
use model::time::Timestamp;

/// Why an item of an answer is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LeftOut {
    /// This member is missing, or not what it should be: the item cannot be read.
    Lacks(&'static str),
    /// It belongs to another cluster than the one that was asked for.
    Foreign,
}

/// The revision that stands where AWS names none (services of an external deployment controller have none of their
/// own).
///
/// Revisions are counted from 1, so number 0 is never a real one.
const UNNAMED: (&str, u32) = ("unknown", 0);

fn count(number: i32) -> u32 {
    u32::try_from(number).unwrap_or(0)
}

/// AWS leaves out what is absent; some servers give an empty text instead.
fn text(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty())
}

/// A list in no more memory than it needs. Collecting may keep the allocation of the SDK's list, whose items are
/// several times as large and which has room for more of them: for ten thousand tasks that is tens of megabytes.
fn list<T>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut list: Vec<T> = items.collect();
    list.shrink_to_fit();
    list
}

fn time(at: Option<DateTime>) -> Option<Timestamp> {
    at.and_then(|at| at.to_millis().ok()).map(Timestamp)
}

fn tags(tags: Option<Vec<Tag>>) -> Vec<(String, String)> {
    let tags = tags.into_iter().flatten();
    list(tags.filter_map(|tag| Some((tag.key?, tag.value.unwrap_or_default()))))
}

/// No check is configured where AWS says nothing.
fn health(status: Option<&types::HealthStatus>) -> HealthStatus {
    status.map_or(HealthStatus::Unknown, |status| status.as_str().into())
}

/// The word of a field that every answer should have: one that is missing becomes an unknown word without letters.
fn word<T: for<'a> From<&'a str>>(word: Option<&str>) -> T {
    word.unwrap_or_default().into()
}

/// The word of a field that may be absent, or empty.
fn maybe<T: for<'a> From<&'a str>>(word: Option<&str>) -> Option<T> {
    word.filter(|word| !word.is_empty()).map(T::from)
}

/// The revision that a text names; see [`UNNAMED`] for when it names none.
fn revision(text: Option<&str>) -> Option<TaskDefinitionRef> {
    let (family, revision) = UNNAMED;
    let unnamed = || Family::parse(family).ok().map(|family| TaskDefinitionRef { family, revision });
    text.and_then(|text| TaskDefinitionRef::parse(text).ok()).or_else(unnamed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_keeps_no_room_that_it_does_not_need() {
        let mut large: Vec<[u64; 8]> = Vec::with_capacity(64);
        large.extend([[1; 8], [2; 8]]);
        let small: Vec<u64> = list(large.into_iter().map(|item| item[0]));
        assert_eq!((small.len(), small.capacity()), (2, 2));
    }
}
