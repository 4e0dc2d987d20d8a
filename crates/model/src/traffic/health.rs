//! What a load balancer thinks of its targets.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The state of a target.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html#target-health-states>
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum TargetState {
    /// It is being registered, or its first checks are under way.
    Initial,
    /// It gets traffic.
    Healthy,
    /// Its checks fail.
    Unhealthy,
    /// Its checks fail and it is being taken out.
    UnhealthyDraining,
    /// Nothing sends traffic to it.
    Unused,
    /// It is being taken out; connections in flight may end.
    Draining,
    /// Health checks are off.
    Unavailable,
    /// A state this build does not know, as it came.
    Other(String),
}

impl TargetState {
    /// Reads the word on the wire, for example `unhealthy.draining`.
    pub fn read(word: &str) -> Self {
        match word {
            "initial" => Self::Initial,
            "healthy" => Self::Healthy,
            "unhealthy" => Self::Unhealthy,
            "unhealthy.draining" => Self::UnhealthyDraining,
            "unused" => Self::Unused,
            "draining" => Self::Draining,
            "unavailable" => Self::Unavailable,
            other => Self::Other(other.to_owned()),
        }
    }
}

impl fmt::Display for TargetState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Initial => "initial",
            Self::Healthy => "healthy",
            Self::Unhealthy => "unhealthy",
            Self::UnhealthyDraining => "unhealthy.draining",
            Self::Unused => "unused",
            Self::Draining => "draining",
            Self::Unavailable => "unavailable",
            Self::Other(other) => other,
        })
    }
}

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
    /// AWS's code for that state, for example `Target.ResponseCodeMismatch`.
    pub reason: Option<String>,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_written_as_it_was_read_also_one_that_is_unknown() {
        for word in
            ["initial", "healthy", "unhealthy", "unhealthy.draining", "unused", "draining", "unavailable", "new.word"]
        {
            assert_eq!(TargetState::read(word).to_string(), word);
        }
    }
}
