//! What a load balancer thinks of its targets.

use serde::{Deserialize, Serialize};

use super::{TargetReason, TargetState};

/// A target and its health, as DescribeTargetHealth shows it.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealthDescription.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// An address, an instance id, or the ARN of a function or load balancer.
    pub id: String,
    /// The port it gets traffic on.
    pub port: Option<u16>,
    /// The availability zone, where it is said.
    pub zone: Option<String>,
    /// What the load balancer thinks of it.
    pub state: TargetState,
    /// Why it is in that state.
    pub reason: Option<TargetReason>,
    /// AWS's sentence, for example `Health checks failed with these codes: [502]`.
    pub description: Option<String>,
}

/// How many targets are in which state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HealthCounts {
    /// They get traffic.
    pub healthy: u32,
    /// Their checks fail, those being taken out not counted.
    pub unhealthy: u32,
    /// They are being registered or checked for the first time.
    pub initial: u32,
    /// They are being taken out.
    pub draining: u32,
    /// Nothing sends traffic to them, checks are off, or the state is unknown to this build.
    pub other: u32,
}

impl HealthCounts {
    /// Counts targets by state.
    pub fn of<'a>(targets: impl IntoIterator<Item = &'a Target>) -> Self {
        let mut counts = Self::default();
        for target in targets {
            let count = match target.state {
                TargetState::Healthy => &mut counts.healthy,
                TargetState::Unhealthy => &mut counts.unhealthy,
                TargetState::Initial => &mut counts.initial,
                TargetState::Draining | TargetState::UnhealthyDraining => &mut counts.draining,
                TargetState::Unused | TargetState::Unavailable | TargetState::Other(_) => &mut counts.other,
            };
            *count += 1;
        }
        counts
    }

    /// All targets that are not being taken out.
    pub fn staying(&self) -> u32 {
        self.healthy + self.unhealthy + self.initial + self.other
    }
}
