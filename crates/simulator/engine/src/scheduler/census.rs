//! What a service has, sorted by use.

use crate::balancing::Traffic;
use crate::cluster::Cluster;
use crate::container::HealthStatus;
use crate::id::{DeploymentId, ServiceKey, TaskId, TaskKey};
use crate::lifecycle::{is_checked, is_healthy};
use crate::service::Service;
use crate::task::{DesiredStatus, Task, TaskStatus};
use crate::time::seconds;
use crate::{Engine, Millis, json};

/// How long a target has been unhealthy when its service's scheduler acts: about as often it asks the load balancer.
const ASKS_EVERY: u64 = seconds(30);

/// How long a task runs before it counts as healthy, when neither a container health check nor a load balancer looks.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html>
const COUNTS_AFTER: u64 = seconds(40);

/// Of what use a task that should run is to its service; what can be spared first is first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Use {
    /// Its health checks fail.
    Unhealthy,
    /// It does not run yet.
    Starting,
    /// It runs, and its health check has not spoken yet, its failure is still overlooked, or nothing checks it and it
    /// does not run for long enough to count.
    Unproven,
    /// It serves.
    Healthy,
}

/// What becomes of a task: what becomes of its deployment, unless its instance is being emptied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rank {
    /// The service wants it.
    Newest,
    /// The service wants it, too, for now.
    Kept,
    /// It is being replaced.
    Older,
}

/// A task that should run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Member {
    pub id: TaskId,
    pub deployment: Option<DeploymentId>,
    pub rank: Rank,
    pub use_: Use,
    pub created_at: Millis,
    /// Until when it is protected, when it is.
    pub protected_until: Option<Millis>,
}

/// The service's tasks that should run, and the numbers that its deployment configuration allows.
pub(crate) struct Census {
    pub members: Vec<Member>,
    pub primary: Option<DeploymentId>,
    pub desired: usize,
    /// Starting and running, those that are being drained included.
    pub counted: usize,
    /// Not fewer healthy ones than this.
    pub least: usize,
    /// Not more starting and running ones than this.
    pub most: usize,
    /// When the first task is of another use because of the time alone: an unhealthy one is overlooked no longer, or
    /// one that nothing checks counts.
    pub turns_at: Option<Millis>,
    /// Whether unhealthy tasks stay until others serve in their places.
    pub replaces_first: bool,
}

impl Engine {
    /// Counts what a service has.
    pub(crate) fn census(&self, key: &ServiceKey) -> Option<Census> {
        let cluster = self.world.cluster(&key.cluster)?;
        Some(self.count(cluster, cluster.service(&key.service)?))
    }

    fn count(&self, cluster: &Cluster, service: &Service) -> Census {
        let now = self.now();
        let grace = seconds(json::count(&service.settings, "healthCheckGracePeriodSeconds").unwrap_or(0).into());
        let wanted = |task: &&Task| task.desired_status == DesiredStatus::Running;
        let mut turns_at: Option<Millis> = None;
        let mut members = Vec::with_capacity(service.tasks().len());
        for task in service.tasks().filter_map(|id| cluster.task(id)).filter(wanted) {
            let key = TaskKey { cluster: cluster.name.clone(), task: task.id };
            let traffic = self.traffic_of(&key);
            let mut use_ = use_of(task, &traffic);
            let turns = match use_ {
                Use::Unhealthy => overlooked_until(task, &traffic, grace),
                // AWS's scheduler does not wait for the tasks of task sets: their maker does.
                Use::Healthy if !service.has_sets() => counts_from(task, &traffic),
                Use::Healthy | Use::Unproven | Use::Starting => None,
            };
            if let Some(at) = turns.filter(|at| *at > now) {
                use_ = Use::Unproven;
                turns_at = Some(turns_at.map_or(at, |earlier| earlier.min(at)));
            }
            let leaves = cluster.is_leaving(task);
            let rank = if leaves { Rank::Older } else { service.rank(task.deployment) };
            members.push(Member {
                id: task.id,
                deployment: task.deployment,
                rank,
                use_,
                created_at: task.times.created_at,
                protected_until: task.protection(now),
            });
        }
        let counts = service.counts();
        let desired = as_size(service.desired);
        let room_for_two = if service.keeps_two() { 2 * desired } else { 0 };
        Census {
            members,
            primary: service.primary().map(|deployment| deployment.id),
            desired,
            counted: as_size(counts.pending) + as_size(counts.running),
            least: (desired * as_size(service.minimum_healthy_percent)).div_ceil(100),
            most: room_for_two.max(desired * as_size(service.maximum_percent) / 100),
            turns_at,
            replaces_first: service.replaces_first(),
        }
    }
}

impl Census {
    pub fn healthy(&self) -> usize {
        self.members.iter().filter(|member| member.use_ == Use::Healthy).count()
    }

    /// Members of the newest deployment that may stay where they are.
    pub fn newest(&self) -> impl Iterator<Item = &Member> {
        self.of_rank(Rank::Newest)
    }

    /// Members of the newest deployment that serve.
    pub fn serving(&self) -> impl Iterator<Item = TaskId> {
        self.newest().filter(|member| member.use_ == Use::Healthy).map(|member| member.id)
    }

    /// Members of an older deployment that is kept for now.
    pub fn kept(&self) -> impl Iterator<Item = &Member> {
        self.of_rank(Rank::Kept)
    }

    /// Members that are being replaced: of older deployments, or on instances that are being emptied.
    pub fn older(&self) -> impl Iterator<Item = &Member> {
        self.of_rank(Rank::Older)
    }

    fn of_rank(&self, rank: Rank) -> impl Iterator<Item = &Member> {
        self.members.iter().filter(move |member| member.rank == rank)
    }
}

fn use_of(task: &Task, traffic: &Traffic) -> Use {
    // Containers that wait for an unhealthy one keep their task from running, and nobody replaces it.
    if task.last_status != TaskStatus::Running {
        return Use::Starting;
    }
    if task.health == HealthStatus::Unhealthy {
        return Use::Unhealthy;
    }
    match traffic {
        Traffic::Unhealthy { .. } => Use::Unhealthy,
        Traffic::None | Traffic::Healthy if is_healthy(task) => Use::Healthy,
        Traffic::None | Traffic::Healthy | Traffic::Waiting | Traffic::Draining => Use::Unproven,
    }
}

/// Until when the scheduler does nothing about an unhealthy task: its grace period, and the time until the load
/// balancer is asked.
fn overlooked_until(task: &Task, traffic: &Traffic, grace: u64) -> Option<Millis> {
    let forgiven = task.times.started_at.map(|at| at + grace);
    let noticed = match traffic {
        Traffic::Unhealthy { since, .. } if task.health != HealthStatus::Unhealthy => Some(*since + ASKS_EVERY),
        _ => None,
    };
    forgiven.max(noticed)
}

/// From when on a task counts that nothing checks.
fn counts_from(task: &Task, traffic: &Traffic) -> Option<Millis> {
    let checked = is_checked(task) || *traffic != Traffic::None;
    task.times.started_at.filter(|_| !checked).map(|at| at + COUNTS_AFTER)
}

fn as_size(count: u32) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}
