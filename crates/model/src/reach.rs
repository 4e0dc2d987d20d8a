//! What a load balancer says about its targets, in words.
//!
//! <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html#target-health-reason-codes>

mod check;
mod codes;
mod group;
mod http;
#[cfg(test)]
mod tests;

pub use group::GroupHealth;

use std::collections::BTreeMap;

use crate::traffic::{HealthCounts, Target, TargetCheck, TargetState};
use crate::verdict::Level;

/// A target's state in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// How it is judged.
    pub level: Level,
    /// What state and code mean.
    pub meaning: String,
    /// What to look at or to do next, if anything.
    pub next: Option<String>,
}

impl Target {
    /// State, code and description in words; `check` is how its group asks.
    ///
    /// ```
    /// # use model::traffic::{Target, TargetReason, TargetState};
    /// let target = Target {
    ///     id: "10.0.1.7".to_owned(),
    ///     port: Some(8080),
    ///     zone: None,
    ///     state: TargetState::Unhealthy,
    ///     reason: Some(TargetReason::ResponseCodeMismatch),
    ///     description: Some("Health checks failed with these codes: [502]".to_owned()),
    /// };
    /// assert_eq!(target.short(), "Target.ResponseCodeMismatch [502]");
    /// assert!(target.reach(None).meaning.contains("answered 502"));
    /// ```
    pub fn reach(&self, check: Option<&TargetCheck>) -> Reach {
        let (meaning, next) = codes::words(self, check);
        Reach { level: self.state.level(), meaning, next }
    }

    /// Code and HTTP codes, or the state if AWS gives no code: `Target.ResponseCodeMismatch [502]`.
    pub fn short(&self) -> String {
        match (&self.reason, self.http_codes()) {
            (Some(reason), Some(codes)) => format!("{reason} [{codes}]"),
            (Some(reason), None) => reason.to_string(),
            (None, _) => self.state.to_string(),
        }
    }

    /// The HTTP codes in AWS's sentence: `502`, or `502, 503`.
    pub fn http_codes(&self) -> Option<&str> {
        let (_, rest) = self.description.as_deref()?.split_once('[')?;
        let (codes, _) = rest.split_once(']')?;
        let is_code = |code: &str| code.len() == 3 && code.bytes().all(|digit| digit.is_ascii_digit());
        codes.split(", ").all(is_code).then_some(codes)
    }
}

impl TargetState {
    /// How a target in this state is judged: Steady is healthy, Deploying comes or goes, Degraded fails its checks,
    /// Idle gets no traffic, Unknown is not checked or in a state that this build does not know.
    pub const fn level(&self) -> Level {
        match self {
            Self::Healthy => Level::Steady,
            Self::Initial | Self::Draining => Level::Deploying,
            Self::Unhealthy | Self::UnhealthyDraining => Level::Degraded,
            Self::Unused => Level::Idle,
            Self::Unavailable | Self::Other(_) => Level::Unknown,
        }
    }
}

impl HealthCounts {
    /// How a target group with these targets is judged; `None` is one whose target health was not read.
    pub const fn level(counts: Option<Self>) -> Level {
        let Some(Self { healthy, unhealthy, initial, draining, other }) = counts else { return Level::Unknown };
        match (healthy, unhealthy, initial + draining, other) {
            (0, 0, 0, 0) => Level::Idle,
            (0, 1.., _, _) => Level::Down,
            (1.., 1.., _, _) => Level::Degraded,
            (_, 0, 1.., _) => Level::Deploying,
            (1.., 0, 0, _) => Level::Steady,
            (0, 0, 0, 1..) => Level::Unknown,
        }
    }

    /// `2 of 4 targets healthy`.
    pub fn text(self) -> String {
        match self.staying() {
            0 => "no targets".to_owned(),
            1 => format!("{} of 1 target healthy", self.healthy),
            staying => format!("{} of {staying} targets healthy", self.healthy),
        }
    }
}

/// The commonest code among targets that are not healthy, as [`Target::short`] writes it; of several equally common
/// ones the first in the alphabet.
///
/// Where checks fail, only the codes of failing ones count: that others are still starting explains nothing, and that
/// others are being taken out even less.
pub fn commonest<'a>(targets: impl IntoIterator<Item = &'a Target>) -> Option<String> {
    let rank = |target: &Target| match target.state {
        TargetState::Unhealthy | TargetState::UnhealthyDraining => 0,
        TargetState::Initial
        | TargetState::Healthy
        | TargetState::Unused
        | TargetState::Unavailable
        | TargetState::Other(_) => 1,
        TargetState::Draining => 2,
    };
    let ill: Vec<&Target> = targets.into_iter().filter(|target| target.state != TargetState::Healthy).collect();
    let telling = ill.iter().map(|target| rank(target)).min()?;
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for target in ill.into_iter().filter(|target| rank(target) == telling) {
        *times.entry(target.short()).or_default() += 1;
    }
    times.into_iter().rev().max_by_key(|(_, times)| *times).map(|(short, _)| short)
}
