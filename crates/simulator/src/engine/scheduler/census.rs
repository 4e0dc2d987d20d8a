//! What a service has, sorted by use.

use crate::engine::Millis;
use crate::engine::cluster::Cluster;
use crate::engine::container::HealthStatus;
use crate::engine::id::{DeploymentId, TaskId};
use crate::engine::lifecycle::is_healthy;
use crate::engine::service::Service;
use crate::engine::task::{DesiredStatus, Task, TaskStatus};

/// Of what use a task that should run is to its service; what can be spared first is first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Use {
    /// Its health checks fail.
    Unhealthy,
    /// It does not run yet.
    Starting,
    /// It runs, and its health check has not spoken yet.
    Unproven,
    /// It serves.
    Healthy,
}

/// A task that should run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Member {
    pub id: TaskId,
    pub deployment: Option<DeploymentId>,
    pub use_: Use,
    pub created_at: Millis,
}

/// The service's tasks that should run, and the numbers that its deployment configuration allows.
pub(super) struct Census {
    pub members: Vec<Member>,
    pub primary: Option<DeploymentId>,
    pub desired: usize,
    /// Starting and running, those that are being drained included.
    pub counted: usize,
    /// Not fewer healthy ones than this.
    pub least: usize,
    /// Not more starting and running ones than this.
    pub most: usize,
}

impl Census {
    pub fn take(cluster: &Cluster, service: &Service) -> Self {
        let member = |task: &Task| Member {
            id: task.id,
            deployment: task.deployment,
            use_: use_of(task),
            created_at: task.times.created_at,
        };
        let wanted = |task: &&Task| task.desired_status == DesiredStatus::Running;
        let members = service.tasks().filter_map(|id| cluster.task(id)).filter(wanted).map(member).collect();
        let counts = service.counts();
        let desired = as_size(service.desired);
        Self {
            members,
            primary: service.primary().map(|deployment| deployment.id),
            desired,
            counted: as_size(counts.pending) + as_size(counts.running),
            least: (desired * as_size(service.minimum_healthy_percent)).div_ceil(100),
            most: desired * as_size(service.maximum_percent) / 100,
        }
    }

    pub fn healthy(&self) -> usize {
        self.members.iter().filter(|member| member.use_ == Use::Healthy).count()
    }

    /// Members of the newest deployment.
    pub fn newest(&self) -> impl Iterator<Item = &Member> {
        self.members.iter().filter(|member| member.deployment == self.primary)
    }

    /// Members of older deployments.
    pub fn older(&self) -> impl Iterator<Item = &Member> {
        self.members.iter().filter(|member| member.deployment != self.primary)
    }
}

fn use_of(task: &Task) -> Use {
    if task.health == HealthStatus::Unhealthy {
        Use::Unhealthy
    } else if task.last_status != TaskStatus::Running {
        Use::Starting
    } else if is_healthy(task) {
        Use::Healthy
    } else {
        Use::Unproven
    }
}

fn as_size(count: u32) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}
