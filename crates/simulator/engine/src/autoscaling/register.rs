//! Registering and deregistering scalable targets.

use super::target::{ScalableTarget, Suspended};
use super::{invalid, names, not_found, resource_id};
use crate::error::ApiError;
use crate::id::ServiceKey;
use crate::service::{SchedulingStrategy, ServiceStatus};
use crate::{Engine, JsonMap, json};
use std::collections::{BTreeMap, VecDeque};

/// What RegisterScalableTarget asks; what is absent stays as it is.
///
/// <https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html>
#[derive(Clone, Debug, Default)]
pub struct Registration {
    /// Needed for a new target.
    pub min: Option<i64>,
    /// Needed for a new target.
    pub max: Option<i64>,
    /// The service-linked role unless told.
    pub role: Option<String>,
    /// Members of `SuspendedState`.
    pub suspended: JsonMap,
    /// Only for a new target.
    pub tags: BTreeMap<String, String>,
}

impl Engine {
    /// Registers a service as a scalable target, or changes the target it is. A desired count out of the bounds of a
    /// target that was registered before is brought between them. Gives the target's ARN.
    ///
    /// # Errors
    /// `ValidationException` for a service that is not ACTIVE, and for bounds that cannot be.
    pub fn register_scalable_target(
        &mut self,
        service: &ServiceKey,
        registration: Registration,
    ) -> Result<String, ApiError> {
        let exists = self.world.service(service).is_some_and(|it| it.status == ServiceStatus::Active);
        if !exists {
            return Err(invalid(format!("ECS service doesn't exist: {}", resource_id(service))));
        }
        if self.world.service(service).is_some_and(|it| it.scheduling == SchedulingStrategy::Daemon) {
            return Err(invalid("ECS services with the DAEMON scheduling strategy cannot be scaled."));
        }
        let known = self.world.scalable_target(service);
        let (min, max) = bounds(known, &registration)?;
        let is_new = known.is_none();
        if is_new {
            let arns = self.world.arns.clone();
            let target = ScalableTarget {
                service: service.clone(),
                arn: names::target(&arns, self.random.bits()),
                role: names::role(&arns),
                min,
                max,
                suspended: Suspended::default(),
                created_at: self.now(),
                tags: registration.tags,
                activities: VecDeque::new(),
                policies: BTreeMap::new(),
                scheduled: BTreeMap::new(),
                cooldown: None,
            };
            self.world.scaling.insert(service.clone(), target);
        }
        let target = self.registered_mut(service)?;
        (target.min, target.max) = (min, max);
        target.suspended = suspended(target.suspended, &registration.suspended);
        if let Some(role) = registration.role {
            target.role = role;
        }
        let arn = target.arn.clone();
        if !is_new {
            self.bring_within_bounds(service);
        }
        self.scaling_moved(service);
        Ok(arn)
    }

    /// Deregisters a target; its policies, their alarms and its scheduled actions go with it.
    ///
    /// # Errors
    /// `ObjectNotFoundException`.
    pub fn deregister_scalable_target(&mut self, service: &ServiceKey) -> Result<(), ApiError> {
        let target =
            self.world.scaling.remove(service).ok_or_else(|| not_found("scalable target found", service, ""))?;
        for policy in target.policies.values() {
            self.delete_tracking_alarms(policy);
        }
        Ok(())
    }
}

fn bounds(known: Option<&ScalableTarget>, registration: &Registration) -> Result<(u32, u32), ApiError> {
    let bound = |wanted: Option<i64>, known: Option<u32>, what: &str| match (wanted, known) {
        (Some(wanted), _) => {
            u32::try_from(wanted).map_err(|_| invalid(format!("{what} capacity must be greater than or equal to 0")))
        }
        (None, Some(known)) => Ok(known),
        (None, None) => {
            Err(invalid("You must specify both the minimum and the maximum capacity of a new scalable target"))
        }
    };
    let min = bound(registration.min, known.map(|target| target.min), "Minimum")?;
    let max = bound(registration.max, known.map(|target| target.max), "Maximum")?;
    if max < min {
        return Err(invalid("Maximum capacity cannot be less than minimum capacity"));
    }
    Ok((min, max))
}

fn suspended(known: Suspended, asked: &JsonMap) -> Suspended {
    let asks = |key: &str, known: bool| if asked.contains_key(key) { json::is_true(asked, key) } else { known };
    Suspended {
        scale_in: asks("DynamicScalingInSuspended", known.scale_in),
        scale_out: asks("DynamicScalingOutSuspended", known.scale_out),
        scheduled: asks("ScheduledScalingSuspended", known.scheduled),
    }
}
