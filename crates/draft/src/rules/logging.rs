//! Where logs go.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html>

use super::{Container, Faults, Task};
use crate::json::Json;
use crate::path::Path;

/// What a container on Fargate can log to.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html>
const FARGATE: [&str; 3] = ["awslogs", "splunk", "awsfirelens"];

/// The drivers that other tasks can have, so that one which comes later is not refused here.
const OTHERS: [&str; 5] = ["json-file", "syslog", "journald", "gelf", "fluentd"];

pub(super) fn check(task: &Task, faults: &mut Faults) {
    let has_router = task.containers.iter().any(|container| container.json.get("firelensConfiguration").is_some());
    for container in &task.containers {
        let Some(log) = container.json.get("logConfiguration") else { continue };
        let path = container.path.member("logConfiguration");
        let driver = log.text("logDriver").unwrap_or_default();
        if driver == "awslogs" {
            awslogs(task, container, log, &path.member("options"), faults);
        }
        if driver == "awsfirelens" && !has_router {
            let message = "The log driver awsfirelens needs a container with a firelensConfiguration.";
            faults.of(container, path.member("logDriver"), message);
        }
        if task.is_fargate && OTHERS.contains(&driver) {
            let message = format!("On Fargate the log driver is {}; {driver} is not there.", FARGATE.join(", "));
            faults.of(container, path.member("logDriver"), message);
        }
    }
}

fn awslogs(task: &Task, container: &Container, log: &Json, path: &Path, faults: &mut Faults) {
    let option = |name: &str| log.get("options").and_then(|options| options.text(name)).filter(|text| !text.is_empty());
    for name in ["awslogs-group", "awslogs-region"] {
        if option(name).is_none() {
            faults.of(container, path.member(name), format!("The log driver awslogs needs the option {name}."));
        }
    }
    if task.is_fargate && option("awslogs-stream-prefix").is_none() {
        let message = "On Fargate the log driver awslogs needs the option awslogs-stream-prefix.";
        faults.of(container, path.member("awslogs-stream-prefix"), message);
    }
    let is_fine = |byte: u8| byte.is_ascii_alphanumeric() || b".-_/#".contains(&byte);
    if option("awslogs-group").is_some_and(|group| !group.bytes().all(is_fine)) {
        let message = "The name of a log group has letters, digits and . - _ / # only.";
        faults.of(container, path.member("awslogs-group"), message);
    }
}
