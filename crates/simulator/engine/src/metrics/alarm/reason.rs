//! Why an alarm stands as it does, in AWS's words.

use super::verdict::{Point, Verdict};
use super::{AlarmSettings, AlarmState, Comparison, Missing, Watched};
use crate::Millis;
use serde_json::{Value, json};

/// The reason of an alarm that was just made.
pub(super) const UNCHECKED: &str = "Unchecked: Initial alarm creation";

/// The sentence for a new state.
pub(super) fn sentence(settings: &AlarmSettings, state: AlarmState, verdict: &Verdict) -> String {
    let Verdict { points, missing, .. } = verdict;
    if state == AlarmState::InsufficientData {
        return format!("Insufficient Data: {} unknown.", were(*missing, "datapoint"));
    }
    let treated = match settings.treat_missing.unwrap_or_default() {
        Missing::Breaching => Some("[Breaching]"),
        Missing::NotBreaching => Some("[NonBreaching]"),
        Missing::Missing | Missing::Ignore => None,
    };
    let treated = treated
        .filter(|_| *missing > 0)
        .map(|treated| format!("{} treated as {treated}", were(*missing, "missing datapoint")));
    if points.is_empty() {
        let periods = plural(*missing, "period");
        let treated = treated.unwrap_or_default();
        return format!("Threshold Crossed: no datapoints were received for {periods} and {treated}.");
    }
    let compared = format!("{}{} the threshold ({:?})", not(state), words(settings.comparison), settings.threshold);
    let crossing =
        |point: &&Point| settings.comparison.crosses(point.value, settings.threshold) == (state == AlarmState::Alarm);
    let and_missing = treated.map(|treated| format!(" and {treated}")).unwrap_or_default();
    let Some(needed) = settings.datapoints_to_alarm else {
        let values: Vec<_> = points.iter().map(shown).collect();
        let verb = if points.len() == 1 { "was" } else { "were" };
        let count = plural(points.len(), "datapoint");
        return format!("Threshold Crossed: {count} [{}] {verb} {compared}{and_missing}.", values.join(", "));
    };
    let values: Vec<_> = points.iter().filter(crossing).map(shown).collect();
    let verb = if values.len() == 1 { "was" } else { "were" };
    let of = settings.evaluation_periods;
    let (least, transition) = match state {
        AlarmState::Alarm => (needed, "OK -> ALARM"),
        _ => (of + 1 - needed, "ALARM -> OK"),
    };
    let least = plural(usize::try_from(least).unwrap_or(usize::MAX), "datapoint");
    format!(
        "Threshold Crossed: {} out of the last {of} datapoints [{}] {verb} {compared}{and_missing} (minimum {least} for \
         {transition} transition).",
        values.len(),
        values.join(", "),
    )
}

/// `StateReasonData`: the same for programs.
pub(super) fn data(settings: &AlarmSettings, verdict: &Verdict, now: Millis, begin: Millis) -> String {
    let evaluated: Vec<Value> = verdict
        .points
        .iter()
        .map(|point| {
            let mut item = json!({ "timestamp": moment(point.at), "value": point.value });
            if let Some(samples) = point.samples {
                item["sampleCount"] = samples.into();
            }
            item
        })
        .collect();
    let recent: Vec<f64> = verdict.points.iter().rev().map(|point| point.value).collect();
    let mut data = json!({
        "version": "1.0",
        "queryDate": moment(now),
        "startDate": moment(begin),
        "period": settings.watched.period(),
        "recentDatapoints": recent,
        "threshold": settings.threshold,
        "evaluatedDatapoints": evaluated,
    });
    if let Watched::Metric { statistic, unit, .. } = &settings.watched {
        data["statistic"] = statistic.to_string().into();
        if let Some(unit) = unit {
            data["unit"] = unit.word().into();
        }
    }
    data.to_string()
}

/// As alarms write moments in JSON: `2026-01-31T12:00:00.000+0000`.
pub(super) fn moment(at: Millis) -> String {
    at.iso().replace('Z', "+0000")
}

fn shown(point: &Point) -> String {
    let at = point.at.utc().strftime("%d/%m/%y %H:%M:%S");
    format!("{:?} ({at})", point.value)
}

fn not(state: AlarmState) -> &'static str {
    if state == AlarmState::Alarm { "" } else { "not " }
}

fn words(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::AtLeast => "greater than or equal to",
        Comparison::Greater => "greater than",
        Comparison::Less => "less than",
        Comparison::AtMost => "less than or equal to",
    }
}

fn plural(count: usize, noun: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{s}")
}

fn were(count: usize, noun: &str) -> String {
    let verb = if count == 1 { "was" } else { "were" };
    format!("{} {verb}", plural(count, noun))
}

#[cfg(test)]
mod tests {
    use super::super::tests::settings;
    use super::*;
    use crate::metrics::MetricKey;

    /// 2019-10-02T16:59:00Z
    const AT: Millis = Millis(1_570_035_540_000);

    fn verdict(values: &[f64], missing: usize) -> Verdict {
        let point = |value: &f64| Point { at: AT, value: *value, samples: Some(5.0) };
        Verdict { state: None, points: values.iter().map(point).collect(), missing }
    }

    #[track_caller]
    fn check(change: impl FnOnce(&mut AlarmSettings), state: AlarmState, verdict: &Verdict, expect: &str) {
        let mut settings = settings("a", MetricKey::new("n", "m", [("d", "v")]));
        (settings.threshold, settings.evaluation_periods) = (50.0, 1);
        change(&mut settings);
        assert_eq!(sentence(&settings, state, verdict), expect);
    }

    #[test]
    fn crossing_and_keeping_the_threshold_are_said_as_aws_says_them() {
        check(
            |settings| settings.datapoints_to_alarm = Some(1),
            AlarmState::Alarm,
            &verdict(&[99.501], 0),
            "Threshold Crossed: 1 out of the last 1 datapoints [99.501 (02/10/19 16:59:00)] was greater than the threshold \
             (50.0) (minimum 1 datapoint for OK -> ALARM transition).",
        );
        check(
            |settings| (settings.datapoints_to_alarm, settings.evaluation_periods) = (Some(2), 3),
            AlarmState::Ok,
            &verdict(&[9.0, 99.0, 8.0], 0),
            "Threshold Crossed: 2 out of the last 3 datapoints [9.0 (02/10/19 16:59:00), 8.0 (02/10/19 16:59:00)] were not \
             greater than the threshold (50.0) (minimum 2 datapoints for ALARM -> OK transition).",
        );
        check(
            |_| {},
            AlarmState::Alarm,
            &verdict(&[60.0, 70.5], 0),
            "Threshold Crossed: 2 datapoints [60.0 (02/10/19 16:59:00), 70.5 (02/10/19 16:59:00)] were greater than the \
             threshold (50.0).",
        );
    }

    #[test]
    fn missing_data_are_said_as_aws_says_them() {
        check(
            |settings| settings.treat_missing = Some(Missing::NotBreaching),
            AlarmState::Ok,
            &verdict(&[], 1),
            "Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as \
             [NonBreaching].",
        );
        check(
            |settings| settings.evaluation_periods = 3,
            AlarmState::InsufficientData,
            &verdict(&[], 3),
            "Insufficient Data: 3 datapoints were unknown.",
        );
    }

    #[test]
    fn programs_are_told_what_was_looked_at() {
        let settings = settings("a", MetricKey::new("n", "m", [("d", "v")]));
        let data: Value = serde_json::from_str(&data(&settings, &verdict(&[60.0], 0), AT, AT)).unwrap();
        assert_eq!(data["startDate"], "2019-10-02T16:59:00.000+0000");
        assert_eq!(data["statistic"], "Average");
        assert_eq!(data["evaluatedDatapoints"][0]["sampleCount"], 5.0);
    }
}
