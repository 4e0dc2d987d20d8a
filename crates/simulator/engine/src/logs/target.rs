//! Where containers write to.

use crate::task::Task;
use crate::{JsonMap, Name, json};

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
    /// Whether it makes the group when there is none.
    pub creates: bool,
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
    pub(crate) fn of_container(container: &JsonMap) -> Option<Self> {
        let logs = json::object(container, "logConfiguration")?;
        let options = json::object(logs, "options")?;
        let text = |key: &str| json::text(options, key).filter(|text| !text.is_empty()).map(Name::from);
        let is_true = |key: &str| json::text(options, key) == Some("true");
        match json::text(logs, "logDriver")? {
            "awslogs" => Some(Self {
                group: text("awslogs-group")?,
                prefix: text("awslogs-stream-prefix"),
                driver: Driver::Awslogs,
                creates: is_true("awslogs-create-group"),
            }),
            "awsfirelens" if options.get("Name").and_then(|name| name.as_str()) == Some("cloudwatch_logs") => {
                Some(Self {
                    group: text("log_group_name")?,
                    prefix: text("log_stream_prefix"),
                    driver: Driver::FireLens,
                    creates: is_true("auto_create_group"),
                })
            }
            _ => None,
        }
    }

    /// The name of the stream of a task's container, by its place in the task definition.
    #[must_use]
    pub fn stream(&self, task: &Task, container: usize) -> String {
        let (id, name) = (task.id, &task.containers[container].name);
        let prefix = self.prefix.as_deref().unwrap_or_default();
        match (self.driver, &self.prefix) {
            (Driver::Awslogs, Some(prefix)) => format!("{prefix}/{name}/{id}"),
            (Driver::Awslogs, None) => task.containers[container].runtime_id.as_deref().unwrap_or_default().to_owned(),
            (Driver::FireLens, _) => format!("{prefix}{name}-firelens-{id}"),
        }
    }
}
