//! The alarms that end a deployment.

use super::MonitorStatus;
use crate::engine::time::minutes;
use crate::engine::{JsonMap, Name, json};

/// How long a rolling deployment that alarms watch is watched after its last old task has gone. AWS computes it from the alarms'
/// periods.
const WATCHED: u64 = minutes(5);

/// The alarms that one service deployment watches.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlarmWatch {
    /// Whether they are watched, and what came of it.
    pub status: MonitorStatus,
    /// The alarms' names.
    pub names: Vec<Name>,
    /// Those that came to ALARM meanwhile.
    pub triggered: Vec<Name>,
    /// Whether a failure is followed by a rollback.
    pub rolls_back: bool,
}

impl AlarmWatch {
    /// What a `deploymentConfiguration` asks for.
    pub(in crate::engine) fn read(configuration: &JsonMap) -> Self {
        let settings = json::object(configuration, "alarms").filter(|settings| json::is_true(settings, "enable"));
        let Some(settings) = settings else {
            return Self {
                status: MonitorStatus::Disabled,
                names: Vec::new(),
                triggered: Vec::new(),
                rolls_back: false,
            };
        };
        Self {
            status: MonitorStatus::Monitoring,
            names: json::names(settings, "alarmNames"),
            triggered: Vec::new(),
            rolls_back: json::is_true(settings, "rollback"),
        }
    }

    /// An alarm came to ALARM; tells whether that ends the deployment.
    pub(in crate::engine) fn trigger(&mut self, alarm: &str) -> bool {
        let Some(name) = self.names.iter().find(|name| &***name == alarm).cloned() else { return false };
        if !matches!(self.status, MonitorStatus::Monitoring | MonitorStatus::Triggered) {
            return false;
        }
        if !self.triggered.contains(&name) {
            self.triggered.push(name);
        }
        std::mem::replace(&mut self.status, MonitorStatus::Triggered) == MonitorStatus::Monitoring
    }

    /// How long the alarms are watched, at least, when all tasks are new.
    pub(in crate::engine) fn bake(&self) -> u64 {
        if self.status == MonitorStatus::Disabled { 0 } else { WATCHED }
    }
}
