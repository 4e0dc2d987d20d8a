//! Environment variables and secrets: their names, and where secrets come from.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html>

use std::collections::BTreeSet;

use super::{Container, Faults, Task, items};

/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/use-environment-file.html>
const ENVIRONMENT_FILES_MAX: usize = 10;

pub(super) fn check(task: &Task, faults: &mut Faults) {
    for container in &task.containers {
        let mut names = BTreeSet::new();
        for (path, variable) in items(container.json, &container.path, "environment") {
            match variable.text("name") {
                Some(name) if name.trim().is_empty() => {
                    faults.of(container, path.member("name"), "A variable needs a name.");
                }
                Some(name) if !names.insert(name) => {
                    faults.of(container, path.member("name"), format!("The variable {name} is set twice."));
                }
                Some(_) => {}
                None => faults.of(container, path.member("name"), "A variable needs a name."),
            }
        }
        secrets(task, container, names, faults);
        let files = container.json.list("environmentFiles").len();
        if files > ENVIRONMENT_FILES_MAX {
            let message = format!("There are {files} environment files; AWS takes at most {ENVIRONMENT_FILES_MAX}.");
            faults.of(container, container.path.member("environmentFiles"), message);
        }
    }
}

fn secrets<'a>(task: &Task, container: &Container<'a>, mut names: BTreeSet<&'a str>, faults: &mut Faults) {
    let path = container.path.member("secrets");
    if !container.json.list("secrets").is_empty() && !task.has_execution_role {
        faults.of(container, path, "Secrets need an executionRoleArn: the role that reads them.");
    }
    for (path, secret) in items(container.json, &container.path, "secrets") {
        if let Some(name) = secret.text("name").filter(|name| !names.insert(name)) {
            let message = format!("{name} is already a variable or a secret of this container.");
            faults.of(container, path.member("name"), message);
        }
        from(container, path.member("valueFrom"), secret.text("valueFrom"), faults);
    }
    let log = container.path.member("logConfiguration");
    let options =
        container.json.get("logConfiguration").into_iter().flat_map(|json| items(json, &log, "secretOptions"));
    for (path, secret) in options {
        from(container, path.member("valueFrom"), secret.text("valueFrom"), faults);
    }
}

fn from(container: &Container, path: crate::path::Path, value: Option<&str>, faults: &mut Faults) {
    if value.is_some_and(|value| !is_source(value)) {
        let message = "A secret comes from the ARN of a secret in Secrets Manager, or from the ARN or the name of a parameter in Systems Manager.";
        faults.of(container, path, message);
    }
}

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html>
fn is_source(text: &str) -> bool {
    if !text.starts_with("arn:") {
        let is_fine = |byte: u8| byte.is_ascii_alphanumeric() || b"_.-/:".contains(&byte);
        return !text.is_empty() && text.bytes().all(is_fine);
    }
    let parts: Vec<&str> = text.split(':').collect();
    match parts[..] {
        // Behind the secret may stand the key in its JSON, the stage and the version, all three or none.
        [_, _, "secretsmanager", _, _, "secret", name] | [_, _, "secretsmanager", _, _, "secret", name, _, _, _] => {
            !name.is_empty()
        }
        [_, _, "secretsmanager", ..] => false,
        [_, _, "ssm", _, _, parameter, ..] => parameter.starts_with("parameter/"),
        // Another service may come to keep secrets.
        [_, _, service, _, _, ..] => !service.is_empty(),
        _ => false,
    }
}
