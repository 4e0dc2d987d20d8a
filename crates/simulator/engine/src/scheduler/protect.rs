//! Tasks that are protected from being stopped.
//!
//! Scaling in takes others, and as long as there are none it waits; so does a deployment. Health checks, StopTask and
//! the deletion of the service stop protected tasks, too.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection.html>

use super::census::{Census, Rank};
use crate::Engine;
use crate::id::{DeploymentId, ServiceKey};

/// What protection keeps a service from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct HeldUp {
    /// Of which deployment the tasks are.
    by: Option<DeploymentId>,
    /// Whether it is not the newest one.
    replaced: bool,
    /// How many tasks are under protection.
    count: usize,
}

impl Engine {
    /// Whether protected tasks keep the service's deployment from its end.
    pub(crate) fn is_held_up(&self, key: &ServiceKey) -> bool {
        self.world.service(key).is_some_and(|service| service.plan.held_up.is_some_and(|it| it.replaced))
    }

    /// Says, once until something about it changes, that protected tasks are in the way; looks again when the first of
    /// them is protected no longer.
    pub(super) fn notice_protection(&mut self, key: &ServiceKey, census: &Census) {
        let held_up = census.held_up();
        let Some(service) = self.service_mut(key) else { return };
        let known = std::mem::replace(&mut service.plan.held_up, held_up);
        let Some(held_up) = held_up else { return };
        if let Some(until) = census.members.iter().filter_map(|member| member.protected_until).min() {
            self.wake_at(key, until);
        }
        if known == Some(held_up) {
            return;
        }
        let Some(set) = self.world.service(key).and_then(|service| service.deployment(held_up.by?)) else { return };
        let (name, set, count) = (&key.service, &set.started_by, held_up.count);
        let sentence = if held_up.replaced {
            format!(
                "(service {name}) was unable to reach steady state because (taskSet {set}) was unable to scale in due to (reason {count} tasks under protection)"
            )
        } else {
            format!(
                "(service {name}, taskSet {set}) was unable to scale in due to (reason {count} tasks under protection)"
            )
        };
        self.say(key, sentence);
    }
}

impl Census {
    /// What protected tasks are in the way of, when nothing else is: those that should be replaced, or else those that
    /// are too many.
    fn held_up(&self) -> Option<HeldUp> {
        let of = |rank: Rank| self.members.iter().filter(move |member| member.rank == rank);
        let protected = |rank: Rank| of(rank).filter(|member| member.protected_until.is_some());
        let count = protected(Rank::Older).count();
        if let Some(first) = protected(Rank::Older).next().filter(|_| count == of(Rank::Older).count()) {
            return Some(HeldUp { by: first.deployment, replaced: first.deployment != self.primary, count });
        }
        let count = protected(Rank::Newest).count();
        let first = protected(Rank::Newest).next().filter(|_| count > self.desired)?;
        Some(HeldUp { by: first.deployment, replaced: false, count })
    }
}
