//! From setting a desired count to the service having it.

use super::Look;
use super::activity::{ActivityStatus, ScalingActivity};
use crate::Engine;
use crate::id::{ServiceKey, Uuid};
use crate::input::UpdateService;
use crate::service::Service;
use crate::time::{minutes, seconds};

/// How often the service is looked at while an activity waits for it.
const LOOKS_EVERY: u64 = seconds(15);

/// How long a service may take before its activity is given up.
const PATIENCE: u64 = minutes(60);

impl Engine {
    /// Sets a service's desired count, and tells why. Nothing happens when it is so already, or the service refuses.
    pub(super) fn set_desired(&mut self, service: &ServiceKey, count: u32, cause: String) -> bool {
        let request = UpdateService {
            cluster: Some(service.cluster.to_string()),
            service: service.service.to_string(),
            desired_count: Some(i64::from(count)),
            ..UpdateService::default()
        };
        if self.world.service(service).is_none_or(|it| it.desired == count) || self.update_service(request).is_err() {
            return false;
        }
        let (id, now) = (Uuid::random(self.random.bits()), self.now());
        let Some(target) = self.target_mut(service) else { return false };
        for older in target.activities.iter_mut().filter(|older| older.status == ActivityStatus::InProgress) {
            older.status = ActivityStatus::Overridden;
            older.ended_at = Some(now);
        }
        target.remember(ScalingActivity {
            id,
            description: format!("Setting desired count to {count}."),
            cause,
            started_at: now,
            ended_at: None,
            status: ActivityStatus::InProgress,
            message: Some(format!(
                "Successfully set desired count to {count}. Waiting for change to be fulfilled by ecs."
            )),
            not_scaled: None,
            count: Some(count),
        });
        self.plan_scaling(service, now + LOOKS_EVERY, Look::Activity { id });
        true
    }

    /// Brings a desired count that is out of its target's bounds between them.
    pub(super) fn bring_within_bounds(&mut self, service: &ServiceKey) {
        let (Some(target), Some(it)) = (self.world.scalable_target(service), self.world.service(service)) else {
            return;
        };
        let (desired, bound, min, max) = (it.desired, target.bound(it.desired), target.min, target.max);
        let cause = match desired < bound {
            true => format!("minimum capacity was set to {min}"),
            false => format!("maximum capacity was set to {max}"),
        };
        self.set_desired(service, bound, cause);
    }

    pub(super) fn look_at_activity(&mut self, service: &ServiceKey, id: Uuid) {
        let now = self.now();
        let Some(it) = self.world.service(service) else { return };
        let (desired, has) = (it.desired, running(it));
        let Some(target) = self.target_mut(service) else { return };
        let waits =
            |activity: &&mut ScalingActivity| activity.id == id && activity.status == ActivityStatus::InProgress;
        let Some(activity) = target.activities.iter_mut().find(waits) else { return };
        let Some(count) = activity.count else { return };
        (activity.status, activity.message) = if desired != count {
            (ActivityStatus::Overridden, activity.message.take())
        } else if has == Some(count) {
            let message = format!("Successfully set desired count to {count}. Change successfully fulfilled by ecs.");
            (ActivityStatus::Successful, Some(message))
        } else if now - activity.started_at >= PATIENCE {
            (ActivityStatus::Unfulfilled, activity.message.take())
        } else {
            self.plan_scaling(service, now + LOOKS_EVERY, Look::Activity { id });
            return;
        };
        activity.ended_at = Some(now);
    }
}

/// How many tasks a service runs, when none is starting.
fn running(service: &Service) -> Option<u32> {
    let counts = service.counts();
    (counts.pending == 0).then_some(counts.running)
}
