//! The log groups of CloudWatch Logs, and what clients put in them.
//!
//! What containers say is kept nowhere: it follows from their tasks. The engine remembers which groups they write to
//! ([`target`]) and the tasks that were forgotten otherwise; the crate `simulator-logs` makes the words of it.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/Welcome.html>

pub mod event;
pub mod group;
pub mod target;

use super::arn::Arns;
use super::error::ApiError;
use super::id::TaskKey;
use super::service::Compute;
use super::task::Task;
use super::{Engine, Millis};
use group::LogGroup;
use std::collections::BTreeMap;
use target::{Driver, LogTarget};

/// How many forgotten tasks a group still knows.
const PAST_MAX: usize = 40;

/// All log groups of the account and region.
#[derive(Clone, Debug)]
pub struct LogGroups {
    arns: Arns,
    groups: BTreeMap<String, LogGroup>,
}

impl LogGroups {
    /// No group yet.
    pub(super) fn new(arns: Arns) -> Self {
        Self { arns, groups: BTreeMap::new() }
    }

    /// Writes ARNs of this account and region.
    #[must_use]
    pub fn arns(&self) -> &Arns {
        &self.arns
    }

    /// All groups, by name.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &LogGroup> {
        self.groups.values()
    }

    /// The group that a request names by name or ARN.
    ///
    /// # Errors
    /// `ResourceNotFoundException`.
    pub fn find(&self, reference: &str) -> Result<&LogGroup, ApiError> {
        self.groups.get(group_name(&self.arns, reference)).ok_or_else(no_group)
    }

    /// The group of that name, to be changed.
    ///
    /// # Errors
    /// `ResourceNotFoundException`.
    pub fn find_mut(&mut self, name: &str) -> Result<&mut LogGroup, ApiError> {
        self.groups.get_mut(name).ok_or_else(no_group)
    }

    fn open(&mut self, name: &str, now: Millis) {
        if !self.groups.contains_key(name) {
            self.groups.insert(name.to_owned(), LogGroup::new(name, now));
        }
    }
}

impl Engine {
    /// Makes the groups that a task's containers write to when they start, where their definitions say so.
    pub(super) fn open_logs(&mut self, key: &TaskKey) {
        let Some(task) = self.world.task(key) else { return };
        let targets = task.definition.containers.iter().filter_map(|container| container.logs.as_ref());
        for target in targets.filter(|target| target.creates) {
            self.logs.open(&target.group, self.world.now);
        }
    }

    /// The container that keeps a task from starting because its log group does not exist. Fargate looks at all of
    /// them; a router of logs starts anyway, and what it should send is lost.
    pub(super) fn lacks_log_group(&self, key: &TaskKey) -> Option<usize> {
        let task = self.world.task(key)?;
        let lacks = |target: &LogTarget| {
            target.driver == Driver::Awslogs && !target.creates && !self.logs.groups.contains_key(&*target.group)
        };
        task.definition.containers.iter().position(|container| {
            let needed = container.essential || task.compute == Compute::Fargate;
            needed && container.logs.as_ref().is_some_and(lacks)
        })
    }

    /// Keeps a stopped task that is forgotten otherwise: its streams stay for a while.
    pub(super) fn keep_logs_of(&mut self, task: Task) {
        if task.times.containers_at.is_none() {
            return;
        }
        let targets = task.definition.containers.iter().filter_map(|container| container.logs.as_ref());
        let mut names: Vec<_> = targets.map(|target| target.group.clone()).collect();
        names.sort();
        names.dedup();
        for name in names {
            if let Some(group) = self.logs.groups.get_mut(&*name) {
                group.past.truncate(PAST_MAX - 1);
                group.past.push_front(task.clone());
            }
        }
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
