//! The alarms that call scaling policies.

use super::policy::{PolicyKind, ScalingPolicy, Side};
use super::tracking::TargetTracking;
use crate::metrics::{AlarmSettings, AlarmState, Comparison, MetricKey, Metrics, Watched};
use crate::{Engine, Millis, Name};

/// The alarms of a target tracking policy look at periods of one minute: so many to scale out, so many to scale in.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html>
const PERIOD: u32 = 60;
const HIGH_PERIODS: u32 = 3;
const LOW_PERIODS: u32 = 15;

/// What an alarm that called a policy saw.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reading {
    /// The alarm's threshold.
    pub threshold: f64,
    /// The data points that it looked at, the oldest first.
    pub values: Vec<f64>,
}

impl Metrics {
    /// The names of the alarms that call a policy: its own, or those that name it as their action.
    #[must_use]
    pub fn alarms_of_policy(&self, policy: &ScalingPolicy) -> Vec<Name> {
        match &policy.kind {
            PolicyKind::Tracking(tracking) => tracking.alarms().map(|(_, name)| name.clone()).collect(),
            PolicyKind::Step(_) => {
                let calls = |settings: &AlarmSettings| settings.alarm_actions.contains(&policy.arn);
                let settings = self.alarms().map(|alarm| &alarm.settings);
                settings.filter(|settings| calls(settings)).map(|settings| settings.name.clone()).collect()
            }
        }
    }
}

impl Engine {
    /// Makes the two alarms of a target tracking policy.
    pub(super) fn put_tracking_alarms(&mut self, policy: &ScalingPolicy) {
        let PolicyKind::Tracking(tracking) = &policy.kind else { return };
        for (side, name) in tracking.alarms() {
            self.put_alarm(settings(policy, tracking, side, name));
        }
    }

    /// Deletes them, unless somebody has already.
    pub(super) fn delete_tracking_alarms(&mut self, policy: &ScalingPolicy) {
        let PolicyKind::Tracking(tracking) = &policy.kind else { return };
        let known = tracking.alarms().filter(|(_, name)| self.metrics.alarm(name).is_some());
        let names: Vec<_> = known.map(|(_, name)| name.to_string()).collect();
        // All of them are known.
        let _ = self.delete_alarms(&names);
    }

    /// Whether an alarm calls a policy.
    pub(super) fn calls(&self, alarm: &str, policy: &ScalingPolicy) -> bool {
        self.metrics.alarms_of_policy(policy).iter().any(|name| **name == *alarm)
    }

    /// The alarm of a policy that is in ALARM.
    pub(super) fn ringing(&self, policy: &ScalingPolicy) -> Option<Name> {
        self.metrics.alarms_of_policy(policy).into_iter().find(|alarm| self.is_in_alarm(alarm))
    }

    /// Whether an alarm is in ALARM and may act.
    pub(super) fn is_in_alarm(&self, alarm: &str) -> bool {
        self.metrics
            .alarm(alarm)
            .is_some_and(|alarm| alarm.state == AlarmState::Alarm && alarm.settings.actions_enabled)
    }

    /// What an alarm sees now.
    pub(super) fn reading(&self, alarm: &str) -> Option<Reading> {
        let settings = &self.metrics.alarm(alarm)?.settings;
        let period = u64::from(settings.watched.period().max(PERIOD)) * 1_000;
        let to = Millis(self.now().0 / period * period);
        let from = to.before(u64::from(settings.evaluation_periods) * period);
        let points = match &settings.watched {
            Watched::Metric { key, statistic, .. } => self.metric(key, from, to, period, *statistic),
            Watched::Queries(queries) => {
                let answered = self.metrics.ask(&self.world, queries, from, to).ok()?.into_iter().next()?;
                answered.points.into_iter().collect()
            }
        };
        Some(Reading { threshold: settings.threshold, values: points.into_iter().map(|(_, value)| value).collect() })
    }
}

fn settings(policy: &ScalingPolicy, tracking: &TargetTracking, side: Side, name: &Name) -> AlarmSettings {
    let (threshold, comparison, periods) = match side {
        Side::High => (tracking.target, Comparison::Greater, HIGH_PERIODS),
        Side::Low => (tracking.low_threshold(), Comparison::Less, LOW_PERIODS),
    };
    let metric = &tracking.metric;
    let dimensions = metric.dimensions.iter().map(|(name, value)| (&**name, &**value));
    AlarmSettings {
        name: name.clone(),
        description: Some(format!("DO NOT EDIT OR DELETE. For TargetTrackingScaling policy {}.", policy.arn)),
        actions_enabled: true,
        ok_actions: Vec::new(),
        alarm_actions: vec![policy.arn.clone()],
        insufficient_data_actions: Vec::new(),
        watched: Watched::Metric {
            key: MetricKey::new(&metric.namespace, &metric.name, dimensions),
            statistic: metric.statistic,
            period: PERIOD,
            unit: None,
        },
        evaluation_periods: periods,
        datapoints_to_alarm: None,
        threshold,
        comparison,
        treat_missing: None,
        low_samples: None,
        tags: Vec::new(),
    }
}
