//! Nouns for tests: a calm service and a task that runs, to be changed at will.

mod scaling;

pub use scaling::*;

use crate::arn::Arn;
use crate::deployment::{
    Deployment, DeploymentRolloutState, DeploymentStatus, DeploymentStrategy, HookAction, HookStatus, HookTarget,
    LifecycleHook, LifecycleStage, ServiceDeployment, ServiceDeploymentStatus,
};
use crate::event::ServiceEvent;
use crate::instance::{Instance, InstanceStatus, Resources};
use crate::launch::LaunchType;
use crate::name::{ClusterName, Family, ServiceName, TaskId};
use crate::service::{
    DeploymentConfiguration, DeploymentController, Launch, SchedulingStrategy, Service, ServiceStatus,
};
use crate::task::{Container, ContainerStatus, HealthStatus, Lifecycle, StopCode, Task, TaskStatus};
use crate::task_definition::{
    ContainerDefinition, NetworkMode, TaskDefinition, TaskDefinitionRef, TaskDefinitionStatus,
};
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
        status: ServiceStatus::Active,
        desired,
        running,
        pending: 0,
        task_definition: revision("web", 7),
        scheduling: SchedulingStrategy::Replica,
        launch: Launch::Type(LaunchType::Fargate),
        platform_version: None,
        controller: DeploymentController::Ecs,
        task_sets: Vec::new(),
        deployments: vec![deployment(7, desired, running)],
        deployment_configuration: DeploymentConfiguration::default(),
        events: Vec::new(),
        target_groups: Vec::new(),
        unread_balancers: Vec::new(),
        unread_members: Vec::new(),
        placement_constraints: Vec::new(),
        placement_strategy: Vec::new(),
        network: None,
        health_check_grace: None,
        execute_command: false,
        propagate_tags: None,
        zone_rebalancing: false,
        created_at: Some(ago(86_400)),
        created_by: None,
        tags: Vec::new(),
    }
}

/// A revision for Fargate of 0.25 vCPU and 512 MiB, with one container of the family's name.
pub fn task_definition(family: &str, number: u32) -> TaskDefinition {
    TaskDefinition {
        arn: format!("arn:aws:ecs:eu-central-1:123456789012:task-definition/{family}:{number}"),
        reference: revision(family, number),
        status: TaskDefinitionStatus::Active,
        cpu: Some("256".to_owned()),
        memory: Some("512".to_owned()),
        network_mode: Some(NetworkMode::Awsvpc),
        requires_compatibilities: vec!["FARGATE".to_owned()],
        task_role_arn: None,
        execution_role_arn: None,
        runtime_platform: None,
        placement_constraints: Vec::new(),
        requires_attributes: Vec::new(),
        ephemeral_storage: None,
        volumes: Vec::new(),
        containers: vec![container_definition(family)],
        registered_at: None,
        registered_by: None,
        deregistered_at: None,
        tags: Vec::new(),
        raw: String::new(),
    }
}

/// An essential container that says nothing but its image, `NAME:1`.
pub fn container_definition(name: &str) -> ContainerDefinition {
    ContainerDefinition {
        name: name.to_owned(),
        image: format!("{name}:1"),
        essential: true,
        cpu: 0,
        memory: None,
        memory_reservation: None,
        gpus: 0,
        ports: Vec::new(),
        environment: Vec::new(),
        environment_files: Vec::new(),
        secrets: Vec::new(),
        entry_point: Vec::new(),
        command: Vec::new(),
        health_check: None,
        log_driver: None,
        log_options: Vec::new(),
        depends_on: Vec::new(),
        mounts: Vec::new(),
        user: None,
        privileged: false,
        read_only_root: false,
        stop_timeout: None,
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
        rollout_state: Some(DeploymentRolloutState::Completed),
        rollout_reason: None,
        created_at: Some(ago(3600)),
        updated_at: Some(ago(3500)),
    }
}

/// A blue/green service deployment of `web` that began five minutes ago and waits for a decision, for an hour more.
pub fn waiting_deployment() -> ServiceDeployment {
    let hook = LifecycleHook {
        id: "hook-1".to_owned(),
        target: HookTarget::Pause,
        status: HookStatus::AwaitingAction,
        expires_at: Some(ago(-3600)),
        timeout_action: HookAction::Rollback,
    };
    ServiceDeployment {
        arn: "arn:aws:ecs:eu-central-1:123456789012:service-deployment/shop/web/8".to_owned(),
        status: ServiceDeploymentStatus::InProgress,
        reason: None,
        strategy: Some(DeploymentStrategy::BlueGreen),
        stage: Some(LifecycleStage::PostTestTrafficShift),
        hooks: vec![hook],
        sources: Vec::new(),
        target: None,
        breaker: None,
        alarms: None,
        rollback: None,
        bake_minutes: None,
        step: None,
        created_at: Some(ago(300)),
        started_at: Some(ago(300)),
        finished_at: None,
        stopped_at: None,
        updated_at: Some(ago(60)),
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
        last_status: TaskStatus::Running,
        desired_status: TaskStatus::Running,
        health: HealthStatus::Unknown,
        launch_type: Some(LaunchType::Fargate),
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
        attachments: Vec::new(),
        overrides: None,
        container_instance: None,
        execute_command: false,
        tags: Vec::new(),
    }
}

/// A task of `web` that exited with code 1 so many seconds ago.
pub fn crashed(number: u32, seconds: i64) -> Task {
    let mut task = task("web", number);
    task.last_status = TaskStatus::Stopped;
    task.desired_status = TaskStatus::Stopped;
    task.stop_code = Some(StopCode::EssentialContainerExited);
    task.stopped_reason = Some("Essential container in task exited".to_owned());
    task.containers[0].exit_code = Some(1);
    task.containers[0].last_status = ContainerStatus::Stopped;
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
        last_status: ContainerStatus::Running,
        exit_code: None,
        reason: None,
        health: HealthStatus::Unknown,
        runtime_id: None,
        host_ports: Vec::new(),
        agents: Vec::new(),
    }
}

pub fn event(seconds: i64, message: &str) -> ServiceEvent {
    ServiceEvent { id: format!("event-{seconds}"), at: ago(seconds), message: format!("(service web) {message}") }
}

/// A container instance of 4 cores and 8 GiB that has so much left.
pub fn instance(id: &str, zone: &str, cpu: u32, memory: u32) -> Instance {
    let has = |cpu, memory| Resources { cpu, memory, ports: vec![22, 2376], ..Resources::default() };
    Instance {
        arn: Arn::parse(format!("arn:aws:ecs:eu-central-1:123456789012:container-instance/shop/{id}")).unwrap(),
        id: id.to_owned(),
        cluster: ClusterName::parse("shop").unwrap(),
        ec2: None,
        status: InstanceStatus::Active,
        status_reason: None,
        agent_connected: true,
        checks: Vec::new(),
        agent_version: None,
        registered: has(4096, 8192),
        remaining: has(cpu, memory),
        running: 0,
        pending: 0,
        unread_members: Vec::new(),
        capacity_provider: None,
        attributes: vec![
            ("ecs.availability-zone".to_owned(), Some(zone.to_owned())),
            ("ecs.cpu-architecture".to_owned(), Some("x86_64".to_owned())),
        ],
        registered_at: None,
        tags: Vec::new(),
    }
}

/// The decoded pairs of the query part of an address.
pub(crate) fn decoded_pairs(query: &str) -> Vec<(String, String)> {
    let pairs = query.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('='));
    pairs.map(|(field, value)| (decode(field), decode(value))).collect()
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let hex: String = rest.by_ref().take(2).map(char::from).collect();
            bytes.push(u8::from_str_radix(&hex, 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// Tells the summary of all tests that a thing of this kind was tried, where it asks for that.
pub fn tried(table: &str, kind: &str) {
    if std::env::var_os("PODIUM_TALLY").is_some() {
        let line = format!("tried: {table}: {kind}\n");
        std::io::Write::write_all(&mut std::io::stdout(), line.as_bytes()).unwrap();
    }
}
