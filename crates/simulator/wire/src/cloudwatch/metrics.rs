//! Which metrics there are, and putting data.

use serde_json::Value;

use super::error::{combination, invalid_value, missing};
use super::page;
use super::{Answer, Request, list, metric, metric_members, moment, number, objects, text};
use simulator_engine::Engine;
use simulator_engine::metrics::{MetricFilter, MetricKey, Put, Samples, Unit};
use simulator_protocol::error::AwsError;

/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html>
const PAGE: usize = 500;

/// `RecentlyActive` has one value: the last three hours.
const RECENTLY: u64 = 3 * 3_600_000;

/// The most data in one call, and the most values in one datum.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html>
const MOST_DATA: usize = 1_000;
const MOST_VALUES: usize = 150;

fn filter(engine: &Engine, request: &Request) -> MetricFilter {
    let dimensions = objects(request, "Dimensions")
        .filter_map(|it| Some((text(it, "Name")?.to_owned(), text(it, "Value").map(str::to_owned))));
    MetricFilter {
        namespace: text(request, "Namespace").map(str::to_owned),
        name: text(request, "MetricName").map(str::to_owned),
        dimensions: dimensions.collect(),
        since: text(request, "RecentlyActive").map(|_| engine.now().before(RECENTLY)),
    }
}

pub fn list_metrics(engine: &Engine, request: &Request) -> Answer {
    let keys = engine.metrics().metric_keys(engine.world(), &filter(engine, request));
    let items = keys.iter().map(|key| (mark(key), metric_members(key)));
    let cut = page::cut("ListMetrics", request, PAGE, items)?;
    Ok(page::listed("Metrics", cut))
}

/// Text that sorts as keys do.
fn mark(key: &MetricKey) -> String {
    let mut mark = format!("{}\u{1}{}", key.namespace, key.name);
    for (name, value) in key.dimensions() {
        mark.push_str(&format!("\u{1}{name}\u{2}{value}"));
    }
    mark
}

pub fn put(engine: &mut Engine, request: &Request) -> Answer {
    let namespace = text(request, "Namespace").unwrap_or_default();
    let entities = objects(request, "EntityMetricData").flat_map(|entity| objects(entity, "MetricData"));
    let data: Vec<&Request> = objects(request, "MetricData").chain(entities).collect();
    if data.is_empty() {
        return Err(missing("MetricData"));
    }
    if data.len() > MOST_DATA {
        return Err(invalid_value(format!("The collection MetricData must not have a size greater than {MOST_DATA}.")));
    }
    let now = engine.now();
    let puts = data.into_iter().enumerate().map(|(index, datum)| {
        let named = metric(datum);
        let dimensions = named.dimensions().iter().map(|(name, value)| (name.clone(), value.clone()));
        Ok(Put {
            key: MetricKey::new(namespace, &named.name, dimensions),
            at: moment(datum, "Timestamp").unwrap_or(now),
            unit: text(datum, "Unit").and_then(Unit::named).unwrap_or(Unit::None),
            samples: samples(datum, &format!("MetricData.member.{}", index + 1))?,
        })
    });
    engine.put_metric_data(puts.collect::<Result<_, AwsError>>()?)?;
    Ok(Value::Null)
}

fn samples(datum: &Request, path: &str) -> Result<Samples, AwsError> {
    let numbers = |member| list(datum, member).iter().filter_map(Value::as_f64).collect::<Vec<_>>();
    let (values, counts) = (numbers("Values"), numbers("Counts"));
    let set = datum.get("StatisticValues").and_then(Value::as_object);
    match (number(datum, "Value"), values.is_empty(), set) {
        (Some(value), true, None) => Ok(Samples::Values(vec![(value, 1.0)])),
        (None, false, None) => {
            if values.len() > MOST_VALUES {
                let message = format!("The collection {path}.Values must not have a size greater than {MOST_VALUES}.");
                return Err(invalid_value(message));
            }
            let counts = if counts.is_empty() { vec![1.0; values.len()] } else { counts };
            if counts.len() != values.len() || counts.iter().any(|count| *count <= 0.0) {
                return Err(invalid_value(format!(
                    "The parameters {path}.Values and {path}.Counts must be of the same size."
                )));
            }
            Ok(Samples::Values(values.into_iter().zip(counts).collect()))
        }
        (None, true, Some(set)) => {
            let part = |member| number(set, member).unwrap_or_default();
            Ok(Samples::Set {
                count: part("SampleCount"),
                sum: part("Sum"),
                least: part("Minimum"),
                most: part("Maximum"),
            })
        }
        (None, true, None) => Err(missing(&format!("{path}.Value"))),
        _ => Err(combination(format!(
            "The parameters {path}.Value, {path}.Values and {path}.StatisticValues are mutually exclusive."
        ))),
    }
}
