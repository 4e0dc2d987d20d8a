//! PutMetricAlarm.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html>

use serde_json::Value;

use super::error::{invalid_value, missing, validation};
use super::queries::{self, bad_period};
use super::{Answer, Request, count, is_period, metric, number, text, texts};
use simulator_engine::Engine;
use simulator_engine::metrics::{AlarmSettings, Comparison, Missing, Statistic, Unit, Watched};
use simulator_engine::tag::Tag;
use simulator_protocol::error::AwsError;

/// An alarm may look at this many seconds in all: a week, or a day when its period is shorter than an hour.
const WEEK: u64 = 604_800;
const DAY: u64 = 86_400;

/// The most tags of an alarm.
const MOST_TAGS: usize = 50;

/// The members of an alarm on one metric: an alarm on queries may have none of them.
const OF_ONE_METRIC: [&str; 6] = ["MetricName", "Namespace", "Period", "Statistic", "ExtendedStatistic", "Dimensions"];

pub fn put(engine: &mut Engine, request: &Request) -> Answer {
    if request.contains_key("ThresholdMetricId") || request.contains_key("EvaluationCriteria") {
        return Err(invalid_value("Alarms on anomaly detection and on PromQL are not simulated."));
    }
    let watched = watched(request)?;
    let evaluation_periods = count(request, "EvaluationPeriods").ok_or_else(|| missing("EvaluationPeriods"))?;
    let datapoints_to_alarm = count(request, "DatapointsToAlarm");
    if datapoints_to_alarm.is_some_and(|needed| needed > evaluation_periods) {
        return Err(validation("DatapointsToAlarm must be less than or equal to EvaluationPeriods."));
    }
    let seconds = u64::from(watched.period()) * u64::from(evaluation_periods);
    if seconds > if watched.period() >= 3_600 { WEEK } else { DAY } {
        return Err(validation(
            "Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400).",
        ));
    }
    let settings = AlarmSettings {
        name: text(request, "AlarmName").unwrap_or_default().into(),
        description: text(request, "AlarmDescription").map(str::to_owned),
        actions_enabled: request.get("ActionsEnabled").and_then(Value::as_bool).unwrap_or(true),
        ok_actions: texts(request, "OKActions"),
        alarm_actions: texts(request, "AlarmActions"),
        insufficient_data_actions: texts(request, "InsufficientDataActions"),
        watched,
        evaluation_periods,
        datapoints_to_alarm,
        threshold: number(request, "Threshold").ok_or_else(|| missing("Threshold"))?,
        comparison: comparison(request)?,
        treat_missing: treat_missing(request)?,
        low_samples: text(request, "EvaluateLowSampleCountPercentile").map(str::to_owned),
        tags: tags(request)?,
    };
    engine.put_alarm(settings);
    Ok(Value::Null)
}

fn watched(request: &Request) -> Result<Watched, AwsError> {
    let queries = queries::read(request, "Metrics")?;
    if queries.is_empty() {
        return one_metric(request);
    }
    if let Some(member) = OF_ONE_METRIC.iter().find(|member| request.contains_key(**member)) {
        return Err(validation(format!("The parameters Metrics and {member} are mutually exclusive.")));
    }
    if queries.iter().filter(|query| query.returns).count() != 1 {
        return Err(validation("Exactly one element of the metrics list should return data."));
    }
    Ok(Watched::Queries(queries))
}

fn one_metric(request: &Request) -> Result<Watched, AwsError> {
    for member in ["MetricName", "Namespace"] {
        if !request.contains_key(member) {
            return Err(missing(member));
        }
    }
    let period = count(request, "Period").ok_or_else(|| missing("Period"))?;
    if !is_period(period) {
        return Err(bad_period("Period", period));
    }
    let (simple, extended) = (text(request, "Statistic"), text(request, "ExtendedStatistic"));
    let (member, word) = match (simple, extended) {
        (Some(word), None) => ("Statistic", word),
        (None, Some(word)) => ("ExtendedStatistic", word),
        (None, None) => return Err(missing("Statistic")),
        (Some(_), Some(_)) => {
            return Err(validation("The parameters Statistic and ExtendedStatistic are mutually exclusive."));
        }
    };
    let statistic: Option<Statistic> = word.parse().ok();
    let statistic = statistic.filter(|statistic| statistic.is_simple() == simple.is_some());
    let statistic =
        statistic.ok_or_else(|| invalid_value(format!("The value {word} for parameter {member} is not supported.")))?;
    Ok(Watched::Metric { key: metric(request), statistic, period, unit: text(request, "Unit").and_then(Unit::named) })
}

fn comparison(request: &Request) -> Result<Comparison, AwsError> {
    let word = text(request, "ComparisonOperator").ok_or_else(|| missing("ComparisonOperator"))?;
    Comparison::named(word).ok_or_else(|| {
        invalid_value(format!("The value {word} for parameter ComparisonOperator needs an anomaly detection model."))
    })
}

fn treat_missing(request: &Request) -> Result<Option<Missing>, AwsError> {
    let Some(word) = text(request, "TreatMissingData") else { return Ok(None) };
    let missing = Missing::named(word).ok_or_else(|| {
        validation(format!(
            "Invalid value '{word}' for TreatMissingData: it must be one of breaching, notBreaching, ignore, missing."
        ))
    })?;
    Ok(Some(missing))
}

/// The tags of a request: at most 50.
pub fn tags(request: &Request) -> Result<Vec<Tag>, AwsError> {
    let tag = |it: &Request| Some(Tag { key: text(it, "Key")?.to_owned(), value: text(it, "Value")?.to_owned() });
    let tags: Vec<Tag> = super::objects(request, "Tags").filter_map(tag).collect();
    if tags.len() > MOST_TAGS {
        return Err(invalid_value(format!("A resource can have at most {MOST_TAGS} tags.")));
    }
    Ok(tags)
}
