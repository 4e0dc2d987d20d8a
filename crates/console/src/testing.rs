//! Snapshots made by hand.

mod instance;
mod scaling;
mod traffic;

pub use instance::*;
pub use scaling::*;
pub use traffic::*;

use std::collections::BTreeMap;
use std::sync::Arc;

use fleet::{ClusterSnapshot, Known, Seen, Snapshot};
use model::arn::Arn;
use model::cluster::{Cluster, ClusterStatus};
use model::deployment::{Deployment, DeploymentRolloutState, DeploymentStatus};
use model::environment::Environment;
use model::event::ServiceEvent;
use model::launch::LaunchType;
use model::name::{ClusterName, EnvironmentName, Family, ServiceName, TaskId};
use model::service::{
    DeploymentConfiguration, DeploymentController, Launch, SchedulingStrategy, Service, ServiceStatus,
};
use model::task::{Container, ContainerStatus, HealthStatus, Lifecycle, StopCode, Task, TaskStatus};
use model::task_definition::TaskDefinitionRef;
use model::time::{Span, Timestamp};

use crate::judged::Survey;

/// The moment at which tests happen.
pub const NOW: Timestamp = Timestamp(1_795_210_931_000);

pub fn ago(seconds: i64) -> Timestamp {
    NOW.before(Span::seconds(seconds))
}

pub fn environment() -> EnvironmentName {
    EnvironmentName::parse("test").unwrap()
}

pub fn cluster_name(name: &str) -> ClusterName {
    ClusterName::parse(name).unwrap()
}

/// An environment with these clusters, read four seconds ago.
pub fn snapshot(clusters: Vec<ClusterSnapshot>) -> Snapshot {
    let environment = Environment { name: environment(), region: "eu-central-1".to_owned(), account: None };
    let clusters = clusters.into_iter().map(|one| (one.cluster.name.clone(), Arc::new(one)));
    Snapshot {
        version: 1,
        clusters: Known::new(clusters.collect(), ago(4)),
        families: Known::new(BTreeMap::new(), ago(4)),
        first_read_complete: true,
        ..Snapshot::new(environment)
    }
}

pub fn survey(clusters: Vec<ClusterSnapshot>) -> Arc<Survey> {
    survey_of(snapshot(clusters))
}

/// A snapshot judged without having read any service revision.
pub fn survey_of(snapshot: Snapshot) -> Arc<Survey> {
    Arc::new(Survey::new(Arc::new(snapshot), None, &|_| None, NOW))
}

/// A cluster with these services and tasks; tasks belong to the service that their group names.
pub fn cluster(name: &str, services: Vec<Service>, tasks: Vec<Task>) -> ClusterSnapshot {
    let name = cluster_name(name);
    let empty = Cluster {
        arn: Arn::parse(format!("arn:aws:ecs:eu-central-1:123456789012:cluster/{name}")).unwrap(),
        name,
        status: ClusterStatus::Active,
        running: 0,
        pending: 0,
        active_services: 0,
        instances: 0,
        unread_members: Vec::new(),
        running_by_launch: Vec::new(),
        capacity_providers: vec!["FARGATE".to_owned()],
        settings: Vec::new(),
        tags: Vec::new(),
    };
    let mut service_tasks: BTreeMap<ServiceName, Vec<TaskId>> = BTreeMap::new();
    for task in &tasks {
        if let Some(service) = task.service() {
            service_tasks.entry(service).or_default().push(task.id.clone());
        }
    }
    let services = services.into_iter().map(|one| (one.name.clone(), Seen::new(ago(4), one)));
    let tasks = tasks.into_iter().map(|one| (one.id.clone(), Seen::new(ago(4), one)));
    ClusterSnapshot {
        services: Known::new(services.collect(), ago(4)),
        tasks: Known::new(tasks.collect(), ago(4)),
        service_tasks: Arc::new(service_tasks.into_iter().map(|(name, ids)| (name, Arc::new(ids))).collect()),
        ..ClusterSnapshot::new(empty, ago(4))
    }
}

/// A service of revision 7 of the family of its name, its deployment completed an hour ago.
pub fn service(name: &str, desired: u32, running: u32) -> Service {
    let revision = TaskDefinitionRef { family: Family::parse(name).unwrap(), revision: 7 };
    let deployment = Deployment {
        id: format!("ecs-svc/{name}"),
        status: DeploymentStatus::Primary,
        task_definition: revision.clone(),
        desired,
        pending: 0,
        running,
        failed: 0,
        rollout_state: Some(DeploymentRolloutState::Completed),
        rollout_reason: None,
        created_at: Some(ago(3600)),
        updated_at: Some(ago(3500)),
    };
    Service {
        arn: Arn::parse(format!("arn:aws:ecs:eu-central-1:123456789012:service/shop/{name}")).unwrap(),
        name: ServiceName::parse(name).unwrap(),
        cluster: cluster_name("shop"),
        status: ServiceStatus::Active,
        desired,
        running,
        pending: 0,
        task_definition: revision,
        scheduling: SchedulingStrategy::Replica,
        launch: Launch::Type(LaunchType::Fargate),
        platform_version: None,
        controller: DeploymentController::Ecs,
        task_sets: Vec::new(),
        deployments: vec![deployment],
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
        tags: vec![("team".to_owned(), format!("team-{name}"))],
    }
}

/// A running task of a service, ten minutes old; its id ends in `number`.
pub fn task(service: &str, number: u32) -> Task {
    let id = TaskId::parse(format!("{:0>32}", format!("{:x}{number:04x}", service.len()))).unwrap();
    Task {
        arn: format!("arn:aws:ecs:eu-central-1:123456789012:task/shop/{id}"),
        id,
        cluster: cluster_name("shop"),
        group: Some(format!("service:{service}")),
        started_by: Some(format!("ecs-svc/{service}")),
        task_definition: TaskDefinitionRef { family: Family::parse(service).unwrap(), revision: 7 },
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
        containers: vec![Container {
            name: service.to_owned(),
            image: Some(format!("registry.example/{service}:1.2.3")),
            image_digest: None,
            last_status: ContainerStatus::Running,
            exit_code: None,
            reason: None,
            health: HealthStatus::Unknown,
            runtime_id: None,
            host_ports: Vec::new(),
            agents: Vec::new(),
        }],
        private_ip: Some(format!("10.0.{}.{}", number / 256, number % 256)),
        network_interface: None,
        subnet: None,
        attachments: Vec::new(),
        overrides: None,
        container_instance: None,
        execute_command: false,
        tags: Vec::new(),
    }
}

/// A task that exited with code 1 so many seconds ago.
pub fn crashed(service: &str, number: u32, seconds: i64) -> Task {
    let mut task = task(service, number);
    task.last_status = TaskStatus::Stopped;
    task.desired_status = TaskStatus::Stopped;
    task.stop_code = Some(StopCode::EssentialContainerExited);
    task.stopped_reason = Some("Essential container in task exited".to_owned());
    task.containers[0].exit_code = Some(1);
    task.lifecycle.created_at = Some(ago(seconds + 20));
    task.lifecycle.stopping_at = Some(ago(seconds));
    task.lifecycle.stopped_at = Some(ago(seconds));
    task
}

pub fn event(service: &str, seconds: i64, words: &str) -> ServiceEvent {
    ServiceEvent {
        id: format!("{service}-{seconds}"),
        at: ago(seconds),
        message: format!("(service {service}) {words}"),
    }
}
