//! Alarms in words.

use super::{Alarm, AlarmState, ComparisonOperator};
use crate::verdict::Level;

/// How Application Auto Scaling begins the names of the alarms it makes for target tracking: with it, then the
/// resource.
const TRACKING: &str = "TargetTracking-";

/// And what stands before the id in the name of the one that scales in.
const LOW: &str = "-AlarmLow-";

impl AlarmState {
    /// The place among other alarms, the most urgent first: what went off, what does not know, what is fine.
    pub const fn urgency(&self) -> u8 {
        match self {
            Self::Alarm => 0,
            Self::InsufficientData | Self::Other(_) => 1,
            Self::Ok => 2,
        }
    }

    /// How it is judged: an alarm needs attention, missing data leaves it open.
    pub const fn level(&self) -> Level {
        match self {
            Self::Ok => Level::Steady,
            Self::Alarm => Level::Degraded,
            Self::InsufficientData | Self::Other(_) => Level::Unknown,
        }
    }
}

impl Alarm {
    /// Whether it is in ALARM as a matter of course: the low alarm of a target tracking policy, which Application Auto
    /// Scaling makes itself, is in ALARM whenever a service has little to do; it scales in and warns of nothing.
    ///
    /// <https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html>
    pub fn is_idle(&self) -> bool {
        self.state == AlarmState::Alarm && self.name.starts_with(TRACKING) && self.name.contains(LOW)
    }

    /// How it is judged, as its state is, except that one that is in ALARM as a matter of course needs no attention.
    pub fn level(&self) -> Level {
        if self.is_idle() { Level::Idle } else { self.state.level() }
    }

    /// The place among other alarms, the most urgent first.
    pub fn urgency(&self) -> u8 {
        if self.is_idle() { AlarmState::Ok.urgency() } else { self.state.urgency() }
    }

    /// What it watches for: `CPUUtilization (Average) ≥ 80 for 3 of 5 datapoints of 1 min`.
    ///
    /// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html>
    pub fn sentence(&self) -> String {
        let statistic = self.statistic.as_ref().map(|statistic| format!(" ({statistic})")).unwrap_or_default();
        let what = match &self.metrics[..] {
            [] => "a metric".to_owned(),
            [only] => format!("{}{statistic}", only.name),
            several => {
                let mut names: Vec<&str> = several.iter().map(|metric| &*metric.name).collect();
                names.dedup();
                format!("an expression over {}", names.join(", "))
            }
        };
        format!("{what} {}{}", self.bound(), self.how_long())
    }

    /// `≥ 80`, or `outside its expected band`.
    fn bound(&self) -> String {
        use ComparisonOperator as Is;
        let sign = match &self.comparison {
            Some(Is::GreaterThanOrEqualToThreshold) => "≥",
            Some(Is::GreaterThanThreshold) => ">",
            Some(Is::LessThanThreshold) => "<",
            Some(Is::LessThanOrEqualToThreshold) => "≤",
            Some(Is::LessThanLowerOrGreaterThanUpperThreshold) => return "outside its expected band".to_owned(),
            Some(Is::LessThanLowerThreshold) => return "below its expected band".to_owned(),
            Some(Is::GreaterThanUpperThreshold) => return "above its expected band".to_owned(),
            Some(Is::Other(word)) => word.as_str(),
            None => "compared",
        };
        self.threshold.map_or_else(|| sign.to_owned(), |threshold| format!("{sign} {threshold}"))
    }

    /// ` for 3 of 5 datapoints of 1 min`.
    fn how_long(&self) -> String {
        let of = self.period.map(|seconds| format!(" of {}", period(seconds))).unwrap_or_default();
        let all = self.evaluation_periods;
        match self.datapoints_to_alarm.unwrap_or(all) {
            0 => String::new(),
            1 if all == 1 => format!(" for 1 datapoint{of}"),
            some if some == all => format!(" for {all} datapoints{of}"),
            some => format!(" for {some} of {all} datapoints{of}"),
        }
    }
}

/// Seconds as AWS's consoles write periods: `30 s`, `1 min`, `5 min`, `1 h`.
fn period(seconds: u32) -> String {
    match seconds {
        3600.. if seconds.is_multiple_of(3600) => format!("{} h", seconds / 3600),
        60.. if seconds.is_multiple_of(60) => format!("{} min", seconds / 60),
        _ => format!("{seconds} s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alarm::MetricName;

    fn alarm(names: &[&str], comparison: &str, threshold: Option<f64>, periods: (u32, Option<u32>)) -> Alarm {
        let metric = |name: &&str| MetricName {
            namespace: "AWS/ECS".to_owned(),
            name: (*name).to_owned(),
            dimensions: Vec::new(),
        };
        Alarm {
            arn: String::new(),
            name: "hot".to_owned(),
            description: None,
            state: AlarmState::Ok,
            reason: None,
            since: None,
            metrics: names.iter().map(metric).collect(),
            statistic: Some("Average".to_owned()),
            comparison: Some(comparison.into()),
            threshold,
            period: Some(60),
            evaluation_periods: periods.0,
            datapoints_to_alarm: periods.1,
            actions_enabled: true,
        }
    }

    #[test]
    fn an_alarm_is_told_with_metric_bound_and_patience() {
        for (names, comparison, threshold, periods, sentence) in [
            (
                &["CPUUtilization"][..],
                "GreaterThanOrEqualToThreshold",
                Some(80.0),
                (5, Some(3)),
                "CPUUtilization (Average) ≥ 80 for 3 of 5 datapoints of 1 min",
            ),
            (
                &["HealthyHostCount"],
                "LessThanThreshold",
                Some(0.5),
                (1, None),
                "HealthyHostCount (Average) < 0.5 for 1 datapoint of 1 min",
            ),
            (
                &["RequestCount"],
                "LessThanLowerOrGreaterThanUpperThreshold",
                None,
                (2, Some(2)),
                "RequestCount (Average) outside its expected band for 2 datapoints of 1 min",
            ),
            (
                &["Errors", "Requests"],
                "GreaterThanThreshold",
                Some(5.0),
                (3, None),
                "an expression over Errors, Requests > 5 for 3 datapoints of 1 min",
            ),
            (&[], "NewComparison", Some(1.0), (0, None), "a metric NewComparison 1"),
        ] {
            assert_eq!(alarm(names, comparison, threshold, periods).sentence(), sentence);
        }
    }

    #[test]
    fn the_alarm_that_scales_an_idle_service_in_is_no_alarm() {
        let named = |name: &str, state: &str| Alarm {
            name: name.to_owned(),
            state: state.into(),
            ..alarm(&["CPUUtilization"], "LessThanThreshold", Some(54.0), (15, None))
        };
        let level = |name: &str, state: &str| named(name, state).level();
        let low = "TargetTracking-service/shop/web-AlarmLow-0f7c4b1e";
        assert_eq!((level(low, "ALARM"), named(low, "ALARM").urgency()), (Level::Idle, 2));
        assert_eq!(level(low, "INSUFFICIENT_DATA"), Level::Unknown);
        assert_eq!(level("TargetTracking-service/shop/web-AlarmHigh-0f7c4b1e", "ALARM"), Level::Degraded);
        assert_eq!(level("web-AlarmLow-stock", "ALARM"), Level::Degraded, "somebody's own alarm");
    }

    #[test]
    fn periods_are_whole_minutes_where_they_can_be() {
        for (seconds, words) in [(10, "10 s"), (60, "1 min"), (300, "5 min"), (3600, "1 h"), (86_400, "24 h")] {
            assert_eq!(period(seconds), words);
        }
    }

    #[test]
    fn an_alarm_that_went_off_is_most_urgent_and_one_that_does_not_know_is_open() {
        for (state, level, urgency) in [
            ("ALARM", Level::Degraded, 0),
            ("INSUFFICIENT_DATA", Level::Unknown, 1),
            ("DREAMING", Level::Unknown, 1),
            ("OK", Level::Steady, 2),
        ] {
            let state = AlarmState::from(state);
            assert_eq!((state.level(), state.urgency()), (level, urgency), "{state}");
        }
    }
}
