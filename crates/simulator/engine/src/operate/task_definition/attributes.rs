//! What a container instance would have to be able to do for a task definition.

use crate::{JsonMap, json};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The `requiresAttributes` member as AWS derives it.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html>
pub(super) fn required(document: &JsonMap) -> Value {
    let mut names = BTreeSet::from(["com.amazonaws.ecs.capability.docker-remote-api.1.18".to_owned()]);
    let mut add = |name: &str| names.insert(name.to_owned());
    if document.contains_key("taskRoleArn") {
        add("com.amazonaws.ecs.capability.task-iam-role");
    }
    if json::text(document, "networkMode") == Some("awsvpc") {
        add("ecs.capability.task-eni");
    }
    let has_execution_role = document.contains_key("executionRoleArn");
    for container in json::objects(document, "containerDefinitions") {
        if json::text(container, "image").is_some_and(|image| image.contains(".dkr.ecr.")) {
            add("com.amazonaws.ecs.capability.ecr-auth");
            if has_execution_role {
                add("ecs.capability.execution-role-ecr-pull");
            }
        }
        if let Some(driver) = json::object(container, "logConfiguration").and_then(|log| json::text(log, "logDriver")) {
            add(&format!("com.amazonaws.ecs.capability.logging-driver.{driver}"));
            add("com.amazonaws.ecs.capability.docker-remote-api.1.19");
            if driver == "awslogs" && has_execution_role {
                add("ecs.capability.execution-role-awslogs");
            }
        }
        if let Some(kind) =
            json::object(container, "firelensConfiguration").and_then(|firelens| json::text(firelens, "type"))
        {
            add(&format!("ecs.capability.firelens.{kind}"));
        }
        if container.contains_key("healthCheck") {
            add("ecs.capability.container-health-check");
            add("com.amazonaws.ecs.capability.docker-remote-api.1.24");
        }
        if !json::list(container, "dependsOn").is_empty() {
            add("ecs.capability.container-ordering");
        }
        for secret in json::objects(container, "secrets").filter_map(|secret| json::text(secret, "valueFrom")) {
            let store = if secret.contains(":secretsmanager:") { "asm" } else { "ssm" };
            add(&format!("ecs.capability.secrets.{store}.environment-variables"));
        }
    }
    names.into_iter().map(|name| json!({ "name": name })).collect()
}
