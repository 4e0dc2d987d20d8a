//! Tasks and containers as rows.

use model::address::TaskRef;
use model::name::EnvironmentName;
use model::task::{Container, ManagedAgent, Task};
use model::task_definition::TaskDefinition;
use model::view::{ContainerRow, TaskRow};
use model::why::exit_words;

use super::launch_of_task;

pub(crate) fn task_row(environment: &EnvironmentName, task: &Task) -> TaskRow {
    TaskRow {
        at: TaskRef { environment: environment.clone(), cluster: task.cluster.clone(), task: task.id.clone() },
        service: task.service(),
        group: task.group.clone(),
        started_by: task.started_by.clone(),
        revision: task.task_definition.clone(),
        last_status: task.last_status.clone(),
        desired_status: task.desired_status.clone(),
        health: task.health.clone(),
        level: task.level(),
        why: task.why(),
        created_at: task.lifecycle.created_at,
        started_at: task.lifecycle.started_at,
        stopped_at: task.lifecycle.stopped_at,
        zone: task.zone.clone(),
        launch: launch_of_task(task),
        private_ip: task.private_ip.clone(),
    }
}

/// One container of a task; `definition` tells whether it is essential, once it has been read.
pub(crate) fn container_row(task: &Task, container: &Container, definition: Option<&TaskDefinition>) -> ContainerRow {
    let defined = definition.and_then(|definition| definition.containers.iter().find(|one| one.name == container.name));
    ContainerRow {
        name: container.name.clone(),
        essential: defined.map(|defined| defined.essential),
        image: container.image.clone().or_else(|| defined.map(|defined| defined.image.clone())),
        image_digest: container.image_digest.clone(),
        last_status: container.last_status.clone(),
        exit_code: container.exit_code,
        exit_text: exit_words(container),
        reason: container.reason.clone(),
        health: container.health.clone(),
        agents: container.agents.iter().map(agent).collect(),
        level: container.level(task),
    }
}

/// What an agent is called, and how it is, in AWS's words.
fn agent(agent: &ManagedAgent) -> (String, String) {
    let name = if agent.name == "ExecuteCommandAgent" { "ECS Exec agent" } else { &agent.name };
    let reason = agent.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
    (name.to_owned(), format!("{}{reason}", agent.status))
}
