//! The status of a service: one total order of rules, the first that matches wins.

use serde::{Deserialize, Serialize};

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
    /// There is no fresh news to judge from.
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
    /// Wanted, none running.
    NoneRunning = 3,
    /// At least three tasks of one revision stopped by themselves within ten minutes.
    CrashLoop = 5,
    /// The last deployment failed or was rolled back.
    DeploymentFailed = 7,
    /// A deployment is in progress and does not advance.
    DeploymentStuck = 8,
    /// A deployment is in progress.
    Deploying = 9,
    /// Running below desired.
    BelowDesired = 10,
    /// Running above desired.
    AboveDesired = 11,
    /// Everything wanted runs.
    Steady = 12,
}
