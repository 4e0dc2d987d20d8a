//! Target groups.

use super::attributes::Attributes;
use super::health_check::HealthCheck;
use super::target::{Target, TargetKey, TargetState};
use crate::tag::Tag;
use crate::time::seconds;
use crate::{Millis, Name};
use std::collections::{BTreeMap, BTreeSet};

/// The attribute that says for how many seconds a deregistered target drains.
pub(super) const DEREGISTRATION_DELAY: &str = "deregistration_delay.timeout_seconds";

/// What its targets are registered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetType {
    /// Instance ids.
    Instance,
    /// Addresses.
    Ip,
}

impl TargetType {
    /// The word on the wire.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Instance => "instance",
            Self::Ip => "ip",
        }
    }
}

/// A target group: who answers requests, and how it is checked that they can.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroup.html>
#[derive(Clone, Debug)]
pub struct TargetGroup {
    /// Its ARN.
    pub arn: Name,
    /// Its name, unique in the account and region.
    pub name: Name,
    /// For example `HTTP`.
    pub protocol: Name,
    /// `HTTP1`, `HTTP2` or `GRPC`; absent for protocols that are not HTTP.
    pub version: Option<Name>,
    /// The port of targets that are registered without one.
    pub port: u16,
    /// The network's id.
    pub vpc: Name,
    /// What its targets are registered by.
    pub target_type: TargetType,
    /// `ipv4` or `ipv6`.
    pub ip_address_type: Name,
    /// How the health of its targets is checked.
    pub health_check: HealthCheck,
    /// Its attributes.
    pub attributes: Attributes,
    /// Its tags, in the order they were put on.
    pub tags: Vec<Tag>,
    /// When it was created.
    pub created_at: Millis,
    pub(crate) targets: BTreeMap<TargetKey, Target>,
    /// The ARNs of the rules that lead to it.
    pub(crate) rules: BTreeSet<Name>,
}

/// How many targets of a target group are in which state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TargetCounts {
    /// Healthy ones.
    pub healthy: u32,
    /// Those whose checks fail, or have not passed yet.
    pub unhealthy: u32,
}

impl TargetGroup {
    /// Its targets, by id and port.
    pub fn targets(&self) -> impl ExactSizeIterator<Item = &Target> {
        self.targets.values()
    }

    /// The target registered as that.
    #[must_use]
    pub fn target(&self, key: &TargetKey) -> Option<&Target> {
        self.targets.get(key)
    }

    /// Whether a rule leads to it: only then are its targets checked.
    #[must_use]
    pub fn is_used(&self) -> bool {
        !self.rules.is_empty()
    }

    /// The ARNs of the rules that lead to it.
    pub fn rules(&self) -> impl ExactSizeIterator<Item = &Name> {
        self.rules.iter()
    }

    /// How many of its targets are healthy and how many are not, as CloudWatch counts them.
    ///
    /// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html>
    #[must_use]
    pub fn counts(&self) -> TargetCounts {
        let mut counts = TargetCounts::default();
        for target in self.targets.values() {
            match target.health.state {
                TargetState::Healthy => counts.healthy += 1,
                TargetState::Unhealthy(_) | TargetState::Checking => counts.unhealthy += 1,
                TargetState::Registering | TargetState::Unused | TargetState::Draining | TargetState::Unavailable => {}
            }
        }
        counts
    }

    /// For how many milliseconds a deregistered target drains.
    #[must_use]
    pub fn deregistration_delay(&self) -> u64 {
        seconds(self.attributes.number(DEREGISTRATION_DELAY).unwrap_or(300))
    }

    /// What metrics call it: `targetgroup/NAME/ID`.
    #[must_use]
    pub fn arn_suffix(&self) -> &str {
        self.arn.rsplit(':').next().unwrap_or_default()
    }
}
