//! The groups that containers write to.

use super::group::LogGroup;
use crate::engine::id::TaskKey;
use crate::engine::task::Task;
use crate::engine::{Engine, JsonMap, Name, json};

/// How many forgotten tasks' streams a group still has.
const PAST_MAX: usize = 40;

/// Where a container's output goes, when it goes to CloudWatch Logs.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogTarget {
    /// The log group.
    pub group: Name,
    /// What stream names begin with.
    pub prefix: Option<Name>,
    /// Who writes.
    pub driver: Driver,
}

/// Who writes a container's output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Driver {
    /// The `awslogs` log driver: streams are called `PREFIX/CONTAINER/TASK`.
    Awslogs,
    /// A FireLens router in the task: streams are called `PREFIXCONTAINER-firelens-TASK`.
    FireLens,
}

impl LogTarget {
    /// Reads a container definition's `logConfiguration`; `None` when its output goes elsewhere, or nowhere.
    pub(in crate::engine) fn of_container(container: &JsonMap) -> Option<Self> {
        let logs = json::object(container, "logConfiguration")?;
        let options = json::object(logs, "options")?;
        let text = |key: &str| json::text(options, key).filter(|text| !text.is_empty()).map(Name::from);
        match json::text(logs, "logDriver")? {
            "awslogs" => Some(Self {
                group: text("awslogs-group")?,
                prefix: text("awslogs-stream-prefix"),
                driver: Driver::Awslogs,
            }),
            "awsfirelens" if options.get("Name").and_then(|name| name.as_str()) == Some("cloudwatch_logs") => {
                Some(Self {
                    group: text("log_group_name")?,
                    prefix: text("log_stream_prefix"),
                    driver: Driver::FireLens,
                })
            }
            _ => None,
        }
    }

    /// The name of a container's stream.
    pub(super) fn stream(&self, task: &Task, container: usize) -> String {
        let (id, name) = (task.id, &task.containers[container].name);
        let prefix = self.prefix.as_deref().unwrap_or_default();
        match (self.driver, &self.prefix) {
            (Driver::Awslogs, Some(prefix)) => format!("{prefix}/{name}/{id}"),
            (Driver::Awslogs, None) => task.containers[container].runtime_id.as_deref().unwrap_or_default().to_owned(),
            (Driver::FireLens, _) => format!("{prefix}{name}-firelens-{id}"),
        }
    }
}

impl Engine {
    /// Containers start: the groups that they write to are made, as `awslogs-create-group` would.
    pub(in crate::engine) fn open_logs(&mut self, key: &TaskKey) {
        let Some(task) = self.world.task(key) else { return };
        let definition = task.definition.clone();
        for target in definition.containers.iter().filter_map(|container| container.logs.as_ref()) {
            if !self.world.logs.contains_key(&*target.group) {
                self.world.logs.insert(target.group.to_string(), LogGroup::new(&target.group, self.world.now));
            }
        }
    }

    /// A stopped task is forgotten; its streams stay for a while.
    pub(in crate::engine) fn keep_logs_of(&mut self, task: Task) {
        if task.times.containers_at.is_none() {
            return;
        }
        let targets = task.definition.containers.iter().filter_map(|container| container.logs.as_ref());
        let mut names: Vec<_> = targets.map(|target| target.group.clone()).collect();
        names.sort();
        names.dedup();
        for name in names {
            if let Some(group) = self.world.logs.get_mut(&*name) {
                group.past.truncate(PAST_MAX - 1);
                group.past.push_front(task.clone());
            }
        }
    }
}
