//! Replacing tasks whose health checks fail.
//!
//! They serve nobody, so no percentage protects them. While a deployment is under way they are stopped at once. At
//! other times each stays until another serves in its place; where the maximum or the instances leave no room for
//! another, one after the other is stopped first.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html>

use super::census::{Census, Member, Rank, Use};
use crate::balancing::Traffic;
use crate::container::HealthStatus;
use crate::deployment::RolloutState;
use crate::id::{ServiceKey, TaskId, TaskKey};
use crate::service::Service;
use crate::task::StopCode;
use crate::{Engine, Name};

impl Engine {
    /// Says which tasks are unhealthy, and stops those of them that need not stay.
    pub(super) fn replace_unhealthy(&mut self, key: &ServiceKey) {
        let Some(census) = self.census(key) else { return };
        if let Some(at) = census.turns_at {
            self.wake_at(key, at);
        }
        self.notice_unhealthy(key, &census);
        let unplaced = self.world.service(key).and_then(Service::primary).is_some_and(|it| it.unplaced().is_some());
        let stopped: Vec<TaskId> = match census.replaces_first {
            true => census.dispensable(unplaced),
            false => census.unhealthy().map(|member| member.id).collect(),
        };
        let said = |id: &&TaskId| {
            census.replaces_first || matches!(self.traffic_of(&task_key(key, **id)), Traffic::Unhealthy { .. })
        };
        let announced: Vec<TaskId> = stopped.iter().filter(said).copied().collect();
        self.announce_stop(key, &announced);
        for task in stopped.into_iter().map(|id| task_key(key, id)) {
            let (_, reason) = self.complaint(key, &task);
            self.note_unhealthy(&task);
            self.begin_stop(&task, StopCode::ServiceSchedulerInitiated, reason);
        }
    }

    /// Says, once until it recovers, of each unhealthy task that it is.
    fn notice_unhealthy(&mut self, key: &ServiceKey, census: &Census) {
        let unhealthy = || census.unhealthy().map(|member| member.id);
        let Some(service) = self.service_mut(key) else { return };
        let plan = &mut service.plan;
        let recovered = |id: &TaskId| census.members.iter().any(|it| it.id == *id && it.use_ != Use::Unhealthy);
        let back = plan.unhealthy.iter().filter(|id| recovered(id)).count();
        plan.unreplaced = plan.unreplaced.saturating_sub(back);
        plan.unhealthy.retain(|id| unhealthy().any(|it| it == *id));
        let new: Vec<TaskId> = unhealthy().filter(|id| plan.unhealthy.insert(*id)).collect();
        plan.unreplaced += new.len();
        for id in new {
            let (sentence, _) = self.complaint(key, &task_key(key, id));
            self.say(key, sentence);
        }
    }

    /// What a service says about an unhealthy task, and why the task is stopped.
    fn complaint(&self, key: &ServiceKey, task: &TaskKey) -> (String, Name) {
        let service = &key.service;
        let unhealthy = self.world.task(task).is_some_and(|task| task.health == HealthStatus::Unhealthy);
        match self.traffic_of(task) {
            Traffic::Unhealthy { group, port, failure, .. } if !unhealthy => (
                format!(
                    "(service {service}) (task {}) (port {port}) is unhealthy in (target-group {group}) due to (reason {}).",
                    task.task,
                    failure.description()
                ),
                format!("Task failed ELB health checks in (target-group {group})").into(),
            ),
            _ => (
                format!("(service {service}) (task {}) failed container health checks.", task.task),
                "Task failed container health checks".into(),
            ),
        }
    }

    /// What a service adds about tasks that take the place of unhealthy ones.
    pub(super) fn replaced_by(&mut self, key: &ServiceKey, started: usize) -> String {
        let Some(service) = self.service_mut(key) else { return String::new() };
        let replaced = service.plan.unreplaced.min(started);
        service.plan.unreplaced -= replaced;
        if replaced == 0 {
            return String::new();
        }
        format!(" Amazon ECS replaced {replaced} tasks due to an unhealthy status.")
    }
}

impl Service {
    /// Whether nothing is being deployed, so that unhealthy tasks stay until others serve.
    pub(super) fn replaces_first(&self) -> bool {
        let alone = !self.has_sets() && self.deployments.len() == 1;
        alone && self.primary().is_some_and(|primary| primary.rollout_state == RolloutState::Completed)
    }
}

impl Census {
    fn unhealthy(&self) -> impl Iterator<Item = &Member> {
        self.members.iter().filter(|member| member.use_ == Use::Unhealthy)
    }

    /// Members of the newest deployment, without the unhealthy ones where others are to be started in their place.
    pub(super) fn filling(&self) -> impl Iterator<Item = &Member> {
        self.newest().filter(|member| !self.replaces_first || member.use_ != Use::Unhealthy)
    }

    /// The unhealthy tasks in whose places others serve, the oldest first; or one, when that is the way to room for
    /// another.
    fn dispensable(&self, unplaced: bool) -> Vec<TaskId> {
        let (mut staying, leaving): (Vec<&Member>, Vec<&Member>) =
            self.unhealthy().partition(|member| member.rank == Rank::Newest);
        staying.sort_by_key(|member| (member.created_at, member.id));
        let needed = self.desired.saturating_sub(self.serving().count());
        let mut count = staying.len().saturating_sub(needed);
        if count == 0 && self.lacks_room(unplaced) {
            count = 1;
        }
        staying.into_iter().take(count).chain(leaving).map(|member| member.id).collect()
    }

    /// Whether an unhealthy task must be stopped before another can be started, and none is being replaced already.
    fn lacks_room(&self, unplaced: bool) -> bool {
        let full = self.counted >= self.most || unplaced;
        let whole = self.members.len() >= self.desired && self.counted == self.members.len();
        let starting = self.members.iter().any(|member| member.use_ == Use::Starting);
        full && whole && !starting && self.filling().count() < self.desired
    }
}

fn task_key(key: &ServiceKey, task: TaskId) -> TaskKey {
    TaskKey { cluster: key.cluster.clone(), task }
}
