//! The alarms that end a deployment.

use super::state::MonitorStatus;
use crate::metrics::{AlarmSettings, Metrics};
use crate::time::{minutes, seconds};
use crate::{JsonMap, Name, json};

/// How long a rolling deployment is watched by alarms that do not exist (yet) after its last old task has gone.
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
    pub(crate) fn read(configuration: &JsonMap) -> Self {
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
    pub(crate) fn trigger(&mut self, alarm: &str) -> bool {
        let Some(name) = self.names.iter().find(|name| &***name == alarm).cloned() else { return false };
        if !matches!(self.status, MonitorStatus::Monitoring | MonitorStatus::Triggered) {
            return false;
        }
        if !self.triggered.contains(&name) {
            self.triggered.push(name);
        }
        std::mem::replace(&mut self.status, MonitorStatus::Triggered) == MonitorStatus::Monitoring
    }
}

impl Metrics {
    /// How long alarms watch a rolling deployment, at least, when all its tasks are new: as long as the slowest of them
    /// needs to come to ALARM.
    pub(crate) fn alarm_bake(&self, watch: &AlarmWatch) -> u64 {
        if watch.status == MonitorStatus::Disabled {
            return 0;
        }
        let settings = watch.names.iter().filter_map(|name| self.alarm(name)).map(|alarm| &alarm.settings);
        let needs = |settings: &AlarmSettings| settings.watched.period().saturating_mul(settings.evaluation_periods);
        settings.map(|settings| seconds(needs(settings).into())).max().unwrap_or(WATCHED)
    }
}
