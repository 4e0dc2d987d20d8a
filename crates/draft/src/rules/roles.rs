//! The forms in which roles are named, and where a role cannot be left out.

use super::{Faults, Task};

/// The longest path and name of a role.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
const ROLE_MAX: usize = 512 + 64;

pub(super) fn check(task: &Task, faults: &mut Faults) {
    for member in ["taskRoleArn", "executionRoleArn"] {
        // AWS takes an empty text for none.
        if task.json.text(member).is_some_and(|role| !role.is_empty() && !is_role(role)) {
            let message = "A role is named as arn:aws:iam::123456789012:role/name, or by its name alone.";
            faults.of_task(task.path.member(member), message);
        }
    }
    if !task.is_fargate || task.has_execution_role {
        return;
    }
    for container in &task.containers {
        if container.json.text("image").is_some_and(|image| image.contains(".dkr.ecr.")) {
            let message = "On Fargate an image in a private repository of ECR needs an executionRoleArn.";
            faults.of(container, container.path.member("image"), message);
        }
        let log = container.json.get("logConfiguration");
        if log.and_then(|log| log.text("logDriver")) == Some("awslogs") {
            let message = "On Fargate the log driver awslogs needs an executionRoleArn.";
            faults.of(container, container.path.member("logConfiguration").member("logDriver"), message);
        }
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html>
fn is_role(text: &str) -> bool {
    let is_name = |name: &str| {
        (1..=ROLE_MAX).contains(&name.len())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+=,.@_-/".contains(&byte))
    };
    if !text.starts_with("arn:") {
        return is_name(text);
    }
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    let [_, partition, "iam", "", account, role] = parts[..] else { return false };
    let is_account = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
    partition.starts_with("aws") && is_account && role.strip_prefix("role/").is_some_and(is_name)
}
