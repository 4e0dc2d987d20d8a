//! Tasks and containers as rows.

use model::address::TaskRef;
use model::name::EnvironmentName;
use model::task::{Container, Health, Task};
use model::task_definition::TaskDefinition;
use model::verdict::Level;
use model::view::{ContainerRow, TaskRow};
use model::why::{Behind, Cause, exit_words};

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
        health: task.health,
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
        health: container.health,
        level: container_level(task, container),
    }
}

fn container_level(task: &Task, container: &Container) -> Level {
    let was_asked = || Cause::of(task).is_some_and(|cause| cause.kind.behind() != Behind::Itself);
    match &*container.last_status {
        "RUNNING" if container.health == Health::Unhealthy => Level::Degraded,
        "RUNNING" => Level::Steady,
        "PENDING" | "CREATED" | "PULLED" | "MANIFEST_PULLED" if task.desired_status != "STOPPED" => Level::Deploying,
        _ if container.health == Health::Unhealthy => Level::Down,
        _ if container.reason.is_none() && matches!(container.exit_code, None | Some(0)) => Level::Idle,
        _ if was_asked() => Level::Idle,
        _ => Level::Down,
    }
}
