//! Application Auto Scaling, as far as it scales services of ECS.
//!
//! A scalable target is a service that may be scaled between a minimum and a maximum. Policies scale it when their
//! alarms go off, scheduled actions move the minimum and the maximum. What was done is told by scaling activities.
//!
//! Nothing is looked at on a tick: a policy is looked at when one of its alarms changes its state, and then each minute
//! for as long as that alarm is in ALARM and the count can still move.
//!
//! <https://docs.aws.amazon.com/autoscaling/application/userguide/what-is-application-auto-scaling.html>

pub mod activity;
pub mod cron;
pub mod policy;
pub mod schedule;
pub mod scheduled;
pub mod target;

mod act;
mod alarms;
mod cooldown;
mod demand;
mod fulfil;
pub mod names;
mod put_policy;
pub mod register;
pub mod step;
mod tags;
pub mod tracking;

use super::error::ApiError;
use super::id::{ServiceKey, Uuid};
use super::{Engine, Millis, World};
use target::ScalableTarget;

/// The only namespace with scalable targets here.
pub const NAMESPACE: &str = "ecs";

/// The only dimension: a service's desired count.
pub const DIMENSION: &str = "ecs:service:DesiredCount";

/// What is to be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// Whether a policy should scale. Void when the policy has another look planned.
    Policy { name: String, wake: u32 },
    /// Whether the service has what an activity set.
    Activity { id: Uuid },
    /// A scheduled action is due. Void when it was put anew.
    Scheduled { name: String, version: u32 },
}

impl World {
    /// All scalable targets, by service.
    pub fn scalable_targets(&self) -> impl ExactSizeIterator<Item = &ScalableTarget> {
        self.scaling.values()
    }

    /// The scalable target of a service.
    #[must_use]
    pub fn scalable_target(&self, service: &ServiceKey) -> Option<&ScalableTarget> {
        self.scaling.get(service)
    }
}

impl Engine {
    pub(super) fn look_at_scaling(&mut self, service: &ServiceKey, look: Look) {
        match look {
            Look::Policy { name, wake } => self.look_at_policy(service, &name, wake),
            Look::Activity { id } => self.look_at_activity(service, id),
            Look::Scheduled { name, version } => self.fire_scheduled(service, &name, version),
        }
    }

    fn target_mut(&mut self, service: &ServiceKey) -> Option<&mut ScalableTarget> {
        self.world.scaling.get_mut(service)
    }

    fn registered_mut(&mut self, service: &ServiceKey) -> Result<&mut ScalableTarget, ApiError> {
        self.world.scaling.get_mut(service).ok_or_else(|| not_registered(service))
    }

    fn plan_scaling(&mut self, service: &ServiceKey, at: Millis, look: Look) {
        self.queue.plan(at, super::Happening::Scaling { service: service.clone(), look });
    }
}

/// `service/CLUSTER/SERVICE`
#[must_use]
pub fn resource_id(service: &ServiceKey) -> String {
    format!("service/{}/{}", service.cluster, service.service)
}

/// The service that a resource id names; `None` for other text.
#[must_use]
pub fn service_of(resource_id: &str) -> Option<ServiceKey> {
    match resource_id.split('/').collect::<Vec<_>>()[..] {
        ["service", cluster, service] if !cluster.is_empty() && !service.is_empty() => {
            Some(ServiceKey { cluster: cluster.into(), service: service.into() })
        }
        _ => None,
    }
}

fn invalid(message: impl Into<String>) -> ApiError {
    ApiError::new("ValidationException", message)
}

fn not_registered(service: &ServiceKey) -> ApiError {
    not_found("scalable target registered", service, "")
}

fn not_found(what: &str, service: &ServiceKey, more: &str) -> ApiError {
    let resource = resource_id(service);
    let message = format!(
        "No {what} for service namespace: {NAMESPACE}, resource ID: {resource}, scalable dimension: {DIMENSION}{more}"
    );
    ApiError::new("ObjectNotFoundException", message)
}
