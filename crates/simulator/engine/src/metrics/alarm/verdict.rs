//! From data points to a state.
//!
//! An alarm looks at a few more periods than its settings say, so that a late or missing datum is made up for by an
//! older one.
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html>

use super::{AlarmSettings, AlarmState, Missing};
use crate::Millis;

/// How many older periods an alarm looks at besides its own.
pub(super) const OLDER: usize = 2;

/// A period with data.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Point {
    pub at: Millis,
    pub value: f64,
    /// How many samples; unknown for the result of an expression.
    pub samples: Option<f64>,
}

/// What the data say.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Verdict {
    /// `None`: the alarm stays as it is.
    pub state: Option<AlarmState>,
    /// The points that decided it, the newest first.
    pub points: Vec<Point>,
    /// How many periods had no data that could stand in for them.
    pub missing: usize,
}

/// Decides. `periods` are those of the whole range, the oldest first.
pub(super) fn judge(settings: &AlarmSettings, periods: &[Option<Point>]) -> Verdict {
    let wanted = usize::try_from(settings.evaluation_periods).unwrap_or(usize::MAX);
    let needed = settings.datapoints_to_alarm.unwrap_or(settings.evaluation_periods);
    let needed = usize::try_from(needed).unwrap_or(usize::MAX);
    let points: Vec<Point> = periods.iter().rev().flatten().take(wanted).copied().collect();
    let crosses = |point: &Point| settings.comparison.crosses(point.value, settings.threshold);
    let breaches = points.iter().filter(|point| crosses(point)).count();
    let missing = wanted - points.len();
    let decided = |alarm| if alarm { AlarmState::Alarm } else { AlarmState::Ok };
    let state = match settings.treat_missing.unwrap_or_default() {
        _ if missing == 0 => Some(decided(breaches >= needed)),
        Missing::Breaching => Some(decided(breaches + missing >= needed)),
        Missing::NotBreaching => Some(decided(breaches >= needed)),
        Missing::Missing if points.is_empty() => Some(AlarmState::InsufficientData),
        Missing::Ignore if points.is_empty() => None,
        Missing::Missing | Missing::Ignore if breaches >= needed => Some(AlarmState::Alarm),
        Missing::Missing | Missing::Ignore if breaches < points.len() => Some(AlarmState::Ok),
        Missing::Ignore => None,
        Missing::Missing => {
            // Enough may be missing for an alarm: it is one when all that is known crosses the threshold, since long
            // enough.
            let age = periods.iter().position(Option::is_some).map_or(0, |index| periods.len() - index);
            (breaches == points.len() && age >= needed).then_some(AlarmState::Alarm)
        }
    };
    Verdict { state, points, missing }
}

#[cfg(test)]
mod tests {
    use super::super::tests::settings;
    use super::*;
    use crate::metrics::{Comparison, MetricKey};

    /// Periods as AWS's table writes them: `0` keeps the threshold, `X` crosses it, `-` is missing.
    fn verdict(needed: u32, of: u32, treat: Missing, periods: &str) -> Option<AlarmState> {
        let mut settings = settings("a", MetricKey::new("n", "m", [("d", "v")]));
        settings.evaluation_periods = of;
        settings.datapoints_to_alarm = Some(needed);
        settings.treat_missing = Some(treat);
        (settings.threshold, settings.comparison) = (1.0, Comparison::Greater);
        let value = |mark| match mark {
            'X' => Some(2.0),
            '0' => Some(0.0),
            _ => None,
        };
        let points = periods.chars().map(|mark| {
            let value = value(mark)?;
            Some(Point { at: Millis(0), value, samples: None })
        });
        judge(&settings, &points.collect::<Vec<_>>()).state
    }

    const OK: Option<AlarmState> = Some(AlarmState::Ok);
    const ALARM: Option<AlarmState> = Some(AlarmState::Alarm);
    const UNKNOWN: Option<AlarmState> = Some(AlarmState::InsufficientData);
    const STAYS: Option<AlarmState> = None;

    #[test]
    fn three_of_three_are_judged_as_the_table_of_aws_says() {
        for (periods, missing, ignore, breaching, not_breaching) in [
            ("0-X-X", OK, OK, OK, OK),
            ("0----", OK, OK, OK, OK),
            ("-----", UNKNOWN, STAYS, ALARM, OK),
            ("0XX-X", ALARM, ALARM, ALARM, ALARM),
            ("--X--", ALARM, STAYS, ALARM, OK),
        ] {
            let found = |treat| verdict(3, 3, treat, periods);
            assert_eq!(found(Missing::Missing), missing, "{periods} missing");
            assert_eq!(found(Missing::Ignore), ignore, "{periods} ignore");
            assert_eq!(found(Missing::Breaching), breaching, "{periods} breaching");
            assert_eq!(found(Missing::NotBreaching), not_breaching, "{periods} notBreaching");
        }
    }

    #[test]
    fn two_of_three_are_judged_as_the_table_of_aws_says() {
        for (periods, missing, ignore, breaching, not_breaching) in [
            ("0-X-X", ALARM, ALARM, ALARM, ALARM),
            ("00X0X", ALARM, ALARM, ALARM, ALARM),
            ("0-X--", OK, OK, ALARM, OK),
            ("----0", OK, OK, ALARM, OK),
            ("---X-", ALARM, STAYS, ALARM, OK),
        ] {
            let found = |treat| verdict(2, 3, treat, periods);
            assert_eq!(found(Missing::Missing), missing, "{periods} missing");
            assert_eq!(found(Missing::Ignore), ignore, "{periods} ignore");
            assert_eq!(found(Missing::Breaching), breaching, "{periods} breaching");
            assert_eq!(found(Missing::NotBreaching), not_breaching, "{periods} notBreaching");
        }
    }

    #[test]
    fn a_single_late_point_does_not_alarm_before_its_time() {
        assert_eq!(verdict(3, 3, Missing::Missing, "----X"), STAYS);
        assert_eq!(verdict(1, 1, Missing::Missing, "--X"), ALARM);
        assert_eq!(verdict(1, 1, Missing::Missing, "XX0"), OK);
    }
}
