//! A task: containers that live and end together.

use super::balancing::ServiceTarget;
use super::container::{Container, HealthStatus};
use super::id::{DeploymentId, InstanceId, TaskId};
use super::network::NetworkInterface;
use super::placement::Reach;
use super::service::Compute;
use super::tag::Tag;
use super::task_definition::TaskDefinition;
use super::{JsonMap, Millis, Name};
use std::sync::Arc;

/// Where a task is in its life.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TaskStatus {
    /// Its network interface is being made.
    Provisioning,
    /// It has a place; images are being pulled.
    Pending,
    /// Its containers start and it is being registered where it will serve.
    Activating,
    /// Its essential containers run.
    Running,
    /// It is being taken out of load balancers; its containers still run.
    Deactivating,
    /// Its containers were asked to end.
    Stopping,
    /// Its network interface is being taken away.
    Deprovisioning,
    /// It has ended.
    Stopped,
}

impl TaskStatus {
    /// The word on the wire.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Provisioning => "PROVISIONING",
            Self::Pending => "PENDING",
            Self::Activating => "ACTIVATING",
            Self::Running => "RUNNING",
            Self::Deactivating => "DEACTIVATING",
            Self::Stopping => "STOPPING",
            Self::Deprovisioning => "DEPROVISIONING",
            Self::Stopped => "STOPPED",
        }
    }
}

/// Where a task should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DesiredStatus {
    /// It should run.
    Running,
    /// It should end, or has.
    Stopped,
}

impl DesiredStatus {
    /// The word on the wire.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Running => "RUNNING",
            Self::Stopped => "STOPPED",
        }
    }
}

/// Who or what ended a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StopCode {
    /// It never came to run.
    TaskFailedToStart,
    /// A container it cannot do without ended.
    EssentialContainerExited,
    /// Somebody called StopTask.
    UserInitiated,
    /// Its service no longer wanted it, or found it unhealthy.
    ServiceSchedulerInitiated,
    /// The machine it ran on is no more.
    TerminationNotice,
}

impl StopCode {
    /// The word on the wire.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::TaskFailedToStart => "TaskFailedToStart",
            Self::EssentialContainerExited => "EssentialContainerExited",
            Self::UserInitiated => "UserInitiated",
            Self::ServiceSchedulerInitiated => "ServiceSchedulerInitiated",
            Self::TerminationNotice => "TerminationNotice",
        }
    }
}

/// Why a task is ending or has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// Who or what ended it.
    pub code: StopCode,
    /// AWS's sentence.
    pub reason: Name,
}

/// When what happened to a task; absent until it has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TaskTimes {
    /// It was asked for.
    pub created_at: Millis,
    /// Its first image began to be pulled.
    pub pull_started_at: Option<Millis>,
    /// Its last image was pulled, or could not be.
    pub pull_stopped_at: Option<Millis>,
    /// Its network interface was connected.
    pub connectivity_at: Option<Millis>,
    /// Its containers started.
    pub containers_at: Option<Millis>,
    /// It came to RUNNING.
    pub started_at: Option<Millis>,
    /// Its end was decided.
    pub stopping_at: Option<Millis>,
    /// Its containers were asked to end.
    pub signalled_at: Option<Millis>,
    /// Its last container ended.
    pub execution_stopped_at: Option<Millis>,
    /// It came to STOPPED.
    pub stopped_at: Option<Millis>,
}

/// A task.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html>
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// Its id.
    pub id: TaskId,
    /// The name of its cluster.
    pub cluster: Name,
    /// What it is made from.
    pub definition: Arc<TaskDefinition>,
    /// `service:NAME`, `family:FAMILY`, or what RunTask said.
    pub group: Name,
    /// The deployment's id, or what RunTask said.
    pub started_by: Option<Name>,
    /// The service it belongs to.
    pub service: Option<Name>,
    /// The deployment it belongs to.
    pub deployment: Option<DeploymentId>,
    /// Where it is.
    pub last_status: TaskStatus,
    /// Where it should be.
    pub desired_status: DesiredStatus,
    /// What the health checks of its essential containers say together.
    pub health: HealthStatus,
    /// What it runs on. `launchType` on the wire.
    pub compute: Compute,
    /// The capacity provider's name, when it was placed by a capacity provider strategy.
    pub capacity_provider: Option<Name>,
    /// The container instance it has or had its place on; none on Fargate, and while it waits for one.
    pub instance: Option<InstanceId>,
    /// For example `1.4.0`; only on Fargate.
    pub platform_version: Option<Name>,
    /// For example `Linux`; only on Fargate.
    pub platform_family: Option<Name>,
    /// For example `eu-central-1a`.
    pub zone: Name,
    /// Counts up with every change.
    pub version: u64,
    /// CPU units, as text: the task definition's, or an override's.
    pub cpu: Option<Name>,
    /// MiB, as text: the task definition's, or an override's.
    pub memory: Option<Name>,
    /// When what happened.
    pub times: TaskTimes,
    /// Why it ends or ended.
    pub stop: Option<Stop>,
    /// Its containers, in the order of the task definition.
    pub containers: Vec<Container>,
    /// Its network interface.
    pub network: Option<NetworkInterface>,
    /// The `overrides` member as AWS gives it back: at least `containerOverrides`, one for each container.
    pub overrides: Arc<JsonMap>,
    /// GiB of scratch space, on Fargate.
    pub ephemeral_storage: Option<u32>,
    /// Whether `aws ecs execute-command` may enter.
    pub enable_execute_command: bool,
    /// Its tags, in the order they were put on.
    pub tags: Vec<Tag>,
    /// Until when neither scaling in nor a deployment stops it.
    pub protected_until: Option<Millis>,
    pub(super) generation: u32,
    pub(super) reach: Reach,
    pub(super) targets: Arc<[ServiceTarget]>,
}

impl Task {
    /// Until when it is protected from scaling in, when it still is.
    #[must_use]
    pub fn protection(&self, now: Millis) -> Option<Millis> {
        self.protected_until.filter(|until| *until > now)
    }
}
