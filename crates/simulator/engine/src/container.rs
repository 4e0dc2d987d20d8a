//! A container of a task.

use super::id::Uuid;
use super::{Millis, Name};

/// What a container does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ContainerStatus {
    /// It has not started.
    Pending,
    /// Its process runs.
    Running,
    /// Its process has ended or never began.
    Stopped,
}

impl ContainerStatus {
    /// The word on the wire.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Pending => "PENDING",
            Self::Running => "RUNNING",
            Self::Stopped => "STOPPED",
        }
    }
}

/// What the container health checks say, of a container or of a whole task.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum HealthStatus {
    /// There is no check, or it has not spoken yet.
    #[default]
    Unknown,
    /// The check passes.
    Healthy,
    /// The check has failed as often as its `retries` allow.
    Unhealthy,
}

impl HealthStatus {
    /// The word on the wire.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Unknown => "UNKNOWN",
            Self::Healthy => "HEALTHY",
            Self::Unhealthy => "UNHEALTHY",
        }
    }
}

/// A port of a container that is reached through one of its instance.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_NetworkBinding.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Binding {
    /// Inside.
    pub container_port: u16,
    /// On the instance.
    pub host_port: u16,
    /// UDP instead of TCP.
    pub udp: bool,
}

/// A container of a task, in the order of the task definition.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Container.html>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Container {
    /// The last part of the container's ARN.
    pub id: Uuid,
    /// Its name in the task definition.
    pub name: Name,
    /// Its image reference as written in the task definition.
    pub image: Name,
    /// `sha256:…` once the image was pulled.
    pub image_digest: Option<Name>,
    /// The runtime's own id, once it was created: `<task id>-<10 digits>` on Fargate, 64 hexadecimal digits on
    /// instances.
    pub runtime_id: Option<Name>,
    /// What it does now.
    pub status: ContainerStatus,
    /// When its process started, the last time.
    pub started_at: Option<Millis>,
    /// When its process ended by itself.
    pub stopped_at: Option<Millis>,
    /// What its process ended with.
    pub exit_code: Option<i32>,
    /// Why it ended, when there is more to say than the exit code.
    pub reason: Option<Name>,
    /// What its health check says; `Unknown` without one.
    pub health: HealthStatus,
    /// How it is reached through its container instance; empty when its task has a network interface of its own.
    pub bindings: Vec<Binding>,
    /// The ids of the GPUs of its container instance that it has.
    pub gpus: Vec<Name>,
}
