//! Stopping what a service can spare.

use super::census::Use;
use crate::deployment::DeploymentStatus;
use crate::id::{ServiceKey, TaskId, TaskKey};
use crate::placement::Reach;
use crate::service::{Service, ServiceStatus};
use crate::task::{DesiredStatus, StopCode, TaskStatus};
use crate::time::hours;
use crate::{Engine, Millis, Name, queue::Happening};
use std::fmt::Write;

/// How long an INACTIVE service can be described. AWS promises no time.
const REMEMBERED: u64 = hours(1);

impl Engine {
    /// Stops what the newest deployment has too many of, and of older ones as many as are not needed to stay above the
    /// minimum; never what is protected. What replaces unhealthy tasks is not too much.
    pub(super) fn stop_surplus(&mut self, key: &ServiceKey) {
        let Some(census) = self.census(key) else { return };
        self.notice_protection(key, &census);
        let healthy = census.healthy();
        let mut spare = healthy.saturating_sub(census.least);
        // Without older tasks nothing is replaced: the service is scaled in, and what does not count yet goes first.
        let alone = census.kept().chain(census.older()).next().is_none();
        let enough = alone || healthy >= census.least;

        let mut new: Vec<_> = census.filling().collect();
        new.sort_by_key(|member| (member.use_, std::cmp::Reverse(member.created_at), member.id));
        let surplus = new.len().saturating_sub(census.desired);
        let mut kept: Vec<_> = census.kept().collect();
        kept.sort_by_key(|member| (member.use_, std::cmp::Reverse(member.created_at), member.id));
        let kept_surplus = kept.len().saturating_sub(census.desired);
        for list in [&mut new, &mut kept] {
            list.retain(|member| member.protected_until.is_none());
        }
        let mut old: Vec<_> = census.older().filter(|member| member.protected_until.is_none()).collect();
        old.sort_by_key(|member| (member.use_, member.created_at, member.id));

        let mut stopped = Vec::new();
        for member in new.into_iter().take(surplus).chain(kept.into_iter().take(kept_surplus)).chain(old) {
            let may = match member.use_ {
                Use::Unhealthy | Use::Starting => true,
                Use::Unproven => enough,
                Use::Healthy => spare > 0,
            };
            if !may {
                continue;
            }
            if member.use_ == Use::Healthy {
                spare -= 1;
            }
            stopped.push(member.id);
        }
        self.stop_for_scaling(key, &stopped);
    }

    /// Stops all tasks of a deleted service; without any it becomes INACTIVE.
    pub(crate) fn drain(&mut self, key: &ServiceKey) {
        let Some(cluster) = self.world.cluster(&key.cluster) else { return };
        let Some(service) = cluster.service(&key.service) else { return };
        if service.tasks.is_empty() {
            self.end_service(key);
            return;
        }
        let wanted = |id: &TaskId| cluster.task(*id).is_some_and(|task| task.desired_status == DesiredStatus::Running);
        let running: Vec<_> = service.tasks().filter(wanted).collect();
        self.stop_for_scaling(key, &running);
    }

    fn end_service(&mut self, key: &ServiceKey) {
        let now = self.now();
        let Some(service) = self.service_mut(key) else { return };
        service.status = ServiceStatus::Inactive;
        service.deployments.clear();
        let happening = Happening::ForgetService { service: key.clone(), created_at: service.created_at };
        self.queue.plan(now + REMEMBERED, happening);
    }

    /// An INACTIVE service can no longer be described.
    pub(crate) fn forget_service(&mut self, key: &ServiceKey, created_at: Millis) {
        let Some(cluster) = self.world.clusters.get_mut(&key.cluster) else { return };
        let is_it = |it: &Service| it.status == ServiceStatus::Inactive && it.created_at == created_at;
        if cluster.services.get(&key.service).is_some_and(is_it) {
            cluster.services.remove(&key.service);
        }
    }

    fn stop_for_scaling(&mut self, key: &ServiceKey, tasks: &[TaskId]) {
        let Some(service) = self.service_mut(key).filter(|_| !tasks.is_empty()) else { return };
        service.plan.disturb();
        let Some(deployment) = service.deployments.first() else { return };
        let reason: Name = format!("Scaling activity initiated by (deployment {})", deployment.started_by).into();
        self.announce_stop(key, tasks);
        for &task in tasks {
            let task = TaskKey { cluster: key.cluster.clone(), task };
            self.begin_stop(&task, StopCode::ServiceSchedulerInitiated, reason.clone());
        }
    }

    /// Says which tasks are stopped, and some seconds later that their connections are drained first.
    pub(super) fn announce_stop(&mut self, key: &ServiceKey, tasks: &[TaskId]) {
        let Some(service) = self.world.service(key) else { return };
        let Some(deployment) = service.deployments.first() else { return };
        let drains =
            service.deployments.iter().any(|it| it.template.reach == Reach::LoadBalancer && it.counts.running > 0);
        let rolls = service.deployments.iter().any(|it| it.status == DeploymentStatus::Active);
        let set = if rolls { format!(", taskSet {}", deployment.started_by) } else { String::new() };
        let runs = |id: &TaskId| {
            let task = self.world.task(&TaskKey { cluster: key.cluster.clone(), task: *id });
            task.is_some_and(|task| task.last_status == TaskStatus::Running)
        };
        let (running, pending): (Vec<_>, Vec<_>) = tasks.iter().partition(|id| runs(id));
        if !pending.is_empty() {
            self.say(key, format!("(service {}) stopped {} pending tasks.", key.service, pending.len()));
        }
        if running.is_empty() {
            return;
        }
        self.say(key, stopped_sentence(&key.service, &running));
        if drains {
            self.notice_draining(key, format!("{}{set}", key.service), running.len());
        }
    }
}

/// The sentence of `who`, a service or one of its task sets, about the tasks it has stopped.
pub(super) fn stopped_sentence(who: &str, tasks: &[TaskId]) -> String {
    let mut sentence = format!("(service {who}) has stopped {} running tasks:", tasks.len());
    for task in tasks {
        let _ = write!(sentence, " (task {task})");
    }
    sentence.push('.');
    sentence
}
