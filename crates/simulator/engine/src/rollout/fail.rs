//! The failure of a service deployment.

use super::hook::HookTarget;
use super::stage::LifecycleStage;
use crate::deployment::RolloutState;
use crate::id::ServiceKey;
use crate::{ApiError, Engine, Name};

/// Why a service deployment fails.
#[derive(Clone, Debug)]
pub(super) enum Cause {
    /// The circuit breaker has counted enough failures.
    Breaker,
    /// An alarm came to ALARM.
    Alarm,
    /// A hook of that stage said no; with the function when there is one.
    Hook { stage: LifecycleStage, target: HookTarget },
    /// The load balancer did not send traffic as it was told; with its sentence.
    Network(String),
    /// Somebody asked for it.
    Request,
}

impl Cause {
    /// The load balancer refused.
    pub(super) fn network(error: ApiError) -> Self {
        Self::Network(error.message)
    }

    /// What the event says after "deployment failed: ".
    fn event(&self) -> String {
        match self {
            Self::Breaker => "tasks failed to start.".to_owned(),
            Self::Alarm => "alarm detected.".to_owned(),
            Self::Hook { .. } | Self::Network(_) | Self::Request => self.status_reason(true),
        }
    }

    /// The failed deployment's `rolloutStateReason`.
    fn rollout_reason(&self) -> String {
        match self {
            Self::Breaker => "ECS deployment circuit breaker: tasks failed to start.".to_owned(),
            Self::Alarm => "ECS deployment failed: alarm detected.".to_owned(),
            Self::Hook { .. } | Self::Network(_) | Self::Request => {
                format!("ECS deployment failed: {}", self.status_reason(true))
            }
        }
    }

    /// What the `rolloutStateReason` of the deployment that follows begins with.
    pub(super) fn monitor(&self) -> &'static str {
        match self {
            Self::Breaker => "ECS deployment circuit breaker",
            Self::Alarm => "ECS deployment alarm",
            Self::Hook { .. } => "ECS deployment lifecycle hook",
            Self::Network(_) => "ECS deployment networking configuration",
            Self::Request => "ECS deployment stop request",
        }
    }

    /// The service deployment's `statusReason`.
    pub(super) fn status_reason(&self, rolls_back: bool) -> String {
        let what = if rolls_back { "rolled back" } else { "failed" };
        let why = match self {
            Self::Breaker => "because the circuit breaker threshold was exceeded.".to_owned(),
            Self::Alarm => "because one or more CloudWatch alarms went into ALARM state.".to_owned(),
            Self::Hook { stage, target: HookTarget::Lambda(function) } => format!(
                "because {} lifecycle hook(s) failed. Lifecycle hook target {function} returned FAILED status.",
                stage.word()
            ),
            Self::Hook { stage, target: HookTarget::Pause } => {
                format!("because {} lifecycle hook(s) failed. The pause hook was not continued.", stage.word())
            }
            Self::Network(sentence) => format!("because of invalid networking configuration. {sentence}"),
            Self::Request => "because of a user initiated request.".to_owned(),
        };
        format!("Service deployment {what} {why}")
    }
}

impl Engine {
    /// The service deployment has failed: its deployment starts no more tasks, and the one before it comes back when
    /// the configuration says so.
    pub(super) fn fail_rollout(&mut self, key: &ServiceKey, cause: &Cause) {
        let now = self.now();
        let Some(service) = self.service_mut(key) else { return };
        service.plan.disturb();
        let Some(rollout) = service.open_rollout() else { return };
        let id = rollout.deployment;
        let rolls_back = match cause {
            Cause::Breaker => rollout.breaker.rolls_back,
            Cause::Alarm => rollout.alarms.rolls_back,
            Cause::Hook { .. } | Cause::Network(_) | Cause::Request => true,
        };
        if let Some(failed) = service.deployments.iter_mut().find(|deployment| deployment.id == id) {
            failed.rollout_state = RolloutState::Failed;
            failed.rollout_state_reason = cause.rollout_reason();
            failed.updated_at = now;
        }
        self.say(key, format!("(service {}) (deployment {id}) deployment failed: {}", key.service, cause.event()));
        if rolls_back {
            self.roll_back(key, cause);
        } else {
            self.stop_rollout(key, &cause.status_reason(false));
        }
    }

    /// Ends a service deployment where it is, because somebody asked for it.
    pub(super) fn abort_rollout(&mut self, key: &ServiceKey) {
        let now = self.now();
        let Some(service) = self.service_mut(key) else { return };
        if let Some(primary) = service.deployments.first_mut() {
            primary.rollout_state = RolloutState::Failed;
            primary.rollout_state_reason = format!("ECS deployment {} stopped.", primary.id);
            primary.updated_at = now;
        }
        self.stop_rollout(key, "Service deployment stopped because of a user initiated request.");
    }
}

/// The sentence of a service that goes back to an earlier deployment.
pub(super) fn rolling_back(service: &Name, to: impl std::fmt::Display) -> String {
    format!("(service {service}) rolling back to deployment {to}.")
}
