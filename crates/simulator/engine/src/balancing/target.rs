//! Targets and their health.

use crate::id::TaskKey;
use crate::{Millis, Name};
use std::borrow::Cow;

/// What a target is registered as: an address or an instance, and a port.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TargetKey {
    /// An address such as `10.0.3.7`, or an instance id.
    pub id: Name,
    /// The port that gets the traffic.
    pub port: u16,
}

/// A target of a target group.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetDescription.html>
#[derive(Clone, Debug)]
pub struct Target {
    /// What it is registered as.
    pub key: TargetKey,
    /// Its Availability Zone, or `all`.
    pub zone: Option<Name>,
    /// The task that answers there; `None` when the simulator knows of none, and then nobody answers.
    pub task: Option<TaskKey>,
    /// What its checks have said.
    pub health: TargetHealth,
    /// Counts up whenever what was planned for it becomes void.
    pub(crate) generation: u32,
}

/// The health of a target, and since when it is so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TargetHealth {
    /// What it is.
    pub state: TargetState,
    /// Since when.
    pub since: Millis,
}

/// What the health of a target is.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetState {
    /// It is being registered.
    Registering,
    /// Its first checks are being made.
    Checking,
    /// It gets traffic.
    Healthy,
    /// Its checks fail.
    Unhealthy(Failure),
    /// No rule leads to its target group.
    Unused,
    /// It is being deregistered: requests that are under way may end.
    Draining,
    /// Nobody checks: health checks are disabled.
    Unavailable,
}

/// Why a health check fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The answer has a code that is not good.
    Code(u16),
    /// No answer comes in time.
    Timeout,
    /// Nobody listens there.
    Refused,
}

impl Failure {
    /// AWS's sentence.
    #[must_use]
    pub fn description(self) -> Cow<'static, str> {
        match self {
            Self::Code(code) => format!("Health checks failed with these codes: [{code}]").into(),
            Self::Timeout => "Request timed out".into(),
            Self::Refused => "Health checks failed".into(),
        }
    }

    /// The reason's word on the wire.
    #[must_use]
    pub fn reason(self) -> &'static str {
        match self {
            Self::Code(_) => "Target.ResponseCodeMismatch",
            Self::Timeout => "Target.Timeout",
            Self::Refused => "Target.FailedHealthChecks",
        }
    }
}

impl TargetState {
    /// The word on the wire.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Registering | Self::Checking => "initial",
            Self::Healthy => "healthy",
            Self::Unhealthy(_) => "unhealthy",
            Self::Unused => "unused",
            Self::Draining => "draining",
            Self::Unavailable => "unavailable",
        }
    }

    /// The reason's word on the wire; a healthy target needs none.
    #[must_use]
    pub fn reason(self) -> Option<&'static str> {
        match self {
            Self::Registering => Some("Elb.RegistrationInProgress"),
            Self::Checking => Some("Elb.InitialHealthChecking"),
            Self::Healthy => None,
            Self::Unhealthy(failure) => Some(failure.reason()),
            Self::Unused => Some("Target.NotInUse"),
            Self::Draining => Some("Target.DeregistrationInProgress"),
            Self::Unavailable => Some("Target.HealthCheckDisabled"),
        }
    }

    /// AWS's sentence; a healthy target needs none.
    #[must_use]
    pub fn description(self) -> Option<Cow<'static, str>> {
        match self {
            Self::Registering => Some("Target registration is in progress".into()),
            Self::Checking => Some("Initial health checks in progress".into()),
            Self::Healthy => None,
            Self::Unhealthy(failure) => Some(failure.description()),
            Self::Unused => Some("Target group is not configured to receive traffic from the load balancer".into()),
            Self::Draining => Some("Target deregistration is in progress".into()),
            Self::Unavailable => Some("Health checks are disabled for the target group".into()),
        }
    }
}
