//! What happened to alarms.

use super::describe;
use super::{Alarm, AlarmState};
use crate::metrics::Metrics;
use crate::{Engine, Millis, Name};
use serde_json::{Value, json};

/// For how long it is remembered, in milliseconds: 30 days.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html>
const REMEMBERED: u64 = 30 * 24 * 3_600_000;

/// How many events are remembered at most, over all alarms.
const MOST: usize = 10_000;

/// What happened to an alarm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// It was made, changed or deleted.
    ConfigurationUpdate,
    /// Its state became another one.
    StateUpdate,
    /// One of its actions was carried out.
    Action,
}

impl EventKind {
    /// The word on the wire.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::ConfigurationUpdate => "ConfigurationUpdate",
            Self::StateUpdate => "StateUpdate",
            Self::Action => "Action",
        }
    }
}

/// One line of the alarms' history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlarmEvent {
    /// The alarm's name.
    pub alarm: Name,
    /// When it happened.
    pub at: Millis,
    /// What happened.
    pub kind: EventKind,
    /// For people.
    pub summary: String,
    /// For programs: JSON.
    pub data: String,
}

/// How a state, its reason and its reason's data are remembered until the next.
#[derive(Clone, Debug)]
pub(super) struct Standing {
    pub state: AlarmState,
    reason: String,
    reason_data: Option<String>,
}

impl Standing {
    pub fn of(alarm: &Alarm) -> Self {
        Self { state: alarm.state, reason: alarm.reason.clone(), reason_data: alarm.reason_data.clone() }
    }

    fn json(&self) -> Value {
        let mut standing = json!({ "stateValue": self.state.word(), "stateReason": self.reason });
        if let Some(data) = self.reason_data.as_ref().and_then(|data| serde_json::from_str::<Value>(data).ok()) {
            standing["stateReasonData"] = data;
        }
        standing
    }
}

impl Metrics {
    /// What happened to alarms, the oldest first.
    pub fn alarm_events(&self) -> impl DoubleEndedIterator<Item = &AlarmEvent> {
        self.alarm_events.iter()
    }
}

impl Engine {
    pub(super) fn remember_configuration(&mut self, before: Option<&Alarm>, after: Option<&Alarm>) {
        let (Some(alarm), word) = (
            after.or(before),
            match (before, after) {
                (None, _) => "created",
                (_, None) => "deleted",
                (Some(_), Some(_)) => "updated",
            },
        ) else {
            return;
        };
        let mut data = json!({ "version": "1.0" });
        data["type"] = match word {
            "created" => "Create".into(),
            "deleted" => "Delete".into(),
            _ => "Update".into(),
        };
        match (before, after) {
            (None, Some(after)) => data["createdAlarm"] = describe::configuration(&self.world, after),
            (Some(before), None) => data["deletedAlarm"] = describe::configuration(&self.world, before),
            (Some(_), Some(after)) => data["updatedAlarm"] = describe::configuration(&self.world, after),
            (None, None) => {}
        }
        let summary = format!("Alarm \"{}\" {word}", alarm.settings.name);
        self.remember(alarm.settings.name.clone(), EventKind::ConfigurationUpdate, summary, &data);
    }

    pub(super) fn remember_state(&mut self, alarm: &Name, before: &Standing, after: &Standing) {
        let summary = format!("Alarm updated from {} to {}", before.state.word(), after.state.word());
        let data = json!({ "version": "1.0", "oldState": before.json(), "newState": after.json() });
        self.remember(alarm.clone(), EventKind::StateUpdate, summary, &data);
    }

    pub(super) fn remember_action(&mut self, alarm: &Name, action: &str, state: AlarmState) {
        let summary = format!("Successfully executed action {action}");
        let data = json!({
            "version": "1.0", "actionState": "Succeeded", "stateUpdateTimestamp": self.world.now.0,
            "notificationResource": action, "publishedMessage": { "default": { "NewStateValue": state.word() } },
        });
        self.remember(alarm.clone(), EventKind::Action, summary, &data);
    }

    fn remember(&mut self, alarm: Name, kind: EventKind, summary: String, data: &Value) {
        let at = self.world.now;
        let events = &mut self.metrics.alarm_events;
        events.push_back(AlarmEvent { alarm, at, kind, summary, data: data.to_string() });
        while events.len() > MOST || events.front().is_some_and(|event| event.at < at.before(REMEMBERED)) {
            events.pop_front();
        }
    }
}
