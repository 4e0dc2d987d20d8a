//! What a service says about itself.

use super::census::{Census, Use};
use crate::Engine;
use crate::id::{DeploymentId, ServiceKey, Uuid};
use crate::queue::Happening;
use crate::service::ServiceEvent;
use crate::time::{hours, minutes};

/// How many events are kept.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages.html>
const EVENTS_MAX: usize = 100;

/// A steady service says so again after this, and some minutes more; what does not change is not said more often.
const SAYS_AGAIN: u64 = hours(6);

impl Engine {
    pub(crate) fn say(&mut self, key: &ServiceKey, message: String) {
        let id = Uuid::random(self.random.bits());
        let at = self.now();
        let Some(service) = self.service_mut(key) else { return };
        service.events.truncate(EVENTS_MAX - 1);
        service.events.push_front(ServiceEvent { id, at, message: message.into() });
    }

    pub(super) fn say_steady(&mut self, key: &ServiceKey, deployment: DeploymentId) {
        if let Some(service) = self.service_mut(key) {
            service.plan.inconsistent_at = None;
        }
        self.say(key, format!("(service {}) has reached a steady state.", key.service));
        let after = SAYS_AGAIN + self.random.within(0..=minutes(9));
        let happening = Happening::StillSteady { service: key.clone(), deployment };
        self.queue.plan(self.now() + after, happening);
    }

    /// Says again that the service is steady, if it has been since.
    pub(crate) fn repeat_steady_state(&mut self, key: &ServiceKey, deployment: DeploymentId) {
        let Some(service) = self.world.service(key) else { return };
        let last = service.events.front().filter(|event| event.message.ends_with("has reached a steady state."));
        let silent = last.is_some_and(|event| self.now() - event.at >= SAYS_AGAIN);
        let same = service.primary().is_some_and(|primary| primary.id == deployment);
        if service.plan.steady && same && silent {
            self.say_steady(key, deployment);
        }
    }

    /// Says that tasks do not start, unless it has done so within six hours.
    pub(super) fn say_inconsistent(&mut self, key: &ServiceKey) {
        let now = self.now();
        let Some(service) = self.service_mut(key) else { return };
        if service.plan.inconsistent_at.is_some_and(|at| now - at < SAYS_AGAIN) {
            return;
        }
        service.plan.inconsistent_at = Some(now);
        self.say(
            key,
            format!(
                "(service {}) is unable to consistently start tasks successfully. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.",
                key.service
            ),
        );
    }

    /// Says, once for a deployment, that its configuration allows neither a start nor a stop.
    pub(super) fn notice_blocked(&mut self, key: &ServiceKey, census: &Census) {
        let moves =
            census.counted > census.members.len() || census.members.iter().any(|member| member.use_ < Use::Healthy);
        let spare = census.healthy() > census.least;
        let Some(service) = self.service_mut(key) else { return };
        if moves || spare || service.plan.blocked == census.primary {
            return;
        }
        service.plan.blocked = census.primary;
        self.say(
            key,
            format!(
                "(service {}) was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.",
                key.service
            ),
        );
    }
}
