//! Alarms: a metric, a threshold, and how it stands.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html>

mod change;
mod describe;
mod evaluate;
mod past;
mod reason;
mod verdict;

pub use past::{AlarmEvent, EventKind};

use super::key::MetricKey;
use super::query::{Query, longest_period};
use super::statistic::Statistic;
use super::unit::Unit;
use crate::tag::Tag;
use crate::{Millis, Name};

/// How an alarm stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AlarmState {
    /// The threshold is kept.
    Ok,
    /// The threshold is crossed.
    Alarm,
    /// Nobody knows.
    InsufficientData,
}

impl AlarmState {
    /// The word on the wire.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ok => "OK",
            Self::Alarm => "ALARM",
            Self::InsufficientData => "INSUFFICIENT_DATA",
        }
    }

    /// The state with that word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        [Self::Ok, Self::Alarm, Self::InsufficientData].into_iter().find(|state| state.word() == word)
    }
}

/// When a value crosses the threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `GreaterThanOrEqualToThreshold`
    AtLeast,
    /// `GreaterThanThreshold`
    Greater,
    /// `LessThanThreshold`
    Less,
    /// `LessThanOrEqualToThreshold`
    AtMost,
}

impl Comparison {
    /// Every one, and its word on the wire.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::AtLeast, "GreaterThanOrEqualToThreshold"),
        (Self::Greater, "GreaterThanThreshold"),
        (Self::Less, "LessThanThreshold"),
        (Self::AtMost, "LessThanOrEqualToThreshold"),
    ];

    /// The word on the wire.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::ALL.into_iter().find(|(known, _)| *known == self).map_or("", |(_, word)| word)
    }

    /// The comparison with that word; `None` also for those of anomaly detection, which the simulator does not have.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, known)| *known == word).map(|(comparison, _)| comparison)
    }

    fn crosses(self, value: f64, threshold: f64) -> bool {
        match self {
            Self::AtLeast => value >= threshold,
            Self::Greater => value > threshold,
            Self::Less => value < threshold,
            Self::AtMost => value <= threshold,
        }
    }
}

/// What a period without data counts as.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html>
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Missing {
    /// Nothing; when there is nothing else, nobody knows.
    #[default]
    Missing,
    /// Nothing; when there is nothing else, the alarm stays as it is.
    Ignore,
    /// The threshold is crossed.
    Breaching,
    /// The threshold is kept.
    NotBreaching,
}

impl Missing {
    /// Every one, and its word on the wire.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Missing, "missing"),
        (Self::Ignore, "ignore"),
        (Self::Breaching, "breaching"),
        (Self::NotBreaching, "notBreaching"),
    ];

    /// The word on the wire.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::ALL.into_iter().find(|(known, _)| *known == self).map_or("", |(_, word)| word)
    }

    /// The treatment with that word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, known)| *known == word).map(|(missing, _)| missing)
    }
}

/// What an alarm watches.
#[derive(Clone, Debug, PartialEq)]
pub enum Watched {
    /// A statistic of one metric.
    Metric {
        /// Which one.
        key: MetricKey,
        /// Which statistic.
        statistic: Statistic,
        /// The length of a period in seconds.
        period: u32,
        /// Only data of this unit.
        unit: Option<Unit>,
    },
    /// The one of these queries that returns its result.
    Queries(Vec<Query>),
}

impl Watched {
    /// The length of a period in seconds.
    #[must_use]
    pub fn period(&self) -> u32 {
        match self {
            Self::Metric { period, .. } => *period,
            Self::Queries(queries) => longest_period(queries),
        }
    }
}

/// What PutMetricAlarm says.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html>
#[derive(Clone, Debug, PartialEq)]
pub struct AlarmSettings {
    /// Unique in the account and region: 1–255 characters.
    pub name: Name,
    /// For people.
    pub description: Option<String>,
    /// Whether anything is done when its state changes.
    pub actions_enabled: bool,
    /// ARNs of what is done when it becomes OK; at most 5.
    pub ok_actions: Vec<String>,
    /// ARNs of what is done when it becomes ALARM; at most 5.
    pub alarm_actions: Vec<String>,
    /// ARNs of what is done when it becomes INSUFFICIENT_DATA; at most 5.
    pub insufficient_data_actions: Vec<String>,
    /// What it watches.
    pub watched: Watched,
    /// How many periods it looks at.
    pub evaluation_periods: u32,
    /// How many of them must cross the threshold; all of them when absent.
    pub datapoints_to_alarm: Option<u32>,
    /// The threshold.
    pub threshold: f64,
    /// When a value crosses it.
    pub comparison: Comparison,
    /// What a period without data counts as; as `missing` when absent.
    pub treat_missing: Option<Missing>,
    /// `evaluate` or `ignore`: whether percentiles of few samples count. Kept and given back.
    pub low_samples: Option<String>,
    /// At most 50; only taken when the alarm is new.
    pub tags: Vec<Tag>,
}

/// An alarm.
#[derive(Clone, Debug)]
pub struct Alarm {
    /// What it watches and what for.
    pub settings: AlarmSettings,
    /// How it stands.
    pub state: AlarmState,
    /// Why, in AWS's words.
    pub reason: String,
    /// Why, as JSON; absent until it was evaluated.
    pub reason_data: Option<String>,
    /// When its state last changed or was set.
    pub state_updated_at: Millis,
    /// When its state last became another one.
    pub state_transitioned_at: Millis,
    /// When its settings last changed.
    pub configured_at: Millis,
    pub(super) generation: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An alarm on the average of a metric over a minute, which must not exceed 80 once.
    pub fn settings(name: &str, key: MetricKey) -> AlarmSettings {
        AlarmSettings {
            name: name.into(),
            description: None,
            actions_enabled: true,
            ok_actions: Vec::new(),
            alarm_actions: Vec::new(),
            insufficient_data_actions: Vec::new(),
            watched: Watched::Metric { key, statistic: Statistic::Average, period: 60, unit: None },
            evaluation_periods: 1,
            datapoints_to_alarm: None,
            threshold: 80.0,
            comparison: Comparison::Greater,
            treat_missing: None,
            low_samples: None,
            tags: Vec::new(),
        }
    }

    #[test]
    fn every_word_is_read_as_it_is_written() {
        for state in [AlarmState::Ok, AlarmState::Alarm, AlarmState::InsufficientData] {
            assert_eq!(AlarmState::named(state.word()), Some(state));
        }
        for (comparison, word) in Comparison::ALL {
            assert_eq!((Comparison::named(word), comparison.word()), (Some(comparison), word));
        }
        for (missing, word) in Missing::ALL {
            assert_eq!((Missing::named(word), missing.word()), (Some(missing), word));
        }
    }
}
