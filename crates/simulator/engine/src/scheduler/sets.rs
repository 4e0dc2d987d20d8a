//! How a service keeps its task sets: each by itself.

use super::census::{Census, Member, Rank, Use};
use super::start::{BATCH, started_sentence};
use super::stop::stopped_sentence;
use crate::Engine;
use crate::deployment::DeploymentStatus;
use crate::id::{DeploymentId, ServiceKey, TaskId, TaskKey};
use crate::placement::Reach;
use crate::task::StopCode;
use crate::task_set::Stability;
use crate::time::seconds;

impl Engine {
    /// Lets each task set have what it should have.
    pub(super) fn keep_sets(&mut self, key: &ServiceKey) {
        self.replace_unhealthy(key);
        let Some(census) = self.census(key) else { return };
        for id in self.sets_of(key) {
            self.stop_set_surplus(key, id, &census);
            self.start_set_missing(key, id, &census);
        }
        self.settle_sets(key);
    }

    fn sets_of(&self, key: &ServiceKey) -> Vec<DeploymentId> {
        let service = self.world.service(key);
        service.into_iter().flat_map(|service| &service.deployments).map(|deployment| deployment.id).collect()
    }

    fn desired_of(&self, key: &ServiceKey, id: DeploymentId) -> usize {
        let deployment = self.world.service(key).and_then(|service| service.deployment(id));
        deployment.map_or(0, |it| usize::try_from(it.desired).unwrap_or(usize::MAX))
    }

    /// Starts what a task set lacks, not before its back-off ends.
    fn start_set_missing(&mut self, key: &ServiceKey, id: DeploymentId, census: &Census) {
        let has = census.of_set(id).filter(|member| member.rank == Rank::Newest).count();
        let lacking = self.desired_of(key, id).saturating_sub(has);
        let until = self.world.service(key).and_then(|service| service.deployment(id)).map(|it| it.backoff.until);
        if lacking == 0 {
            return;
        }
        if let Some(until) = until.filter(|until| *until > self.now()) {
            self.wake_at(key, until);
            return;
        }
        let (started, failure) = self.start_tasks(key, id, lacking.min(BATCH));
        if !started.is_empty() {
            let replaced = self.replaced_by(key, started.len());
            self.say(key, started_sentence(&who(key, id), &started) + &replaced);
        }
        if let Some(failure) = failure {
            self.cannot_place(key, id, &failure);
        } else if lacking > BATCH {
            let after = self.random.within(seconds(4)..=seconds(8));
            self.wake_at(key, self.now() + after);
        }
    }

    /// Stops what a task set has too many of, and what is on instances that are being emptied; never what is protected.
    fn stop_set_surplus(&mut self, key: &ServiceKey, id: DeploymentId, census: &Census) {
        let desired = self.desired_of(key, id);
        let mut own: Vec<&Member> = census.of_set(id).collect();
        own.sort_by_key(|member| {
            (member.rank == Rank::Newest, member.use_, std::cmp::Reverse(member.created_at), member.id)
        });
        let healthy = own.iter().filter(|it| it.rank == Rank::Newest && it.use_ == Use::Healthy).count();
        let leaving = if healthy >= desired { own.iter().filter(|it| it.rank == Rank::Older).count() } else { 0 };
        let staying = own.iter().filter(|it| it.rank == Rank::Newest).count();
        let surplus = leaving + staying.saturating_sub(desired);
        let draining = self.world.service(key).and_then(|it| it.deployment(id)).map(|it| it.status);
        let draining = draining == Some(DeploymentStatus::Draining);
        let free = own.into_iter().filter(|member| draining || member.protected_until.is_none());
        let stopped: Vec<TaskId> = free.take(surplus).map(|member| member.id).collect();
        self.stop_of_set(key, id, &stopped);
    }

    fn stop_of_set(&mut self, key: &ServiceKey, id: DeploymentId, tasks: &[TaskId]) {
        let Some(service) = self.service_mut(key).filter(|_| !tasks.is_empty()) else { return };
        service.plan.disturb();
        let drains = service.deployment(id).is_some_and(|it| it.template.reach == Reach::LoadBalancer);
        self.say(key, stopped_sentence(&who(key, id), tasks));
        if drains {
            self.notice_draining(key, who(key, id), tasks.len());
        }
        for &task in tasks {
            let task = TaskKey { cluster: key.cluster.clone(), task };
            let reason = format!("Scaling activity initiated by (deployment {id})");
            self.begin_stop(&task, StopCode::ServiceSchedulerInitiated, reason.into());
        }
    }

    /// Notices which task sets have what they should have, lets deleted ones go, and says when all are steady.
    fn settle_sets(&mut self, key: &ServiceKey) {
        let now = self.now();
        let Some(census) = self.census(key) else { return };
        let Some(service) = self.service_mut(key) else { return };
        let sets = service.deployments.len();
        service.deployments.retain(|it| {
            it.status != DeploymentStatus::Draining
                || it.counts.pending + it.counts.running > 0
                || census.of_set(it.id).count() > 0
        });
        let gone = service.deployments.len() != sets;
        let mut reached = Vec::new();
        for deployment in &mut service.deployments {
            let serving = census.of_set(deployment.id).filter(|member| member.use_ == Use::Healthy).count();
            let wanted = usize::try_from(deployment.desired).unwrap_or(usize::MAX);
            let counted = deployment.counts.pending + deployment.counts.running;
            let (id, whole) = (deployment.id, serving == wanted && counted == deployment.desired);
            let Some(set) = &mut deployment.set else { continue };
            match (set.stability, whole) {
                (Stability::Stabilizing, true) => {
                    set.stability = Stability::Steady;
                    set.stability_at = now;
                    reached.push(id);
                }
                (Stability::Steady, false) => set.destabilize(now),
                _ => {}
            }
        }
        let all =
            service.deployments.iter().all(|it| it.set.as_ref().is_some_and(|set| set.stability == Stability::Steady));
        let newly = all && !service.plan.steady;
        service.plan.steady = all;
        let primary = service.primary().map(|it| it.id);
        if gone || !reached.is_empty() {
            self.wake_codedeploy(key);
        }
        for id in reached {
            self.say(key, format!("(service {}) updated state to STEADY_STATE.", who(key, id)));
        }
        if let Some(primary) = primary.filter(|_| newly) {
            self.say_steady(key, primary);
        }
    }
}

impl Census {
    fn of_set(&self, id: DeploymentId) -> impl Iterator<Item = &Member> {
        self.members.iter().filter(move |member| member.deployment == Some(id))
    }
}

/// How events call a task set of a service.
fn who(key: &ServiceKey, id: DeploymentId) -> String {
    format!("{}, taskSet {id}", key.service)
}
