//! Alarms, drawn beside what they watch.

use serde::{Deserialize, Serialize};

use crate::alarm::AlarmState;
use crate::page::Page;
use crate::time::Timestamp;
use crate::verdict::Level;

/// One alarm on one line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AlarmLine {
    /// Its name.
    pub name: String,
    /// What it says.
    pub state: AlarmState,
    /// Degraded in ALARM, Steady when OK, Unknown without enough data or in a state this build does not know.
    pub level: Level,
    /// What it watches for, in words: `CPUUtilization ≥ 80 for 3 of 5 datapoints of 1 min (Average)`.
    pub sentence: String,
    /// What its author wrote about it.
    pub description: Option<String>,
    /// Why it says what it says, in AWS's words.
    pub reason: Option<String>,
    /// Since when.
    pub since: Option<Timestamp>,
    /// What it watches, in short: `service checkout`, `target group web-blue`.
    pub watches: String,
    /// The page of what it watches.
    pub target: Option<Page>,
    /// Whether its actions are on.
    pub actions_enabled: bool,
}
