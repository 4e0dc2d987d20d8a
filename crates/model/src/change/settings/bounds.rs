//! The value of each setting as text: how it is written, and what it may be.

use super::{Setting, Settings};
use crate::change::number::number;
use crate::deployment::DeploymentStrategy;
use crate::field::Problem;
use crate::service::PropagateTags;
use crate::term::FieldName;

/// The most that `maximumPercent` is taken for. AWS names no bound.
pub(super) const MOST_PERCENT: u32 = 1_000;

/// The longest bake time, in minutes: a day.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html>
const LONGEST_BAKE: u32 = 1_440;

/// The longest grace period, in seconds.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html>
const LONGEST_GRACE: u32 = 2_147_483_647;

/// The longest name of an alarm.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html>
const LONGEST_NAME: u32 = 255;

const ENABLED: &str = "ENABLED";
const DISABLED: &str = "DISABLED";

impl Settings {
    /// The value of a setting, if it is there.
    pub fn text(&self, setting: Setting) -> Option<String> {
        let flag = |value: Option<bool>| value.map(|value| value.to_string());
        let number = |value: Option<u32>| value.map(|value| value.to_string());
        match setting {
            Setting::Strategy => self.strategy.as_ref().map(ToString::to_string),
            Setting::MinimumHealthyPercent => number(self.minimum_healthy_percent),
            Setting::MaximumPercent => number(self.maximum_percent),
            Setting::CircuitBreaker => flag(self.circuit_breaker),
            Setting::CircuitBreakerRollback => flag(self.circuit_breaker_rollback),
            Setting::Alarms => flag(self.alarms),
            Setting::AlarmNames => self.alarm_names.as_ref().map(|names| names.join(", ")),
            Setting::AlarmsRollback => flag(self.alarms_rollback),
            Setting::BakeTime => number(self.bake_minutes),
            Setting::HealthCheckGrace => number(self.health_check_grace),
            Setting::ExecuteCommand => flag(self.execute_command),
            Setting::PropagateTags => self.propagate_tags.as_ref().map(ToString::to_string),
            Setting::ZoneRebalancing => self.zone_rebalancing.map(|on| if on { ENABLED } else { DISABLED }.to_owned()),
        }
    }

    /// Asks for a value.
    ///
    /// # Errors
    /// [`Problem`]: why it cannot have that value.
    pub fn put(&mut self, setting: Setting, text: &str) -> Result<(), Problem> {
        match setting {
            Setting::Strategy => self.strategy = Some(word(text, DeploymentStrategy::WORDS)?.into()),
            Setting::MinimumHealthyPercent => self.minimum_healthy_percent = Some(number(text, 0, 100)?),
            Setting::MaximumPercent => self.maximum_percent = Some(number(text, 100, MOST_PERCENT)?),
            Setting::CircuitBreaker => self.circuit_breaker = Some(flag(text)?),
            Setting::CircuitBreakerRollback => self.circuit_breaker_rollback = Some(flag(text)?),
            Setting::Alarms => self.alarms = Some(flag(text)?),
            Setting::AlarmNames => self.alarm_names = Some(names(text)?),
            Setting::AlarmsRollback => self.alarms_rollback = Some(flag(text)?),
            Setting::BakeTime => self.bake_minutes = Some(number(text, 0, LONGEST_BAKE)?),
            Setting::HealthCheckGrace => self.health_check_grace = Some(number(text, 0, LONGEST_GRACE)?),
            Setting::ExecuteCommand => self.execute_command = Some(flag(text)?),
            Setting::PropagateTags => self.propagate_tags = Some(word(text, PropagateTags::WORDS)?.into()),
            Setting::ZoneRebalancing => {
                self.zone_rebalancing = Some(word(text, &[ENABLED, DISABLED])? == ENABLED);
            }
        }
        Ok(())
    }

    /// Asks for it no longer.
    pub(super) fn leave_out(&mut self, setting: Setting) {
        match setting {
            Setting::Strategy => self.strategy = None,
            Setting::MinimumHealthyPercent => self.minimum_healthy_percent = None,
            Setting::MaximumPercent => self.maximum_percent = None,
            Setting::CircuitBreaker => self.circuit_breaker = None,
            Setting::CircuitBreakerRollback => self.circuit_breaker_rollback = None,
            Setting::Alarms => self.alarms = None,
            Setting::AlarmNames => self.alarm_names = None,
            Setting::AlarmsRollback => self.alarms_rollback = None,
            Setting::BakeTime => self.bake_minutes = None,
            Setting::HealthCheckGrace => self.health_check_grace = None,
            Setting::ExecuteCommand => self.execute_command = None,
            Setting::PropagateTags => self.propagate_tags = None,
            Setting::ZoneRebalancing => self.zone_rebalancing = None,
        }
    }
}

fn flag(text: &str) -> Result<bool, Problem> {
    Ok(word(text, &["true", "false"])? == "true")
}

fn word<'a>(text: &'a str, words: &[&'static str]) -> Result<&'a str, Problem> {
    let offered = || words.iter().map(|word| FieldName::literal(word)).collect();
    if words.contains(&text) { Ok(text) } else { Err(Problem::NotOffered(offered())) }
}

/// Names with a comma between them, as ECS takes them.
fn names(text: &str) -> Result<Vec<String>, Problem> {
    let mut names: Vec<String> = Vec::new();
    for name in text.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        if name.chars().any(char::is_control) {
            return Err(Problem::NotPlain);
        }
        if name.chars().count() > LONGEST_NAME as usize {
            return Err(Problem::TooLong(LONGEST_NAME));
        }
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    Ok(names)
}
