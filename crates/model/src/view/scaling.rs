//! How a service scales.

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;
use crate::verdict::Level;

/// Between which counts a service scales, beside its desired count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ScalingLine {
    /// It is not known whether it scales.
    Unknown,
    /// It is no scalable target.
    Unscaled,
    /// It is one.
    Between {
        /// The minimum capacity.
        minimum: u32,
        /// The maximum capacity.
        maximum: u32,
        /// Where the desired count is, if it is not simply between them: `at the maximum`.
        place: Option<String>,
    },
}

/// How a service scales, what explains its desired count, and what was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ServiceScaling {
    /// It is not known whether it scales: what stands in the way, in one sentence.
    Unknown(String),
    /// It is no scalable target.
    Unscaled,
    /// It is one.
    Scaled(Box<ScaledView>),
}

/// How a scalable target stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScaledView {
    /// The minimum capacity.
    pub minimum: u32,
    /// The maximum capacity.
    pub maximum: u32,
    /// What explains the desired count.
    pub sentence: String,
    /// Since when, or when that was.
    pub at: Option<Timestamp>,
    /// Whether somebody should look.
    pub needs_look: bool,
    /// The alarm that calls a policy which cannot do what it would, in words, and since when it does.
    pub alarm: Option<(String, Option<Timestamp>)>,
    /// What is suspended: `scale in`.
    pub suspended: Vec<String>,
    /// When bounds, policies and schedules were read, if that is long ago.
    pub read_at: Option<Timestamp>,
    /// Why it is not known which policies alarms call, if it is not.
    pub alarms_unread: Option<String>,
    /// What was done and not done, the newest first.
    pub activities: Vec<ActivityRow>,
    /// Whether activities are still on their way.
    pub is_loading: bool,
}

/// One scaling activity in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityRow {
    /// Its id.
    pub id: String,
    /// When it began.
    pub at: Timestamp,
    /// How it fares: AWS's word, or that nothing was scaled.
    pub status: String,
    /// How that is judged, for its colour.
    pub level: Level,
    /// What it did, or why nothing was scaled.
    pub what: String,
    /// What began it.
    pub cause: String,
    /// The alarm that called the policy, if one did.
    pub alarm: Option<String>,
    /// What AWS says about how it fares, where that is more than the status.
    pub message: Option<String>,
}
