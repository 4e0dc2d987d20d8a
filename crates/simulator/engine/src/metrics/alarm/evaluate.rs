//! Evaluating alarms: each once in each of its periods, a few seconds after the period's end.

use super::reason;
use super::verdict::{OLDER, Point, judge};
use super::{Alarm, AlarmSettings, Watched};
use crate::metrics::Metrics;
use crate::metrics::chance::Chance;
use crate::queue::Happening;
use crate::time::seconds;
use crate::{Engine, Millis, Name, World};

/// How long after the end of a period an alarm is evaluated, in milliseconds: the data must have arrived. Alarms are
/// spread over this time, so that not all are evaluated at once.
const LATE: std::ops::RangeInclusive<u64> = seconds(3)..=seconds(13);

/// How long after it was made or changed an alarm is evaluated first, in milliseconds.
const SOON: u64 = seconds(5);

impl Engine {
    /// Plans the first evaluation of an alarm that was made or changed.
    pub(super) fn plan_evaluation(&mut self, alarm: &Name, generation: u32, now: Millis) {
        let happening = Happening::EvaluateAlarm { alarm: alarm.clone(), generation };
        self.queue.plan(now + SOON, happening);
    }

    /// Evaluates an alarm, and plans the next time. Void when its settings have changed since that was planned.
    pub(crate) fn evaluate_alarm(&mut self, name: &Name, generation: u32) {
        let Some(alarm) = self.metrics.alarm(name).filter(|alarm| alarm.generation == generation) else { return };
        let period = u64::from(alarm.settings.watched.period()).max(60) * 1_000;
        let now = self.world.now;
        let end = Millis(now.0 / period * period);
        let changed = self.metrics.found(&self.world, alarm, end, period);
        let late = Chance::of(self.metrics.seed, &[name]).within(LATE);
        let happening = Happening::EvaluateAlarm { alarm: name.clone(), generation };
        self.queue.plan(end + period + late, happening);
        if let Some((state, reason, data)) = changed {
            self.change_state(name, state, reason, Some(data));
        }
    }
}

impl Metrics {
    /// The alarm's new state and its reason, when it is to have another one.
    fn found(
        &self,
        world: &World,
        alarm: &Alarm,
        end: Millis,
        period: u64,
    ) -> Option<(super::AlarmState, String, String)> {
        let settings = &alarm.settings;
        let wanted = usize::try_from(settings.evaluation_periods).unwrap_or(usize::MAX);
        let range = u64::try_from(wanted + OLDER).unwrap_or(u64::MAX);
        let begin = end.before(range.saturating_mul(period));
        let points = self.watched(world, settings, begin, end, period);
        let periods: Vec<Option<Point>> =
            (0..range).map(|index| points.iter().find(|point| point.at == begin + index * period).copied()).collect();
        let verdict = judge(settings, &periods);
        let state = verdict.state.filter(|state| *state != alarm.state)?;
        let begin = end.before(u64::from(settings.evaluation_periods).saturating_mul(period));
        Some((state, reason::sentence(settings, state, &verdict), reason::data(settings, &verdict, world.now, begin)))
    }

    fn watched(&self, world: &World, settings: &AlarmSettings, from: Millis, to: Millis, period: u64) -> Vec<Point> {
        match &settings.watched {
            Watched::Metric { unit: Some(unit), key, .. } if self.metric_unit(world, key).as_ref() != Some(unit) => {
                Vec::new()
            }
            Watched::Metric { key, statistic, .. } => {
                let periods = self.periods(world, key, from, to, period, &[*statistic]);
                let point =
                    |it: super::super::Period| Point { at: it.at, value: it.values[0], samples: Some(it.count) };
                periods.into_iter().map(point).collect()
            }
            Watched::Queries(queries) => {
                // An expression that cannot be evaluated has no data, and so the alarm has not enough.
                let answered = self.ask(world, queries, from, to).unwrap_or_default();
                let points = answered.into_iter().next().map(|answered| answered.points).unwrap_or_default();
                points.into_iter().map(|(at, value)| Point { at, value, samples: None }).collect()
            }
        }
    }
}
