//! Metrics that were put, as PutMetricData gave them.

use super::datum::{Datum, Spread};
use super::key::MetricKey;
use super::steps::MINUTE;
use super::unit::Unit;
use crate::error::ApiError;
use crate::{Engine, Millis};
use std::collections::BTreeMap;

/// For how many minutes data of one minute are kept: 15 days.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#metrics-retention>
pub(super) const RETENTION: u64 = 15 * 24 * 60;

/// How far in the past, and how far in the future, a datum may lie, in minutes: two weeks, two hours.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html>
const PAST: u64 = 14 * 24 * 60;
const FUTURE: u64 = 2 * 60;

/// What was put under one name.
#[derive(Clone, Debug)]
pub(super) struct Stored {
    /// The unit of the newest datum.
    pub unit: Unit,
    minutes: BTreeMap<u64, Vec<Datum>>,
}

/// Samples that are put at once.
#[derive(Clone, Debug, PartialEq)]
pub enum Samples {
    /// Values, and how often each occurred.
    Values(Vec<(f64, f64)>),
    /// Only what they amount to.
    Set {
        /// How many there were.
        count: f64,
        /// Their sum.
        sum: f64,
        /// The least.
        least: f64,
        /// The greatest.
        most: f64,
    },
}

/// One item of PutMetricData.
#[derive(Clone, Debug, PartialEq)]
pub struct Put {
    /// Under which name.
    pub key: MetricKey,
    /// When they were sampled.
    pub at: Millis,
    /// Their unit.
    pub unit: Unit,
    /// What was sampled.
    pub samples: Samples,
}

impl Engine {
    /// Keeps data that a client has sampled.
    ///
    /// # Errors
    /// `InvalidParameterValue` when a namespace is AWS's own, or a datum is too old or not yet; nothing is kept then.
    pub fn put_metric_data(&mut self, items: Vec<Put>) -> Result<(), ApiError> {
        let now = self.world.now;
        for Put { key, at, .. } in &items {
            if key.namespace.starts_with("AWS/") {
                let message = format!("The value {} for parameter Namespace is invalid.", key.namespace);
                return Err(ApiError::new("InvalidParameterValue", message));
            }
            if *at < now.before(PAST * MINUTE) || *at > now + FUTURE * MINUTE {
                let message = "The parameter MetricData.member.Timestamp must specify a time no more than two weeks in the \
                               past and no more than two hours in the future.";
                return Err(ApiError::new("InvalidParameterValue", message));
            }
        }
        for Put { key, at, unit, samples } in items {
            let series = self.metrics.stored.entry(key);
            let series = series.or_insert_with(|| Stored { unit: unit.clone(), minutes: BTreeMap::new() });
            series.unit = unit;
            series.minutes.entry(at.0 / MINUTE).or_default().extend(samples.datum());
            let limit = (now.0 / MINUTE).saturating_sub(RETENTION);
            series.minutes = series.minutes.split_off(&limit);
        }
        Ok(())
    }
}

impl Stored {
    /// What was put for those minutes since 1970, both included.
    pub fn data(&self, minutes: std::ops::RangeInclusive<u64>) -> impl Iterator<Item = (u64, &[Datum])> {
        self.minutes.range(minutes).map(|(minute, data)| (*minute, data.as_slice()))
    }

    /// Whether a datum is of that moment or later.
    pub fn since(&self, moment: Millis) -> bool {
        self.minutes.last_key_value().is_some_and(|(minute, _)| (minute + 1) * MINUTE > moment.0)
    }
}

impl Samples {
    fn datum(self) -> Option<Datum> {
        match self {
            Self::Set { count, sum, least, most } => {
                (count > 0.0).then_some(Datum { count, sum, least, most, spread: Spread::Even })
            }
            Self::Values(values) => {
                let count: f64 = values.iter().map(|(_, count)| count).sum();
                (count > 0.0).then(|| Datum {
                    count,
                    sum: values.iter().map(|(value, count)| value * count).sum(),
                    least: values.iter().map(|(value, _)| *value).fold(f64::INFINITY, f64::min),
                    most: values.iter().map(|(value, _)| *value).fold(f64::NEG_INFINITY, f64::max),
                    spread: Spread::Exact(values),
                })
            }
        }
    }
}
