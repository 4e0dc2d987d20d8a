//! GetMetricStatistics.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html>

use serde_json::{Map, Value, json};

use super::error::{combination, invalid_value, missing};
use super::queries::bad_period;
use super::{Answer, Request, count, is_period, metric, moment, text, texts};
use simulator_engine::Engine;
use simulator_engine::metrics::{Period, Statistic, Unit};
use simulator_protocol::error::AwsError;

/// The most points that one answer may have.
const MOST_POINTS: u64 = 1_440;

pub fn get(engine: &Engine, request: &Request) -> Answer {
    let key = metric(request);
    let period = count(request, "Period").unwrap_or_default();
    if !is_period(period) {
        return Err(bad_period("Period", period));
    }
    let (from, to) = (moment(request, "StartTime").unwrap_or_default(), moment(request, "EndTime").unwrap_or_default());
    if from >= to {
        let message = "The parameter StartTime must be less than the parameter EndTime.";
        return Err(combination(message));
    }
    let period = u64::from(period) * 1_000;
    let points = (to - from) / period;
    if points > MOST_POINTS {
        return Err(combination(format!(
            "You have requested up to {points} datapoints, which exceeds the limit of {MOST_POINTS}. You may reduce the \
             datapoints requested by increasing Period, or decreasing the time range."
        )));
    }
    let (simple, extended) = (statistics(request, "Statistics")?, statistics(request, "ExtendedStatistics")?);
    if simple.is_empty() && extended.is_empty() {
        return Err(missing("Statistics"));
    }
    let unit = engine.metrics().metric_unit(engine.world(), &key);
    let wanted = text(request, "Unit").and_then(Unit::named);
    let periods = match &unit {
        Some(unit) if wanted.as_ref().is_none_or(|wanted| wanted == unit) => engine.metrics().periods(
            engine.world(),
            &key,
            from,
            to,
            period,
            &[simple.as_slice(), extended.as_slice()].concat(),
        ),
        _ => Vec::new(),
    };
    let unit = unit.as_ref().map_or("None", Unit::word);
    let points: Vec<Value> = periods.iter().map(|point| datapoint(point, &simple, &extended, unit)).collect();
    Ok(json!({ "Label": &*key.name, "Datapoints": points }))
}

fn statistics(request: &Request, member: &str) -> Result<Vec<Statistic>, AwsError> {
    let extended = member == "ExtendedStatistics";
    let words = texts(request, member).into_iter();
    let read = words.map(|word| {
        let statistic = word.parse().ok().filter(|statistic: &Statistic| statistic.is_simple() != extended);
        statistic.ok_or_else(|| invalid_value(format!("The value {word} for parameter {member} is not supported.")))
    });
    read.collect()
}

fn datapoint(point: &Period, simple: &[Statistic], extended: &[Statistic], unit: &str) -> Value {
    let mut members = Map::new();
    members.insert("Timestamp".to_owned(), point.at.as_seconds().into());
    members.insert("Unit".to_owned(), unit.into());
    let mut values = point.values.iter();
    for (statistic, value) in simple.iter().zip(values.by_ref()) {
        members.insert(statistic.to_string(), (*value).into());
    }
    let percentiles: Map<_, _> =
        extended.iter().zip(values).map(|(statistic, value)| (statistic.to_string(), (*value).into())).collect();
    if !percentiles.is_empty() {
        members.insert("ExtendedStatistics".to_owned(), percentiles.into());
    }
    Value::Object(members)
}
