//! The status of a service: one total order of rules, the first that matches wins.

mod beginning;
mod course;
mod evidence;
mod facts;
mod finding;
mod found;
mod headline;
mod judge;
mod loops;
mod lost;
mod missing;
mod moment;
mod none;
mod rollback;
mod rollout;
mod sets;
mod shortfall;
mod targets;
#[cfg(test)]
mod tests;
mod trial;

use serde::{Deserialize, Serialize};

pub use evidence::{Evidence, Subject};
pub use facts::{Exists, Facts, GroupFacts, LostInstance, Reached, RolloutFacts};
pub use finding::Finding;
pub use found::{
    Counts, Course, CrashLoop, DeploymentFailed, EndedBy, FailingTarget, Failure, Growth, Lost, NewTargets,
    NoHealthyTarget, NoneRunning, Nothing, Pause, Progress, Rollback, Series, Shortfall, Steady, Stuck, StuckReason,
    Surplus, Targets, TargetsFailing, Unread, Unseen, Watched,
};
pub use judge::{judge, judge_until};

/// The one-word answer to "is this service all right?".
///
/// Ordered from calm to alarming, so that `max()` over services gives the level of a cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Level {
    /// Nothing is wanted and nothing runs.
    Idle,
    /// Everything wanted runs and is healthy.
    Steady,
    /// A deployment is replacing tasks and advances.
    Deploying,
    /// It serves, but not as asked.
    Degraded,
    /// Tasks are wanted and none serves.
    Down,
    /// There is no fresh news to judge from, or what matters could not be read.
    Unknown,
}

/// Which rule decided; the discriminant is its number in the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[repr(u8)]
pub enum Rule {
    /// There is no fresh data.
    NoFreshData = 1,
    /// Desired 0, running 0.
    ScaledToZero = 2,
    /// Wanted, and none running; or none that has outlived what ended the others.
    NoneRunning = 3,
    /// Load-balanced, and no target is healthy.
    NoHealthyTarget = 4,
    /// At least three tasks of one revision stopped by themselves within ten minutes.
    CrashLoop = 5,
    /// Some targets are not healthy, beyond their grace.
    TargetsFailing = 6,
    /// The last deployment failed or was rolled back.
    DeploymentFailed = 7,
    /// A deployment is in progress and does not advance.
    DeploymentStuck = 8,
    /// Running below desired, or below what a deployment has to leave running.
    BelowDesired = 9,
    /// All that is known is well, and what matters is not known.
    Unseen = 10,
    /// A deployment is in progress.
    Deploying = 11,
    /// More tasks are wanted than before, and they are on their way.
    ScalingOut = 12,
    /// Running above desired.
    AboveDesired = 13,
    /// Everything wanted runs.
    Steady = 14,
}

impl Level {
    /// All levels, from calm to alarming.
    pub const ALL: [Self; 6] = [Self::Idle, Self::Steady, Self::Deploying, Self::Degraded, Self::Down, Self::Unknown];

    /// The word on the page: `Down`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Idle => "Idle",
            Self::Steady => "Steady",
            Self::Deploying => "Deploying",
            Self::Degraded => "Degraded",
            Self::Down => "Down",
            Self::Unknown => "Unknown",
        }
    }

    /// The word in addresses and attributes: `down`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Steady => "steady",
            Self::Deploying => "deploying",
            Self::Degraded => "degraded",
            Self::Down => "down",
            Self::Unknown => "unknown",
        }
    }

    /// The level whose key this is.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.key() == key)
    }

    /// Where something stands among others by how much it needs attention: without fresh data about it among those that
    /// are as it was last known to be.
    pub fn in_order(self, last_known: Option<Self>) -> (bool, Self) {
        (self.needs_attention(), last_known.unwrap_or(self))
    }

    /// The word on the page for what was last known: `Unknown, was Down`.
    pub fn word_after(self, last_known: Option<Self>) -> String {
        match last_known.filter(|last| last.needs_attention() && *last != self) {
            Some(last) => format!("{}, was {}", self.word(), last.word()),
            None => self.word().to_owned(),
        }
    }

    /// Whether somebody should look: degraded, down or unknown.
    pub const fn needs_attention(self) -> bool {
        match self {
            Self::Degraded | Self::Down | Self::Unknown => true,
            Self::Idle | Self::Steady | Self::Deploying => false,
        }
    }
}

impl Rule {
    /// All rules, in the order in which they are tried.
    pub const ALL: [Self; 14] = [
        Self::NoFreshData,
        Self::ScaledToZero,
        Self::NoneRunning,
        Self::NoHealthyTarget,
        Self::CrashLoop,
        Self::TargetsFailing,
        Self::DeploymentFailed,
        Self::DeploymentStuck,
        Self::BelowDesired,
        Self::Unseen,
        Self::Deploying,
        Self::ScalingOut,
        Self::AboveDesired,
        Self::Steady,
    ];

    /// Its number in the order.
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// What it looks for, in a few words.
    pub const fn text(self) -> &'static str {
        match self {
            Self::NoFreshData => "no fresh data",
            Self::ScaledToZero => "nothing wanted, nothing running",
            Self::NoneRunning => "wanted, none running or none that lasts",
            Self::NoHealthyTarget => "load-balanced, no healthy target",
            Self::TargetsFailing => "some targets unhealthy beyond their grace",
            Self::CrashLoop => "tasks of one revision keep stopping by themselves",
            Self::DeploymentFailed => "last deployment failed or was rolled back",
            Self::DeploymentStuck => "deployment in progress and not advancing",
            Self::BelowDesired => "running below desired",
            Self::Unseen => "what the verdict needs was not read",
            Self::Deploying => "deployment in progress",
            Self::ScalingOut => "scaling out",
            Self::AboveDesired => "running above desired",
            Self::Steady => "steady",
        }
    }

    /// The level it leads to.
    pub const fn level(self) -> Level {
        match self {
            Self::NoFreshData | Self::Unseen => Level::Unknown,
            Self::ScaledToZero => Level::Idle,
            Self::NoneRunning | Self::NoHealthyTarget => Level::Down,
            Self::CrashLoop
            | Self::TargetsFailing
            | Self::DeploymentFailed
            | Self::DeploymentStuck
            | Self::BelowDesired => Level::Degraded,
            Self::Deploying | Self::ScalingOut | Self::AboveDesired => Level::Deploying,
            Self::Steady => Level::Steady,
        }
    }
}
