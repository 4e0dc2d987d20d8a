//! A task: one running (or stopped) copy of a task definition.

mod extra;
mod flaw;
mod level;
mod protection;
mod status;
mod timeline;

pub use extra::{Attachment, AttachmentStatus, AttachmentType, ContainerOverride, ManagedAgent, Overrides};
pub use flaw::Flaw;
pub use protection::Protection;
pub use status::{ContainerStatus, HealthStatus, StopCode, TaskStatus};

use serde::{Deserialize, Serialize};

use crate::launch::LaunchType;
use crate::name::{ClusterName, ServiceName, TaskId};
use crate::task_definition::TaskDefinitionRef;
use crate::time::Timestamp;

/// One container of a task.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Container.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Container {
    /// Its name in the task definition.
    pub name: String,
    /// The image it runs.
    pub image: Option<String>,
    /// The digest the tag meant when it was pulled.
    pub image_digest: Option<String>,
    /// Where it is in its life.
    pub last_status: ContainerStatus,
    /// What the process left with.
    pub exit_code: Option<i32>,
    /// Why it stopped or did not start, in ECS's words.
    pub reason: Option<String>,
    /// What its health check says.
    pub health: HealthStatus,
    /// The id the runtime gave it.
    pub runtime_id: Option<String>,
    /// Ports of the instance that lead to it, TCP and UDP; none on Fargate.
    pub host_ports: Vec<u16>,
    /// Agents of AWS in it.
    pub agents: Vec<ManagedAgent>,
}

/// When a task reached each point of its life; absent until it does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lifecycle {
    /// It was created (PROVISIONING).
    pub created_at: Option<Timestamp>,
    /// It was connected to the network.
    pub connected_at: Option<Timestamp>,
    /// Images began to be pulled.
    pub pull_started_at: Option<Timestamp>,
    /// All images were there.
    pub pull_stopped_at: Option<Timestamp>,
    /// It was RUNNING.
    pub started_at: Option<Timestamp>,
    /// It was asked to stop.
    pub stopping_at: Option<Timestamp>,
    /// Its containers had ended.
    pub execution_stopped_at: Option<Timestamp>,
    /// It was STOPPED and its resources were released.
    pub stopped_at: Option<Timestamp>,
}

/// A task as DescribeTasks shows it.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Its full name.
    pub arn: String,
    /// The last part of it.
    pub id: TaskId,
    /// The cluster it is in.
    pub cluster: ClusterName,
    /// `service:NAME`, `family:NAME` or what RunTask was given.
    pub group: Option<String>,
    /// The deployment id for a service's tasks, or what RunTask was given.
    pub started_by: Option<String>,
    /// What it runs.
    pub task_definition: TaskDefinitionRef,
    /// Where it is in its life.
    pub last_status: TaskStatus,
    /// What it should come to: RUNNING or STOPPED.
    pub desired_status: TaskStatus,
    /// What its containers' checks say together.
    pub health: HealthStatus,
    /// What it runs on.
    pub launch_type: Option<LaunchType>,
    /// The capacity provider, for example `FARGATE_SPOT`.
    pub capacity_provider: Option<String>,
    /// The Fargate platform version.
    pub platform_version: Option<String>,
    /// The availability zone.
    pub zone: Option<String>,
    /// CPU units, 1024 to a core.
    pub cpu: Option<String>,
    /// Memory in MiB.
    pub memory: Option<String>,
    /// When it passed each point of its life.
    pub lifecycle: Lifecycle,
    /// The kind of its end.
    pub stop_code: Option<StopCode>,
    /// Its end in ECS's words.
    pub stopped_reason: Option<String>,
    /// Its containers.
    pub containers: Vec<Container>,
    /// The private IPv4 address of its network interface.
    pub private_ip: Option<String>,
    /// Its network interface id.
    pub network_interface: Option<String>,
    /// The subnet of that interface.
    pub subnet: Option<String>,
    /// What else is attached to it, and that interface until it is.
    pub attachments: Vec<Attachment>,
    /// What RunTask changed against its definition, if anything.
    pub overrides: Option<Box<Overrides>>,
    /// The container instance it is on, for EC2: an ARN.
    pub container_instance: Option<String>,
    /// Whether ECS Exec is on.
    pub execute_command: bool,
    /// Tags as key and value.
    pub tags: Vec<(String, String)>,
}

impl Task {
    /// The service that started it, as its group says.
    pub fn service(&self) -> Option<ServiceName> {
        self.group.as_deref()?.strip_prefix("service:").and_then(|name| ServiceName::parse(name).ok())
    }

    /// Whether a service started it.
    pub fn is_of_service(&self) -> bool {
        self.group.as_deref().is_some_and(|group| group.starts_with("service:"))
    }

    /// When its end was decided, or the next best moment that is known.
    pub fn ended_at(&self) -> Option<Timestamp> {
        self.lifecycle.stopping_at.or(self.lifecycle.execution_stopped_at).or(self.lifecycle.stopped_at)
    }

    /// Whether it has come to its end.
    pub fn is_stopped(&self) -> bool {
        self.last_status.is_stopped()
    }

    /// Whether it has stopped or is to stop.
    pub fn is_ending(&self) -> bool {
        self.desired_status.is_stopped() || self.is_stopped()
    }
}
