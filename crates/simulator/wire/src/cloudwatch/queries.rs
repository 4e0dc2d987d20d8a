//! Queries for metrics: in GetMetricData and in alarms.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::error::{invalid_value, validation};
use super::{Request, count, is_period, metric, metric_members, objects, text};
use simulator_engine::metrics::{Asks, Query, Statistic, Unit};
use simulator_protocol::error::AwsError;

/// Reads the queries in a member of a request.
///
/// # Errors
/// `ValidationError` for an id that is none or is used twice, for a query that asks nothing or two things, and for an
/// expression that cannot be read; `InvalidParameterValue` for a period or a statistic that there is not.
pub fn read(request: &Request, member: &str) -> Result<Vec<Query>, AwsError> {
    let (mut ids, mut queries) = (BTreeSet::new(), Vec::new());
    for (index, item) in objects(request, member).enumerate() {
        let path = format!("{member}.member.{}", index + 1);
        let query = one(item, &path)?;
        if !ids.insert(query.id.clone()) {
            return Err(validation(format!("The values for parameter id in {member} are not unique.")));
        }
        queries.push(query);
    }
    Ok(queries)
}

fn one(item: &Request, path: &str) -> Result<Query, AwsError> {
    let id = text(item, "Id").unwrap_or_default();
    let rest_is_fine = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    if !id.starts_with(|first: char| first.is_ascii_lowercase()) || !id.bytes().all(rest_is_fine) {
        return Err(validation(format!(
            "The value {id} for parameter {path}.Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$."
        )));
    }
    let period = match count(item, "Period") {
        Some(period) if !is_period(period) => return Err(bad_period(&format!("{path}.Period"), period)),
        period => period,
    };
    let asks = match (item.get("MetricStat").and_then(Value::as_object), text(item, "Expression")) {
        (Some(stat), None) => statistic(stat, &format!("{path}.MetricStat"))?,
        (None, Some(text)) => {
            let expression = text.parse().map_err(|error| expression_error(id, &error))?;
            Asks::Expression { text: text.to_owned(), expression, period }
        }
        (None, None) => {
            return Err(validation(format!("The parameter {path} must specify either Expression or MetricStat.")));
        }
        (Some(_), Some(_)) => {
            return Err(validation(format!(
                "The parameters {path}.Expression and {path}.MetricStat are mutually exclusive."
            )));
        }
    };
    Ok(Query {
        id: id.to_owned(),
        asks,
        label: text(item, "Label").map(str::to_owned),
        returns: item.get("ReturnData").and_then(Value::as_bool).unwrap_or(true),
    })
}

fn statistic(stat: &Request, path: &str) -> Result<Asks, AwsError> {
    let period = count(stat, "Period").unwrap_or_default();
    if !is_period(period) {
        return Err(bad_period(&format!("{path}.Period"), period));
    }
    let word = text(stat, "Stat").unwrap_or_default();
    let statistic: Statistic = word
        .parse()
        .map_err(|_| invalid_value(format!("The value {word} for parameter {path}.Stat is not supported.")))?;
    let named = stat.get("Metric").and_then(Value::as_object);
    let named = named.filter(|it| text(it, "Namespace").is_some() && text(it, "MetricName").is_some());
    let key = named
        .map(metric)
        .ok_or_else(|| validation(format!("{path}.Metric must have a Namespace and a MetricName.")))?;
    Ok(Asks::Metric { key, period, statistic, unit: text(stat, "Unit").and_then(Unit::named) })
}

/// The error for a period that is none.
pub fn bad_period(path: &str, period: u32) -> AwsError {
    invalid_value(format!(
        "The value {period} for parameter {path} is not valid: it must be 1, 5, 10, 20, 30 or a multiple of 60."
    ))
}

/// The error for an expression that cannot be read or evaluated.
pub fn expression_error(id: &str, error: &simulator_engine::metrics::BadExpression) -> AwsError {
    validation(format!("Error in expression '{id}': {error}"))
}

/// A `MetricDataQuery`, as it was given.
pub fn view(query: &Query) -> Value {
    let mut item = json!({ "Id": query.id, "ReturnData": query.returns });
    match &query.asks {
        Asks::Metric { key, period, statistic, unit } => {
            item["MetricStat"] =
                json!({ "Metric": metric_members(key), "Period": period, "Stat": statistic.to_string() });
            if let Some(unit) = unit {
                item["MetricStat"]["Unit"] = unit.word().into();
            }
        }
        Asks::Expression { text, period, .. } => {
            item["Expression"] = text.as_str().into();
            if let Some(period) = period {
                item["Period"] = (*period).into();
            }
        }
    }
    if let Some(label) = &query.label {
        item["Label"] = label.as_str().into();
    }
    item
}
