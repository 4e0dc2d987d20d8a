//! Putting and deleting scaling policies.

use super::policy::{PolicyKind, ScalingPolicy};
use super::step::StepScaling;
use super::tracking::TargetTracking;
use super::{invalid, names, not_found};
use crate::error::ApiError;
use crate::id::{ServiceKey, Uuid};
use crate::{Engine, JsonMap, json};

/// <https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-limits.html>
const POLICIES_MAX: usize = 50;

const STEP: &str = "StepScalingPolicyConfiguration";
const TRACKING: &str = "TargetTrackingScalingPolicyConfiguration";

impl Engine {
    /// Makes a policy of a target, or changes the one of that name. A target tracking policy gets its two alarms.
    ///
    /// # Errors
    /// `ObjectNotFoundException` for a service that is no target; `ValidationException`, `LimitExceededException`.
    pub fn put_scaling_policy(
        &mut self,
        service: &ServiceKey,
        name: &str,
        request: &JsonMap,
    ) -> Result<&ScalingPolicy, ApiError> {
        let now = self.now();
        let ids: [Uuid; 3] = std::array::from_fn(|_| Uuid::random(self.random.bits()));
        let arns = self.world.arns.clone();
        let target = self.registered_mut(service)?;
        let known = target.policies.get(name);
        if known.is_none() && target.policies.len() >= POLICIES_MAX {
            let message = format!("The limit of {POLICIES_MAX} scaling policies per scalable target was reached.");
            return Err(ApiError::new("LimitExceededException", message));
        }
        let (kind, configuration) = read(service, request, [ids[0], ids[1]])?;
        if known.is_some_and(|known| known.kind.word() != kind.word()) {
            return Err(invalid("The type of a scaling policy cannot be changed"));
        }
        let former = known.cloned();
        let policy = ScalingPolicy {
            name: name.to_owned(),
            arn: former.as_ref().map_or_else(|| names::policy(&arns, ids[2], service, name), |it| it.arn.clone()),
            created_at: former.as_ref().map_or(now, |it| it.created_at),
            wake: former.as_ref().map_or(0, |it| it.wake + 1),
            planned: None,
            configuration,
            kind,
        };
        target.policies.insert(name.to_owned(), policy.clone());
        if let Some(former) = &former {
            self.delete_tracking_alarms(former);
        }
        self.put_tracking_alarms(&policy);
        self.world
            .scalable_target(service)
            .and_then(|target| target.policies.get(name))
            .ok_or_else(|| super::not_registered(service))
    }

    /// Deletes a policy, and the alarms of a target tracking policy.
    ///
    /// # Errors
    /// `ObjectNotFoundException`.
    pub fn delete_scaling_policy(&mut self, service: &ServiceKey, name: &str) -> Result<(), ApiError> {
        let missing = || not_found("scaling policy found", service, &format!(", policy name: {name}"));
        let target = self.world.scaling.get_mut(service).ok_or_else(missing)?;
        let policy = target.policies.remove(name).ok_or_else(missing)?;
        self.delete_tracking_alarms(&policy);
        Ok(())
    }
}

fn read(service: &ServiceKey, request: &JsonMap, ids: [Uuid; 2]) -> Result<(PolicyKind, JsonMap), ApiError> {
    let configuration = |key: &str| {
        let missing = || invalid(format!("{key} must be specified for the policy type"));
        json::object(request, key).ok_or_else(missing)
    };
    match json::text(request, "PolicyType").unwrap_or("StepScaling") {
        "StepScaling" => {
            let configuration = configuration(STEP)?;
            Ok((PolicyKind::Step(StepScaling::read(configuration)?), configuration.clone()))
        }
        "TargetTrackingScaling" => {
            let configuration = configuration(TRACKING)?;
            Ok((PolicyKind::Tracking(TargetTracking::read(service, configuration, ids)?), configuration.clone()))
        }
        other => Err(invalid(format!("Policy type {other} is not supported by this endpoint"))),
    }
}
