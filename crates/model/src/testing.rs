//! Nouns for tests: a calm service and a task that runs, to be changed at will.

use crate::arn::Arn;
use crate::deployment::{Deployment, DeploymentStatus, RolloutState};
use crate::event::ServiceEvent;
use crate::name::{ClusterName, Family, ServiceName, TaskId};
use crate::service::{DeploymentConfiguration, Launch, Service};
use crate::task::{Container, Health, Lifecycle, Task};
use crate::task_definition::TaskDefinitionRef;
use crate::time::{Span, Timestamp};

/// The moment at which tests happen.
pub const NOW: Timestamp = Timestamp(1_795_210_931_000);

/// So many seconds before [`NOW`].
pub fn ago(seconds: i64) -> Timestamp {
    NOW.before(Span::seconds(seconds))
}

pub fn revision(family: &str, revision: u32) -> TaskDefinitionRef {
    TaskDefinitionRef { family: Family::parse(family).unwrap(), revision }
}

/// A service `web` of revision 7 that has run its tasks for a day.
pub fn service(desired: u32, running: u32) -> Service {
    Service {
        arn: Arn::parse("arn:aws:ecs:eu-central-1:123456789012:service/shop/web").unwrap(),
        name: ServiceName::parse("web").unwrap(),
        cluster: ClusterName::parse("shop").unwrap(),
        status: "ACTIVE".to_owned(),
        desired,
        running,
        pending: 0,
        task_definition: revision("web", 7),
        scheduling: "REPLICA".to_owned(),
        launch: Launch::Type("FARGATE".to_owned()),
        platform_version: None,
        deployments: vec![deployment(7, desired, running)],
        deployment_configuration: DeploymentConfiguration::default(),
        events: Vec::new(),
        target_groups: Vec::new(),
        placement_constraints: Vec::new(),
        placement_strategy: Vec::new(),
        network: None,
        health_check_grace: None,
        execute_command: false,
        created_at: Some(ago(86_400)),
        created_by: None,
        tags: Vec::new(),
    }
}

/// A completed primary deployment `ecs-svc/REVISION`, an hour old.
pub fn deployment(number: u32, desired: u32, running: u32) -> Deployment {
    Deployment {
        id: format!("ecs-svc/{number}"),
        status: DeploymentStatus::Primary,
        task_definition: revision("web", number),
        desired,
        pending: 0,
        running,
        failed: 0,
        rollout_state: Some(RolloutState::Completed),
        rollout_reason: None,
        created_at: Some(ago(3600)),
        updated_at: Some(ago(3500)),
    }
}

/// A running task of the service `web`, ten minutes old.
pub fn task(family: &str, number: u32) -> Task {
    let id = "0123456789abcdef0123456789abcdef";
    Task {
        arn: format!("arn:aws:ecs:eu-central-1:123456789012:task/shop/{id}"),
        id: TaskId::parse(id).unwrap(),
        cluster: ClusterName::parse("shop").unwrap(),
        group: Some("service:web".to_owned()),
        started_by: Some(format!("ecs-svc/{number}")),
        task_definition: revision(family, number),
        last_status: "RUNNING".to_owned(),
        desired_status: "RUNNING".to_owned(),
        health: Health::Unknown,
        launch_type: Some("FARGATE".to_owned()),
        capacity_provider: None,
        platform_version: None,
        zone: None,
        cpu: None,
        memory: None,
        lifecycle: Lifecycle { created_at: Some(ago(600)), started_at: Some(ago(580)), ..Lifecycle::default() },
        stop_code: None,
        stopped_reason: None,
        containers: vec![container("web")],
        private_ip: None,
        network_interface: None,
        subnet: None,
        container_instance: None,
        execute_command: false,
        tags: Vec::new(),
    }
}

/// A task of `web` that exited with code 1 so many seconds ago.
pub fn crashed(number: u32, seconds: i64) -> Task {
    let mut task = task("web", number);
    task.last_status = "STOPPED".to_owned();
    task.desired_status = "STOPPED".to_owned();
    task.stop_code = Some("EssentialContainerExited".to_owned());
    task.stopped_reason = Some("Essential container in task exited".to_owned());
    task.containers[0].exit_code = Some(1);
    task.containers[0].last_status = "STOPPED".to_owned();
    task.lifecycle.created_at = Some(ago(seconds + 20));
    task.lifecycle.started_at = Some(ago(seconds + 10));
    task.lifecycle.stopping_at = Some(ago(seconds));
    task.lifecycle.stopped_at = Some(ago(seconds - 1));
    task
}

pub fn container(name: &str) -> Container {
    Container {
        name: name.to_owned(),
        image: Some(format!("registry.example/{name}:1")),
        image_digest: None,
        last_status: "RUNNING".to_owned(),
        exit_code: None,
        reason: None,
        health: Health::Unknown,
        runtime_id: None,
        host_ports: Vec::new(),
    }
}

pub fn event(seconds: i64, message: &str) -> ServiceEvent {
    ServiceEvent { id: format!("event-{seconds}"), at: ago(seconds), message: format!("(service web) {message}") }
}
