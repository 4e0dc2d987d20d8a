//! Making, changing and deleting alarms, and setting their state by hand.

use super::past::Standing;
use super::reason::UNCHECKED;
use super::{Alarm, AlarmSettings, AlarmState};
use crate::error::ApiError;
use crate::metrics::Metrics;
use crate::tag::Tag;
use crate::{Engine, Millis, Name, validate};
use serde_json::Value;

impl Metrics {
    /// All alarms, by name.
    pub fn alarms(&self) -> impl ExactSizeIterator<Item = &Alarm> {
        self.alarms.values()
    }

    /// The alarm of that name.
    #[must_use]
    pub fn alarm(&self, name: &str) -> Option<&Alarm> {
        self.alarms.get(name)
    }

    fn known_alarm(&self, name: &str) -> Result<&Alarm, ApiError> {
        self.alarm(name).ok_or_else(|| ApiError::new("ResourceNotFound", format!("Alarm {name} does not exist")))
    }
}

impl Engine {
    /// How the alarm of that name stands; `None` when there is none.
    #[must_use]
    pub fn alarm_state(&self, name: &str) -> Option<AlarmState> {
        self.metrics.alarm(name).map(|alarm| alarm.state)
    }

    /// Makes an alarm, or gives the alarm of that name other settings; it is evaluated a moment later.
    ///
    /// A new alarm is in INSUFFICIENT_DATA; an old one keeps its state and its tags.
    pub fn put_alarm(&mut self, settings: AlarmSettings) {
        let now = self.world.now;
        let name = settings.name.clone();
        let before = self.metrics.alarms.remove(&name);
        let mut alarm = Alarm {
            state: AlarmState::InsufficientData,
            reason: UNCHECKED.to_owned(),
            reason_data: None,
            state_updated_at: now,
            state_transitioned_at: now,
            configured_at: now,
            generation: 0,
            settings,
        };
        if let Some(before) = before.clone() {
            let tags = before.settings.tags.clone();
            alarm = Alarm { settings: alarm.settings, configured_at: now, ..before };
            alarm.settings.tags = tags;
        }
        self.metrics.settings += 1;
        alarm.generation = self.metrics.settings;
        let generation = alarm.generation;
        self.remember_configuration(before.as_ref(), Some(&alarm));
        self.metrics.alarms.insert(name.clone(), alarm);
        self.plan_evaluation(&name, generation, now);
    }

    /// Deletes alarms.
    ///
    /// # Errors
    /// `ResourceNotFound` when one of them does not exist; none is deleted then.
    pub fn delete_alarms(&mut self, names: &[String]) -> Result<(), ApiError> {
        for name in names {
            self.metrics.known_alarm(name)?;
        }
        for name in names {
            if let Some(alarm) = self.metrics.alarms.remove(name.as_str()) {
                self.remember_configuration(Some(&alarm), None);
                self.alarm_changed(name);
            }
        }
        Ok(())
    }

    /// Sets how an alarm stands, until its next evaluation finds otherwise.
    ///
    /// # Errors
    /// `ResourceNotFound`; `InvalidFormat` when the data are not JSON.
    pub fn set_alarm_state(
        &mut self,
        name: &str,
        state: AlarmState,
        reason: String,
        reason_data: Option<String>,
    ) -> Result<(), ApiError> {
        let name = self.metrics.known_alarm(name)?.settings.name.clone();
        if reason_data.as_ref().is_some_and(|data| serde_json::from_str::<Value>(data).is_err()) {
            return Err(ApiError::new("InvalidFormat", "StateReasonData is not valid JSON"));
        }
        self.change_state(&name, state, reason, reason_data);
        Ok(())
    }

    /// Switches the actions of alarms on or off. Names of no alarm are passed over.
    pub fn enable_alarm_actions(&mut self, names: &[String], enabled: bool) {
        let now = self.world.now;
        for name in names {
            let Some(alarm) = self.metrics.alarms.get_mut(name.as_str()) else { continue };
            if alarm.settings.actions_enabled == enabled {
                continue;
            }
            let before = alarm.clone();
            alarm.settings.actions_enabled = enabled;
            alarm.configured_at = now;
            let after = alarm.clone();
            self.remember_configuration(Some(&before), Some(&after));
        }
    }

    /// Puts tags on an alarm.
    ///
    /// # Errors
    /// `InvalidParameterValue` for what cannot be a tag, and for too many.
    pub fn tag_alarm(&mut self, name: &str, tags: Vec<Tag>) -> Result<(), ApiError> {
        let Some(alarm) = self.metrics.alarms.get_mut(name) else { return Ok(()) };
        let known = &mut alarm.settings.tags;
        *known =
            validate::with_tags(known, tags).map_err(|error| ApiError::new("InvalidParameterValue", error.message))?;
        Ok(())
    }

    /// Takes tags off an alarm; keys it does not have are ignored.
    pub fn untag_alarm(&mut self, name: &str, keys: &[String]) {
        if let Some(alarm) = self.metrics.alarms.get_mut(name) {
            alarm.settings.tags.retain(|tag| !keys.contains(&tag.key));
        }
    }

    /// Gives an alarm a state, carries out its actions, and tells whoever waits for it.
    pub(super) fn change_state(&mut self, name: &Name, state: AlarmState, reason: String, data: Option<String>) {
        let now: Millis = self.world.now;
        let Some(alarm) = self.metrics.alarms.get_mut(name) else { return };
        let before = Standing::of(alarm);
        (alarm.state, alarm.reason, alarm.reason_data) = (state, reason, data);
        alarm.state_updated_at = now;
        if before.state == state {
            return;
        }
        alarm.state_transitioned_at = now;
        let after = Standing::of(alarm);
        let settings = &alarm.settings;
        let actions = match state {
            _ if !settings.actions_enabled => Vec::new(),
            AlarmState::Ok => settings.ok_actions.clone(),
            AlarmState::Alarm => settings.alarm_actions.clone(),
            AlarmState::InsufficientData => settings.insufficient_data_actions.clone(),
        };
        self.remember_state(name, &before, &after);
        for action in actions {
            self.remember_action(name, &action, state);
        }
        self.alarm_changed(name);
    }
}
