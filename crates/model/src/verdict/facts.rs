//! What a verdict is made from, and the questions that several rules ask of it.

mod events;
mod groups;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use groups::{Exists, GroupFacts, Reached};

use super::found::{Counts, Failure, Unread};
use super::moment::{LOOP_WITHIN, Moment};
use crate::deployment::{Deployment, DeploymentRolloutState, DeploymentStatus, ServiceDeployment};
use crate::event::{EventKind, ServiceEvent};
use crate::freshness::{Freshness, STALE_AFTER};
use crate::scaling::Held;
use crate::service::Service;
use crate::task::Task;
use crate::task_definition::{TaskDefinition, TaskDefinitionRef};
use crate::time::{Span, Timestamp};
use crate::why::{Behind, Cause, Kind};

/// A sweep over all tasks of a large cluster takes minutes; older than this it is not trusted.
const TASKS_TRUSTED: Span = Span::minutes(10);

/// ECS says that a target is unhealthy within this time of stopping its task.
const TOLD_WITHIN: Span = Span::minutes(3);

/// A container instance whose agent ECS does not hear from.
#[derive(Clone, Debug)]
pub struct LostInstance<'a> {
    /// The last part of its full name, as its tasks name it.
    pub id: &'a str,
    /// What people know it by: the EC2 instance, where it is known.
    pub name: &'a str,
    /// Since when, as far as it was seen.
    pub since: Timestamp,
    /// Whether it was like that when it was first looked at: for longer, then.
    pub is_older: bool,
}

/// The newest service deployment of a service.
#[derive(Clone, Debug)]
pub struct RolloutFacts<'a> {
    /// As DescribeServiceDeployments shows it.
    pub deployment: &'a ServiceDeployment,
    /// When it was read.
    pub read_at: Timestamp,
    /// What is deployed, where that service revision was read.
    pub target: Option<TaskDefinitionRef>,
    /// What ran before, where that was read.
    pub source: Option<TaskDefinitionRef>,
    /// What it goes back to, where that was read.
    pub back_to: Option<TaskDefinitionRef>,
}

/// A service, its tasks, and when it was read; with targets and service deployments as far as those were read.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    pub(super) service: &'a Service,
    pub(super) tasks: &'a [&'a Task],
    pub(super) as_of: Option<Timestamp>,
    /// How fresh the tasks are; as fresh as the service when nothing is said.
    pub(super) tasks_read: Option<&'a Freshness>,
    /// How many container instances could take tasks, where that is known.
    pub(super) instances: Option<u32>,
    /// How fresh the container instances are, where that is known.
    pub(super) instances_read: Option<&'a Freshness>,
    /// Container instances of the cluster that ECS does not hear from.
    pub(super) lost: Vec<LostInstance<'a>>,
    /// What tasks that ended were made from, where that tells which of their containers ended them.
    pub(super) definitions: Option<&'a BTreeMap<TaskDefinitionRef, Arc<TaskDefinition>>>,
    /// When more tasks were seen to be wanted than before, if they were.
    pub(super) raised_at: Option<Timestamp>,
    /// What holds its desired count, if it scales and something does.
    pub(super) held: Option<Held>,
    /// Target groups of the service; none when it has none, or when nothing at all is known of them.
    pub(super) groups: Vec<GroupFacts<'a>>,
    /// The newest service deployment.
    pub(super) rollout: Option<RolloutFacts<'a>>,
    /// What each event of the service says, in their order; read once, because several rules ask.
    kinds: Vec<EventKind>,
}

impl<'a> Facts<'a> {
    /// The facts of a service that was last read at `as_of`, or never.
    ///
    /// `tasks` are those that are known, running and stopped, in any order; none when they could not be read.
    pub fn new(service: &'a Service, tasks: &'a [&'a Task], as_of: Option<Timestamp>) -> Self {
        let kinds = service.events.iter().map(ServiceEvent::kind).collect();
        Self {
            service,
            tasks,
            as_of,
            tasks_read: None,
            instances: None,
            instances_read: None,
            lost: Vec::new(),
            definitions: None,
            raised_at: None,
            held: None,
            groups: Vec::new(),
            rollout: None,
            kinds,
        }
    }

    /// The same facts with what tasks that ended were made from, as far as it was read.
    #[must_use]
    pub fn with_definitions(self, definitions: &'a BTreeMap<TaskDefinitionRef, Arc<TaskDefinition>>) -> Self {
        Self { definitions: Some(definitions), ..self }
    }

    /// The same facts with how fresh the tasks are.
    #[must_use]
    pub fn with_tasks_read(self, freshness: &'a Freshness) -> Self {
        Self { tasks_read: Some(freshness), ..self }
    }

    /// The same facts with the number of ACTIVE container instances of the cluster, if they were read.
    #[must_use]
    pub fn with_instances(self, instances: Option<u32>) -> Self {
        Self { instances, ..self }
    }

    /// The same facts with the container instances that ECS does not hear from, and how fresh the instances are.
    #[must_use]
    pub fn with_lost(self, lost: Vec<LostInstance<'a>>, read: &'a Freshness) -> Self {
        Self { lost, instances_read: Some(read), ..self }
    }

    /// The same facts with the moment at which more tasks were seen to be wanted than before.
    #[must_use]
    pub fn with_raise(self, raised_at: Option<Timestamp>) -> Self {
        Self { raised_at, ..self }
    }

    /// The same facts with what holds the desired count of a service that scales.
    #[must_use]
    pub fn with_held(self, held: Option<Held>) -> Self {
        Self { held, ..self }
    }

    /// The same facts with the target groups of the service.
    #[must_use]
    pub fn with_groups(self, groups: Vec<GroupFacts<'a>>) -> Self {
        Self { groups, ..self }
    }

    /// The same facts with the newest service deployment, if service deployments were read.
    #[must_use]
    pub fn with_rollout(self, rollout: Option<RolloutFacts<'a>>) -> Self {
        Self { rollout, ..self }
    }

    /// The events of the service with what they say.
    pub(super) fn events(&self) -> impl Iterator<Item = (&'a ServiceEvent, EventKind)> {
        self.service.events.iter().zip(self.kinds.iter().copied())
    }

    /// How many tasks are wanted, by all task sets where there are some: none once the service was deleted, whatever
    /// its desired count still says.
    pub(super) fn wanted(&self) -> u32 {
        if self.service.status.is_deleted() { 0 } else { self.service.wanted() }
    }

    pub(super) fn counts(&self) -> Counts {
        let pending = self.service.pending;
        let waiting = self.waiting(|_| true).min(pending);
        Counts { desired: self.wanted(), running: self.service.running, pending, waiting }
    }

    /// How many of these tasks wait for an instance to run on.
    pub(super) fn waiting(&self, of: impl Fn(&Task) -> bool) -> u32 {
        let waits = self.tasks.iter().filter(|task| task.waits_for_instance() && of(task));
        u32::try_from(waits.count()).unwrap_or(u32::MAX)
    }

    /// Whether the newest deployment is under way, or a task set stands beside the one that takes the traffic.
    pub(super) fn is_deploying(&self) -> bool {
        self.service.is_deploying() || self.primary().is_none() && self.deployed().is_some()
    }

    /// The newest deployment; none for services whose deployments another controller makes.
    pub(super) fn primary(&self) -> Option<&'a Deployment> {
        self.service.primary()
    }

    /// Deployments that are still tried: neither replaced nor given up.
    pub(super) fn tried(&self) -> impl Iterator<Item = &'a Deployment> {
        self.service.deployments.iter().filter(|deployment| {
            deployment.status != DeploymentStatus::Inactive
                && deployment.rollout_state != Some(DeploymentRolloutState::Failed)
        })
    }

    /// Tasks that stopped (or are stopping) by themselves, the newest first.
    pub(super) fn failures(&self) -> Vec<Failure> {
        let failed = self.tasks.iter().filter_map(|task| self.failure_of(task));
        let mut failures: Vec<Failure> = failed.map(|failure| self.with_word_of_balancer(failure)).collect();
        failures.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| a.task.cmp(&b.task)));
        failures
    }

    /// Why a task ended, if it did; its definition, where it was read, tells which containers are essential.
    pub(super) fn cause_of(&self, task: &Task) -> Option<Cause> {
        let definition = self.definitions.and_then(|read| read.get(&task.task_definition));
        Cause::with_definition(task, definition.map(|read| &**read))
    }

    /// Whether somebody called StopTask.
    pub(super) fn was_stopped_by_hand(&self, task: &Task) -> bool {
        self.cause_of(task).is_some_and(|cause| cause.kind == Kind::StoppedByUser)
    }

    /// The failure of a task that stopped by itself; `None` for every other task.
    pub(super) fn failure_of(&self, task: &Task) -> Option<Failure> {
        self.cause_of(task).filter(|cause| cause.kind.behind() == Behind::Itself).map(|cause| end(task, cause))
    }

    /// The last task that the infrastructure or somebody took away lately: nobody who deploys or scales wanted that.
    pub(super) fn taken(&self, now: &Moment) -> Option<Failure> {
        let taken = self.tasks.iter().filter_map(|task| {
            let cause = self.cause_of(task).filter(|cause| cause.kind.takes_away())?;
            task.ended_at().is_some_and(|at| !now.is_past(at, LOOP_WITHIN)).then(|| end(task, cause))
        });
        taken.max_by_key(|end| end.at)
    }

    /// The failure with the load balancer's reason, which ECS gives in an event shortly before.
    fn with_word_of_balancer(&self, failure: Failure) -> Failure {
        let Some(at) = failure.at.filter(|_| failure.cause.kind == Kind::TargetUnhealthy) else { return failure };
        let told = self.events().filter(|(_, kind)| *kind == EventKind::Unhealthy);
        let near = told.filter(|(event, _)| Span(at.since(event.at).0.abs()) <= TOLD_WITHIN);
        let codes = near.filter_map(|(event, _)| Some((at.since(event.at).0.abs(), event.target_code()?)));
        let nearest = codes.min_by_key(|(distance, _)| *distance);
        Failure { told: nearest.map(|(_, code)| code), ..failure }
    }

    /// Whether what is known of the tasks is too old to say that they are well, or was never read.
    ///
    /// A sweep over many tasks takes its time: as long as nothing stands in the way, it is waited for longer.
    pub(super) fn tasks_unseen(&self, now: &Moment) -> Option<Unread> {
        let read = self.tasks_read?;
        let trouble = read.trouble.as_ref().filter(|trouble| !trouble.is_partial());
        let limit = if trouble.is_some() { STALE_AFTER } else { TASKS_TRUSTED };
        match read.as_of {
            Some(at) if !now.is_past(at, limit) => None,
            at => Some(Unread { age: at.map(|at| now.age(at)), trouble: trouble.cloned() }),
        }
    }
}

fn end(task: &Task, cause: Cause) -> Failure {
    Failure {
        task: task.id.clone(),
        deployment: task.started_by.clone(),
        revision: task.task_definition.clone(),
        at: task.ended_at(),
        lived: task.lifecycle.started_at.zip(task.ended_at()).map(|(started, ended)| ended.since(started)),
        cause,
        told: None,
    }
}
