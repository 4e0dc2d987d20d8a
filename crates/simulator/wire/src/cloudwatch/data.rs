//! GetMetricData.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html>

use serde_json::{Value, json};

use super::error::{invalid_value, validation};
use super::page::invalid_token;
use super::queries;
use super::{Answer, Request, count, list, moment, text};
use simulator_engine::Engine;
use simulator_engine::metrics::Answered;
use simulator_protocol::error::AwsError;
use simulator_protocol::page::{binding, seal, unseal};

/// The most queries in one request.
const MOST_QUERIES: usize = 500;

/// The most data points in one answer.
const MOST_POINTS: u32 = 100_800;

pub fn get(engine: &Engine, request: &Request) -> Answer {
    let count_of_queries = list(request, "MetricDataQueries").len();
    if count_of_queries > MOST_QUERIES {
        let message = format!("The collection MetricDataQueries must not have a size greater than {MOST_QUERIES}.");
        return Err(validation(message));
    }
    let queries = queries::read(request, "MetricDataQueries")?;
    let (from, to) = (moment(request, "StartTime").unwrap_or_default(), moment(request, "EndTime").unwrap_or_default());
    if from >= to {
        return Err(validation("The parameter StartTime must be less than the parameter EndTime."));
    }
    let most = most_points(request)?;
    let answered = engine.metrics().ask(engine.world(), &queries, from, to).map_err(|error| {
        let first = queries.iter().find(|query| query.returns);
        queries::expression_error(first.map_or("", |query| &query.id), &error)
    })?;
    let ascending = text(request, "ScanBy") == Some("TimestampAscending");
    let binding = binding("GetMetricData", request, &["NextToken"]);
    let given = match text(request, "NextToken") {
        Some(token) => unseal(token, binding).and_then(|mark| mark.parse().ok()).ok_or_else(invalid_token)?,
        None => 0,
    };
    let (results, next) = cut(&answered, ascending, given, most);
    let mut answer = json!({ "MetricDataResults": results, "Messages": [] });
    if let Some(next) = next {
        answer["NextToken"] = seal(&next.to_string(), binding).into();
    }
    Ok(answer)
}

fn most_points(request: &Request) -> Result<usize, AwsError> {
    let most = match request.get("MaxDatapoints") {
        None => MOST_POINTS,
        Some(_) => {
            count(request, "MaxDatapoints").filter(|most| (1..=MOST_POINTS).contains(most)).ok_or_else(|| {
                invalid_value(format!("The value for parameter MaxDatapoints must be between 1 and {MOST_POINTS}."))
            })?
        }
    };
    Ok(usize::try_from(most).unwrap_or(usize::MAX))
}

/// The results after so many points that were given before, and not more than `most` points; then how many were given
/// in all, when there are more.
fn cut(answered: &[Answered], ascending: bool, given: usize, most: usize) -> (Vec<Value>, Option<usize>) {
    let (mut results, mut skipped, mut taken) = (Vec::new(), 0, 0);
    for Answered { id, label, points } in answered {
        let before = (given - skipped).min(points.len());
        skipped += before;
        // A result of which everything was given is not given again; one without any point is, on the first page.
        if before == points.len() && given > 0 {
            continue;
        }
        let room = points.len().min(before + most - taken);
        let mut chosen: Vec<_> = points.iter().map(|(at, value)| (at.as_seconds(), *value)).collect();
        if !ascending {
            chosen.reverse();
        }
        let chosen = &chosen[before..room];
        taken += chosen.len();
        results.push(json!({
            "Id": id,
            "Label": label,
            "Timestamps": chosen.iter().map(|(at, _)| *at).collect::<Vec<_>>(),
            "Values": chosen.iter().map(|(_, value)| *value).collect::<Vec<_>>(),
            "StatusCode": if room < points.len() { "PartialData" } else { "Complete" },
        }));
    }
    let all: usize = answered.iter().map(|answered| answered.points.len()).sum();
    (results, Some(given + taken).filter(|reached| *reached < all))
}
